//! Replies that are too long to be sent in one message.

use crate::faq::{EntryIndex, Faq, Problem};
use crate::reply::render::{TELEGRAM_MAX_UTF16, entry_utf16_len};

/// The entries whose whole reply, with tips and source, exceeds what Telegram takes.
pub(super) fn problems(faq: &Faq) -> impl Iterator<Item = Problem> {
    super::entries(faq).filter_map(|(index, _)| too_long(faq, index))
}

/// That the whole reply with this entry exceeds what Telegram takes, if it does.
pub(crate) fn too_long(faq: &Faq, index: EntryIndex) -> Option<Problem> {
    let length = entry_utf16_len(faq, index);
    (length > TELEGRAM_MAX_UTF16).then(|| {
        let entry = faq.entry(index);
        let message = format!(
            "the reply with this answer must be at most {TELEGRAM_MAX_UTF16} UTF-16 units \
             long, found {length}"
        );
        Problem::error(&entry.path, entry.body.line, message)
            .with_help("shorten the answer, or make two entries of it")
    })
}
