//! Text with emphasis, links, lists and quotes, as read from Markdown.

mod parse;

pub(crate) use parse::parse;

/// Paragraphs, lists and quotes, in reading order.
pub type RichText = Vec<Part>;

/// One piece of rich text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A paragraph; its spans are joined without anything between them.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// The first number, or `None` for bullets.
        start: Option<u64>,
        /// The items, each rich text of its own.
        items: Vec<RichText>,
    },
    /// A quotation.
    Quote(RichText),
    /// Lines of a file or of a program, to be shown and copied as they are.
    Code(String),
}

/// A stretch of text in one style. A line feed in it is a line break that the author wants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// The text as a person reads it: no Markdown, nothing escaped.
    pub text: String,
    /// Whether it stands out strongly.
    pub bold: bool,
    /// Whether it stands out a little.
    pub italic: bool,
    /// Where it leads: an `http`, `https`, `tg` or `mailto` address.
    pub link: Option<String>,
}

impl Span {
    /// Text without any style.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Text that stands out strongly.
    #[must_use]
    pub fn bold(text: impl Into<String>) -> Self {
        Self {
            bold: true,
            ..Self::plain(text)
        }
    }

    /// Text that stands out a little.
    #[must_use]
    pub fn italic(text: impl Into<String>) -> Self {
        Self {
            italic: true,
            ..Self::plain(text)
        }
    }
}

/// The same text with every span bold.
pub(super) fn emboldened(mut text: RichText) -> RichText {
    for part in &mut text {
        match part {
            Part::Paragraph(spans) => spans.iter_mut().for_each(|span| span.bold = true),
            Part::List { items, .. } => {
                for item in items {
                    *item = emboldened(std::mem::take(item));
                }
            }
            Part::Quote(inner) => *inner = emboldened(std::mem::take(inner)),
            Part::Code(_) => {}
        }
    }
    text
}
