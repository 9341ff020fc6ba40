//! A reply as one sequence of stretches of text, each in one style.
//!
//! Where lines end and what stands before them is decided here, the same wherever a reply is shown.

use std::borrow::Cow;

use crate::reply::{Block, Part, Reply, Span};

/// A stretch of text in one style, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run<'r> {
    pub(super) text: Cow<'r, str>,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Where it leads.
    pub(super) link: Option<&'r str>,
    pub(super) role: Role,
}

/// What a stretch of text is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The bot's own words.
    Own,
    /// The words of somebody else.
    Quote,
    /// Lines of a file.
    Code,
    /// The line end below a heading, which is not to be left alone.
    HeadingEnd,
}

/// The whole reply, without blank lines at either end.
pub(super) fn runs(reply: &Reply) -> Vec<Run<'_>> {
    let mut all = Runs::default();
    let mut between = Between::Nothing;
    for block in &reply.blocks {
        let mut inner = Runs::default();
        match block {
            Block::Notice(parts) | Block::Text(parts) => inner.parts(parts, "\n\n", true),
            Block::Title(title) => inner.bold(title),
            Block::Tips { heading, tips } => {
                inner.bold(heading);
                inner.end_heading();
                inner.list(None, tips);
            }
            Block::Source(line) => inner.push(Run {
                italic: true,
                ..plain(line)
            }),
            Block::ChoicesHeading(heading) => inner.push(plain(heading)),
        }
        if inner.0.is_empty() {
            continue;
        }
        match between {
            Between::Nothing => {}
            // A title belongs to the text below it.
            Between::TitleAndText => all.end_heading(),
            Between::Blocks => all.push(plain("\n\n")),
        }
        all.0.append(&mut inner.0);
        between = match block {
            Block::Title(_) => Between::TitleAndText,
            _ => Between::Blocks,
        };
    }
    all.0
}

/// What the end of a line parts.
enum Between {
    Nothing,
    TitleAndText,
    Blocks,
}

fn plain(text: &str) -> Run<'_> {
    Run {
        text: text.into(),
        bold: false,
        italic: false,
        link: None,
        role: Role::Own,
    }
}

#[derive(Default)]
struct Runs<'r>(Vec<Run<'r>>);

impl<'r> Runs<'r> {
    fn push(&mut self, run: Run<'r>) {
        if !run.text.is_empty() {
            self.0.push(run);
        }
    }

    fn bold(&mut self, text: &'r str) {
        self.push(Run {
            bold: true,
            ..plain(text)
        });
    }

    fn end_heading(&mut self) {
        self.push(Run {
            role: Role::HeadingEnd,
            ..plain("\n")
        });
    }

    /// Telegram allows no quote within a quote, so only an `outer` one is marked.
    fn parts(&mut self, parts: &'r [Part], between: &'static str, outer: bool) {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.push(plain(between));
            }
            match part {
                Part::Paragraph(spans) => spans.iter().for_each(|span| self.span(span)),
                Part::List { start, items } => self.list(*start, items),
                Part::Code(lines) => self.push(Run {
                    role: Role::Code,
                    ..plain(lines)
                }),
                Part::Quote(inner) => {
                    let start = self.0.len();
                    self.parts(inner, "\n", false);
                    if outer {
                        self.0[start..]
                            .iter_mut()
                            .for_each(|run| run.role = Role::Quote);
                    }
                }
            }
        }
    }

    /// One item a line; what follows an item's first line is indented below it.
    fn list(&mut self, start: Option<u64>, items: &'r [Vec<Part>]) {
        for (item, at) in items.iter().zip(0_u64..) {
            if at > 0 {
                self.push(plain("\n"));
            }
            let marker = match start {
                None => "• ".into(),
                Some(start) => format!("{}. ", start.saturating_add(at)).into(),
            };
            self.push(Run {
                text: marker,
                ..plain("")
            });
            let start = self.0.len();
            self.parts(item, "\n", false);
            for run in &mut self.0[start..] {
                if run.text.contains('\n') {
                    run.text = run.text.replace('\n', "\n   ").into();
                }
            }
        }
    }

    fn span(&mut self, span: &'r Span) {
        self.push(Run {
            bold: span.bold,
            italic: span.italic,
            link: span.link.as_deref(),
            ..plain(&span.text)
        });
    }
}
