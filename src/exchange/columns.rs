//! The columns of a table of entries, which are the keys of an entry in JSON, too.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Kind,
    Title,
    /// One question.
    Question,
    /// Questions as a list.
    Questions,
    Not,
    Tip,
    Tips,
    Related,
    Urgent,
    Section,
    Reviewed,
    ReviewBy,
    Answer,
    /// What QnA Maker numbers its answers with.
    Number,
    /// What QnA Maker says beside and an entry has no place for.
    LeftOut,
    /// Nothing: a spreadsheet writes empty columns where there once was something.
    Nameless,
}

/// The columns that are written, in order.
pub(super) const WRITTEN: [(&str, Column); 13] = [
    ("id", Column::Id),
    ("kind", Column::Kind),
    ("title", Column::Title),
    ("questions", Column::Questions),
    ("not", Column::Not),
    ("tip", Column::Tip),
    ("tips", Column::Tips),
    ("related", Column::Related),
    ("urgent", Column::Urgent),
    ("section", Column::Section),
    ("reviewed", Column::Reviewed),
    ("review_by", Column::ReviewBy),
    ("answer", Column::Answer),
];

/// The columns that are read beside those.
const READ: [(&str, Column); 9] = [
    ("", Column::Nameless),
    ("question", Column::Question),
    ("qnaid", Column::Number),
    ("source", Column::LeftOut),
    ("metadata", Column::LeftOut),
    ("suggestedquestions", Column::LeftOut),
    ("iscontextonly", Column::LeftOut),
    ("prompts", Column::LeftOut),
    ("sourcedisplayname", Column::LeftOut),
];

impl Column {
    /// The column called `name`, in whatever case.
    pub(super) fn of(name: &str) -> Option<Self> {
        let name = name.trim();
        let mut columns = WRITTEN.iter().chain(&READ);
        let (_, column) = columns.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(*column)
    }
}

/// The columns that may be written, and are told to somebody who wrote others.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let names = WRITTEN.iter().map(|(name, _)| *name);
    std::iter::once("question").chain(names)
}

/// The names as they are shown.
pub(super) fn listed() -> String {
    let names: Vec<_> = names().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
