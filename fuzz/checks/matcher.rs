//! The matcher: whatever somebody writes, there is one outcome, sound scores and a reply.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use skincare_faq_bot::faq::{Faq, load};
use skincare_faq_bot::matcher::Matcher;
use skincare_faq_bot::reply::{compose, render};

/// The FAQ that is shipped.
static SHIPPED: LazyLock<(Faq, Matcher)> = LazyLock::new(|| {
    // This file is compiled in the bot's package and in the fuzzer's below it.
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let folder = above.find_map(|folder| Some(folder.join("faq")).filter(|faq| faq.is_dir()));
    let faq = load(&folder.expect("the FAQ")).expect("a sound FAQ");
    let matcher = Matcher::new(&faq);
    (faq, matcher)
});

/// Asks what `bytes` say, with the replacement character for those that are no text.
pub(crate) fn check(bytes: &[u8]) {
    let (faq, matcher) = &*SHIPPED;
    let text = String::from_utf8_lossy(bytes);
    let decision = matcher.decide(&text);
    let ranked = &decision.ranked;
    assert!(ranked.iter().all(|of| (0.0..=1.0).contains(&of.score)));
    assert!(ranked.is_sorted_by(|a, b| a.score >= b.score));
    assert_eq!(matcher.decide(&text), decision);
    let explanation = matcher.explain(&text);
    assert_eq!(explanation.decision, decision);
    assert!(!explanation.to_string().is_empty());
    let reply = compose(faq, &decision, Date::MIN);
    assert!(!render::telegram_html(&reply).trim().is_empty());
    assert!(!render::plain(&reply, false).trim().is_empty());
}
