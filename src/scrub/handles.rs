//! What people are called where they can be reached: "my insta is anna.k", "telegram: annak".

use super::reading::Text;

/// Where people have handles.
pub(super) const PLATFORMS: &[&str] = &[
    "discord",
    "facebook",
    "fb",
    "ig",
    "insta",
    "instagram",
    "kik",
    "linkedin",
    "messenger",
    "onlyfans",
    "reddit",
    "signal",
    "skype",
    "snap",
    "snapchat",
    "telegram",
    "tg",
    "threads",
    "tiktok",
    "twitter",
    "viber",
    "vk",
    "wechat",
    "whatsapp",
];

/// What a handle is called.
const HANDLES: &[&str] = &[
    "account", "aka", "email", "e-mail", "handle", "login", "mail", "nick", "user", "username",
];

/// Between these and a handle.
const LINKS: &[&str] = &["as", "called", "id", "is", "name", "slash", "under"];

/// So many words may stand between.
const MOST_LINKS: usize = 3;

/// Before what is somebody's own.
const OWNERS: &[&str] = &["her", "his", "mine", "my", "our", "the"];

impl Text<'_> {
    /// Whether a handle stands here.
    pub(super) fn is_handle(&self, at: usize) -> bool {
        if !self.looks(at) || LINKS.contains(&self.tokens[at].folded.as_str()) {
            return false;
        }
        let mut has_verb = false;
        for before in (at.saturating_sub(MOST_LINKS + 1)..at).rev() {
            let token = &self.tokens[before];
            let word = token.folded.as_str();
            if token.ends_clause() && token.trail() != ":" {
                return false;
            }
            if PLATFORMS.contains(&word) || HANDLES.contains(&word) {
                // "I saw it on insta is it real"
                return !has_verb || self.is_owned(before);
            }
            if !LINKS.contains(&word) && !token.is_bare() {
                return false;
            }
            has_verb |= word == "is";
        }
        false
    }

    /// Whether a piece is somebody's own.
    fn is_owned(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        before.is_some_and(|before| {
            let word = before.folded.as_str();
            OWNERS.contains(&word) || PLATFORMS.contains(&word)
        })
    }
}
