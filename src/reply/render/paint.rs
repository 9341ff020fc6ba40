//! How a style is painted.

use super::runs::{Role, Run};

/// Turns styled text into the characters that show it.
pub(super) trait Paint {
    /// `run` without its link.
    fn run(&self, run: &Run<'_>) -> String;
    /// `painted`, which leads to `address`; `text` is what a person reads of it.
    fn link(&self, painted: String, text: &str, address: &str) -> String;
    /// `painted`, as the words of somebody else.
    fn quote(&self, painted: String) -> String;
    /// `painted`, as lines of a file.
    fn code(&self, painted: String) -> String;
}

/// `runs` as `paint` shows them. Neighbours that lead to the same address are one link.
pub(super) fn painted(runs: &[Run<'_>], paint: &dyn Paint) -> String {
    let mut all = String::new();
    for stretch in runs.chunk_by(|a, b| a.role == b.role) {
        let mut painted = String::new();
        for group in stretch.chunk_by(|a, b| a.link == b.link) {
            let inner: String = group.iter().map(|run| paint.run(run)).collect();
            match group[0].link {
                Some(address) => {
                    let text: String = group.iter().map(|run| run.text.as_ref()).collect();
                    painted.push_str(&paint.link(inner, &text, address));
                }
                None => painted.push_str(&inner),
            }
        }
        painted = match stretch[0].role {
            Role::Quote => paint.quote(painted),
            Role::Code => paint.code(painted),
            Role::Own | Role::HeadingEnd => painted,
        };
        all.push_str(&painted);
    }
    all
}

/// Text for a terminal.
pub(super) struct Terminal {
    /// Whether escape sequences may be used.
    pub(super) ansi: bool,
}

impl Paint for Terminal {
    fn run(&self, run: &Run<'_>) -> String {
        let mut painted = run.text.to_string();
        if self.ansi && run.italic {
            painted = format!("\x1b[3m{painted}\x1b[23m");
        }
        if self.ansi && run.bold {
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

    fn code(&self, painted: String) -> String {
        painted
    }
}

/// Telegram's HTML.
pub(super) struct Html;

impl Paint for Html {
    fn run(&self, run: &Run<'_>) -> String {
        let mut painted = escape(&run.text);
        if run.italic {
            painted = format!("<i>{painted}</i>");
        }
        if run.bold {
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

    fn code(&self, painted: String) -> String {
        format!("<pre>{painted}</pre>")
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
