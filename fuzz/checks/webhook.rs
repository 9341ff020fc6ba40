//! Bodies of requests to the webhook: whatever is posted, it is one update or it is refused.

use serde_json::Value;
use skincare_faq_bot::telegram::read_webhook_body;

/// Reads `bytes` as the body of a request.
pub(crate) fn check(bytes: &[u8]) {
    let read = || format!("{:?}", read_webhook_body(bytes));
    assert_eq!(read(), read());
    let is_taken = read_webhook_body(bytes).is_ok();
    // What the general reader refuses, a number too large for example, may be an update all the same.
    if let Ok(value) = serde_json::from_slice::<Value>(bytes) {
        let number = value.get("update_id").and_then(Value::as_u64);
        let has_number = number.is_some_and(|number| u32::try_from(number).is_ok());
        assert!(has_number || !is_taken, "no update, and taken: {value}");
    }
}
