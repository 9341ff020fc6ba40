//! How a style is painted.

use crate::reply::Span;

/// Turns styled text into the characters that show it.
pub(super) trait Paint {
    /// `span` without its link.
    fn span(&self, span: &Span) -> String;
    /// `painted`, which leads to `address`; `text` is what a person reads of it.
    fn link(&self, painted: String, text: &str, address: &str) -> String;
    /// `painted`, as the words of somebody else.
    fn quote(&self, painted: String) -> String;
}

/// Text for a terminal.
pub(super) struct Terminal {
    /// Whether escape sequences may be used.
    pub(super) ansi: bool,
}

impl Paint for Terminal {
    fn span(&self, span: &Span) -> String {
        let mut painted = span.text.clone();
        if self.ansi && span.italic {
            painted = format!("\x1b[3m{painted}\x1b[23m");
        }
        if self.ansi && span.bold {
            painted = format!("\x1b[1m{painted}\x1b[22m");
        }
        painted
    }

    fn link(&self, painted: String, text: &str, address: &str) -> String {
        let address = address.strip_prefix("mailto:").unwrap_or(address);
        if text == address {
            painted
        } else {
            format!("{painted} ({address})")
        }
    }

    fn quote(&self, painted: String) -> String {
        let lines: Vec<String> = painted.lines().map(|line| format!("> {line}")).collect();
        lines.join("\n")
    }
}

/// Telegram's HTML.
pub(super) struct Html;

impl Paint for Html {
    fn span(&self, span: &Span) -> String {
        let mut painted = escape(&span.text);
        if span.italic {
            painted = format!("<i>{painted}</i>");
        }
        if span.bold {
            painted = format!("<b>{painted}</b>");
        }
        painted
    }

    fn link(&self, painted: String, _text: &str, address: &str) -> String {
        let address = escape(address).replace('"', "&quot;");
        format!("<a href=\"{address}\">{painted}</a>")
    }

    fn quote(&self, painted: String) -> String {
        format!("<blockquote>{painted}</blockquote>")
    }
}

/// What a person sees of Telegram's HTML.
pub(super) struct Visible;

impl Paint for Visible {
    fn span(&self, span: &Span) -> String {
        span.text.clone()
    }

    fn link(&self, painted: String, _text: &str, _address: &str) -> String {
        painted
    }

    fn quote(&self, painted: String) -> String {
        painted
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
