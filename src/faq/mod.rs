//! The knowledge of the bot: entries, concepts and settings as an operator writes them.
//!
//! A [`Faq`] is what the files below one folder say, and nothing more: it knows neither how a
//! message is matched nor how a reply is worded. [`load()`] reads it, or says what stops it, and
//! [`load_all()`] does so in every language that it is written in; [`survey()`] says everything that is
//! wrong.

mod aging;
mod bot;
mod concepts;
mod entry;
mod examples;
mod file_name;
mod front_matter;
mod id;
mod joining;
mod keys;
mod languages;
mod links;
mod lists;
mod load;
mod markdown;
mod misplaced;
mod phrasing;
mod problem;
mod single;
mod slip;
mod source;
mod stems;
mod survey;
mod tag;
mod version;
mod wording;

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Deserialize;

pub use aging::{AgingSettings, Due, Freshness, Overdue, due, utc_date, utc_day};
pub use bot::Bot;
pub use load::{load, load_all};
pub use problem::{LoadError, Problem, Severity};
pub use survey::{Survey, survey};
pub use version::version_of;

pub(crate) use file_name::{id_in, is_part, without_extension};
pub(crate) use id::{Ids, is_id};
pub(crate) use joining::Joining;
pub(crate) use load::load_language;
pub(crate) use phrasing::folded;
pub(crate) use single::{front_matter, problems_of, read_entry};
pub(crate) use source::{read_bytes, utf8};
pub(crate) use survey::LONGEST_TITLE;
pub(crate) use tag::{is_plain, tag};
pub(crate) use wording::{counted, excerpt, nearest, one_line, shown_path};

/// The language of a FAQ that names none.
const DEFAULT_LANGUAGE: &str = "en";

/// What sort of entry this is; the folder of its file decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What the article answers (`topics/`).
    Topic,
    /// What people ask and the article does not answer (`not-covered/`).
    NotCovered,
    /// Greetings, thanks and the like (`small-talk/`).
    SmallTalk,
}

impl Kind {
    /// All sorts.
    pub const ALL: [Self; 3] = [Self::Topic, Self::NotCovered, Self::SmallTalk];

    /// The folder of the entries of this kind.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Topic => "topics",
            Self::NotCovered => "not-covered",
            Self::SmallTalk => "small-talk",
        }
    }

    /// The kind of the entries in the folder with this name, if it is one of entries.
    #[must_use]
    pub fn of_folder(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == name)
    }
}

/// A piece of text with the line of its file on which it starts, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The text as written.
    pub text: String,
    /// Line in the entry's file, counted from 1.
    pub line: usize,
}

impl Located {
    /// A text that is in no file yet.
    pub(crate) fn unwritten(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            line: 1,
        }
    }
}

/// One answer with the ways to ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Stable name, the file's name without `.md`: 1 to 40 of `a-z0-9-`, unique over all kinds.
    pub id: String,
    /// What sort of entry this is.
    pub kind: Kind,
    /// The file it was read from, as shown to the operator.
    pub path: PathBuf,
    /// Shown on buttons and above the answer; counts as a phrasing too.
    pub title: Located,
    /// Further ways to ask for it.
    pub questions: Vec<Located>,
    /// Questions that must not be answered with this entry.
    pub not: Vec<Located>,
    /// One sentence of aftercare that other entries can show.
    pub tip: Option<Located>,
    /// Ids of the entries whose tips are shown under this answer.
    pub tips: Vec<Located>,
    /// Ids of the entries offered as next questions. Two that name each other are both answered
    /// where a message fits them alike.
    pub related: Vec<Located>,
    /// A danger sign: goes before everything else.
    pub urgent: bool,
    /// The article's section that the answer is drawn from.
    pub section: Option<Located>,
    /// When the answer was last reviewed.
    pub reviewed: Option<Date>,
    /// When the answer has to be reviewed again, and the line that says so.
    pub review_by: Option<(Date, usize)>,
    /// The answer, in Markdown.
    pub body: Located,
    /// Whether it is lent to this language by the default one, as nobody has translated it.
    pub is_lent: bool,
}

impl Entry {
    /// An entry with title and answer alone.
    pub(crate) fn new(
        id: String,
        kind: Kind,
        path: PathBuf,
        title: Located,
        body: Located,
    ) -> Self {
        Self {
            id,
            kind,
            path,
            title,
            questions: Vec::new(),
            not: Vec::new(),
            tip: None,
            tips: Vec::new(),
            related: Vec::new(),
            urgent: false,
            section: None,
            reviewed: None,
            review_by: None,
            body,
            is_lent: false,
        }
    }

    /// All ways to ask for it: the title, then the others in their order.
    pub fn phrasings(&self) -> impl Iterator<Item = &Located> {
        std::iter::once(&self.title).chain(&self.questions)
    }
}

/// Words that mean the same in this subject.
#[derive(Debug, Clone)]
pub struct Concept {
    /// Name of the group; a member too, hyphens read as spaces.
    pub name: String,
    /// The other members: words or short phrases.
    pub words: Vec<String>,
    /// Line in `concepts.toml`, counted from 1.
    pub line: usize,
}

/// Messages as people write them, which one entry should get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examples {
    /// The entry's id.
    pub entry: String,
    /// The messages as written.
    pub messages: Vec<String>,
    /// Line in `examples.toml`, counted from 1.
    pub line: usize,
}

/// Thresholds that an operator may set; `None` means the measured default of the matcher.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MatchingSettings {
    /// Lowest score that is answered, `0.0..=1.0`.
    pub answer_at: Option<f64>,
    /// Lowest score that is offered as a choice, `0.0..=1.0`.
    pub clarify_at: Option<f64>,
    /// How far the best must lead the second to be *the* answer, `0.0..=1.0`.
    pub margin: Option<f64>,
}

/// Everything that the FAQ folder says, entries sorted by id.
#[derive(Debug, Clone)]
pub struct Faq {
    /// All entries of all kinds, sorted by id.
    pub entries: Vec<Entry>,
    /// The groups of `concepts.toml`, sorted by name.
    pub concepts: Vec<Concept>,
    /// The messages of `examples.toml`, sorted by entry.
    pub examples: Vec<Examples>,
    /// What `bot.toml` says.
    pub bot: Bot,
}

/// Position of an entry in [`Faq::entries`]; smaller means an earlier id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIndex(pub usize);

/// How much a FAQ says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// How many entries of all kinds there are.
    pub entries: usize,
    /// How many phrasings they have, titles among them.
    pub phrasings: usize,
}

impl Size {
    /// The size of several FAQs together.
    #[must_use]
    pub fn of<'f>(faqs: impl IntoIterator<Item = &'f Faq>) -> Self {
        let sizes = faqs.into_iter().map(Faq::size);
        sizes.fold(Self::default(), |all, size| Self {
            entries: all.entries + size.entries,
            phrasings: all.phrasings + size.phrasings,
        })
    }
}

impl Faq {
    /// How many entries and phrasings it has, without those that another language lends.
    #[must_use]
    pub fn size(&self) -> Size {
        let own = || self.entries.iter().filter(|entry| !entry.is_lent);
        Size {
            entries: own().count(),
            phrasings: own().flat_map(Entry::phrasings).count(),
        }
    }

    /// The language of the FAQ as a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &str {
        self.bot.language.as_deref().unwrap_or(DEFAULT_LANGUAGE)
    }

    /// The entry at `index`.
    ///
    /// # Panics
    ///
    /// Panics if `index` was made for another FAQ and lies beyond this one.
    #[must_use]
    pub fn entry(&self, index: EntryIndex) -> &Entry {
        &self.entries[index.0]
    }

    /// The entry called `id`, if there is one.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<EntryIndex> {
        self.entries
            .binary_search_by(|entry| entry.id.as_str().cmp(id))
            .ok()
            .map(EntryIndex)
    }

    /// The title of the entry called `id`, if there is one.
    #[must_use]
    pub fn title_of(&self, id: &str) -> Option<&str> {
        let entry = self.find(id)?;
        Some(&self.entry(entry).title.text)
    }
}
