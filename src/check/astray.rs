//! Phrasings that do not find their entry once they are left out, and how they are told together.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use crate::faq::{EntryIndex, Faq, Located, Problem, counted, excerpt, shown_path};
use crate::matcher::Outcome;

/// What becomes of a phrasing that is left out, worst first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// These danger signs are told of.
    Urgent(Vec<String>),
    /// It is answered with these topics.
    Answered(Vec<String>),
    /// It is taken for this small talk.
    SmallTalk(String),
    /// These entries say that the article does not cover it.
    NotCovered(Vec<String>),
    /// These entries are offered, best first.
    AskedBack(Vec<String>),
    /// Nothing fits.
    Declined,
}

/// A phrasing that does not find its entry once it is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// Where it stands.
    pub line: usize,
    /// The phrasing.
    pub text: String,
    /// What becomes of it.
    pub fate: Fate,
    /// Whether that becomes of it even as it stands.
    pub is_lost: bool,
}

/// The strays of one entry.
///
/// Displayed as one block: a line with their number, and one for each sort of fate with the entries
/// that take them and the lines on which they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Astray {
    /// The entry's file.
    pub path: PathBuf,
    /// The entry.
    pub id: String,
    /// How many phrasings it has, its title among them.
    pub phrasings: usize,
    /// The strays, sorted by line, at least one.
    pub strays: Vec<Stray>,
}

impl Fate {
    /// How many sorts there are.
    pub(super) const SORTS: usize = 6;

    pub(super) fn new(faq: &Faq, outcome: &Outcome) -> Self {
        let ids = |entries: &[EntryIndex]| {
            let ids = entries.iter().map(|entry| faq.entry(*entry).id.clone());
            ids.collect::<Vec<_>>()
        };
        match outcome {
            Outcome::Urgent { urgent, .. } => Self::Urgent(ids(urgent)),
            Outcome::Answer { entries, .. } => Self::Answered(ids(entries)),
            Outcome::SmallTalk { entry } => Self::SmallTalk(faq.entry(*entry).id.clone()),
            Outcome::NotCovered { entries } => Self::NotCovered(ids(entries)),
            Outcome::Clarify { candidates } => Self::AskedBack(ids(candidates)),
            Outcome::Decline { .. } => Self::Declined,
        }
    }

    /// Its place among the sorts, worst first.
    pub(super) fn sort(&self) -> usize {
        match self {
            Self::Urgent(_) => 0,
            Self::Answered(_) => 1,
            Self::SmallTalk(_) => 2,
            Self::NotCovered(_) => 3,
            Self::AskedBack(_) => 4,
            Self::Declined => 5,
        }
    }

    /// What becomes of several phrasings with a fate of this sort, before the entries are named.
    fn of_many(sort: usize) -> &'static str {
        [
            "taken for the danger sign",
            "answered with",
            "taken for small talk,",
            "declined with",
            "asked back, first with",
            "declined as unknown",
        ][sort]
    }

    /// The entries that take the phrasing: all, or the best of those offered.
    fn takers(&self) -> String {
        match self {
            Self::Urgent(ids) | Self::Answered(ids) | Self::NotCovered(ids) => {
                quoted(ids).join(" and ")
            }
            Self::SmallTalk(id) => format!("`{id}`"),
            Self::AskedBack(ids) => quoted(ids).into_iter().next().unwrap_or_default(),
            Self::Declined => String::new(),
        }
    }
}

impl Stray {
    pub(super) fn new(phrasing: &Located, fate: Fate, is_lost: bool) -> Self {
        Self {
            line: phrasing.line,
            text: phrasing.text.clone(),
            fate,
            is_lost,
        }
    }

    /// The stray as a problem by itself.
    fn problem(&self, astray: &Astray) -> Problem {
        let (fate, help) = match &self.fate {
            Fate::Declined => (
                "be declined".to_owned(),
                "write more phrasings like it, or name its words in `concepts.toml`",
            ),
            Fate::AskedBack(ids) => (
                format!("be asked back with {}", quoted(ids).join(", ")),
                "write more phrasings like it, or move it if it belongs to one of those",
            ),
            Fate::SmallTalk(id) => (
                format!("go to `{id}`"),
                "write more phrasings like it, or move it if it belongs there",
            ),
            Fate::Urgent(ids) | Fate::Answered(ids) | Fate::NotCovered(ids) => (
                format!("go to {}", quoted(ids).join(", ")),
                "write more phrasings like it, or move it if it belongs there",
            ),
        };
        let phrasing = excerpt(&self.text);
        let (when, help) = if self.is_lost {
            let help = "these very words do not find it: reword it, write more phrasings like it, or \
                        move it if it belongs elsewhere";
            ("as it stands", help)
        } else {
            ("without itself", help)
        };
        let message = format!("phrasing \"{phrasing}\" would {fate} {when}");
        Problem::warning(&astray.path, self.line, message).with_help(help)
    }
}

impl Astray {
    /// Each stray as a problem by itself, sorted by line.
    pub fn problems(&self) -> impl Iterator<Item = Problem> {
        self.strays.iter().map(|stray| stray.problem(self))
    }
}

impl fmt::Display for Astray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            id,
            phrasings,
            strays,
        } = self;
        let first = strays.first().map_or(1, |stray| stray.line);
        write!(
            f,
            "{}:{first}: warning: {} of {} would not find `{id}` without themselves",
            shown_path(path),
            strays.len(),
            counted(*phrasings, "phrasing", "phrasings"),
        )?;
        let lost = strays.iter().filter(|stray| stray.is_lost);
        let mut lost: Vec<_> = lost.map(|stray| stray.line.to_string()).collect();
        // Several phrasings may share a line.
        lost.dedup();
        if !lost.is_empty() {
            write!(f, "\n  not even as they stand: {}", in_lines(&lost))?;
        }
        for sort in 0..Fate::SORTS {
            let mut takers: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for stray in strays.iter().filter(|stray| stray.fate.sort() == sort) {
                let lines = takers.entry(stray.fate.takers()).or_default();
                lines.push(stray.line.to_string());
            }
            if takers.is_empty() {
                continue;
            }
            // The greediest first.
            let mut takers: Vec<_> = takers.into_iter().collect();
            takers.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
            write!(f, "\n  {}", Fate::of_many(sort))?;
            for (at, (taker, lines)) in takers.iter_mut().enumerate() {
                lines.dedup();
                let comma = if at == 0 { "" } else { "," };
                let space = if taker.is_empty() { "" } else { " " };
                let word = match (at, lines.len()) {
                    (0, 1) => "line ",
                    (0, _) => "lines ",
                    _ => "",
                };
                write!(f, "{comma}{space}{taker} ({word}{})", lines.join(", "))?;
            }
        }
        Ok(())
    }
}

/// The lines, with what they are.
fn in_lines(lines: &[String]) -> String {
    let word = if lines.len() == 1 { "line" } else { "lines" };
    format!("{word} {}", lines.join(", "))
}

fn quoted(ids: &[String]) -> Vec<String> {
    ids.iter().map(|id| format!("`{id}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_is_named_once_however_many_stand_on_it() {
        let stray = |line, is_lost| Stray {
            line,
            text: String::new(),
            fate: Fate::Declined,
            is_lost,
        };
        let astray = Astray {
            path: "a.md".into(),
            id: "a".to_owned(),
            phrasings: 9,
            strays: vec![
                stray(2, false),
                stray(3, true),
                stray(3, true),
                stray(3, false),
            ],
        };
        assert_eq!(
            astray.to_string(),
            "a.md:2: warning: 4 of 9 phrasings would not find `a` without themselves\n  not even as \
             they stand: line 3\n  declined as unknown (lines 2, 3)"
        );
    }

    #[test]
    fn strays_are_told_together_worst_first_and_the_greediest_first() {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let fates = [
            Fate::Declined,
            Fate::Answered(ids(&["sun"])),
            Fate::NotCovered(ids(&["price"])),
            Fate::Answered(ids(&["duration"])),
            Fate::AskedBack(ids(&["sun", "duration"])),
            Fate::Answered(ids(&["duration"])),
            Fate::Answered(ids(&["duration", "sun"])),
        ];
        let strays = (4..).zip(fates).map(|(line, fate)| Stray {
            line,
            text: format!("question {line}"),
            fate,
            is_lost: line == 5,
        });
        let astray = Astray {
            path: PathBuf::from("faq/topics/pain.md"),
            id: "pain".to_owned(),
            phrasings: 12,
            strays: strays.collect(),
        };
        let expected = "\
faq/topics/pain.md:4: warning: 7 of 12 phrasings would not find `pain` without themselves
  not even as they stand: line 5
  answered with `duration` (lines 7, 9), `duration` and `sun` (10), `sun` (5)
  declined with `price` (line 6)
  asked back, first with `sun` (line 8)
  declined as unknown (line 4)";
        assert_eq!(astray.to_string(), expected);
        let each: Vec<_> = astray.problems().map(|problem| problem.message).collect();
        assert_eq!(each.len(), 7);
        assert_eq!(
            each[1],
            "phrasing \"question 5\" would go to `sun` as it stands"
        );
        assert_eq!(
            each[6],
            "phrasing \"question 10\" would go to `duration`, `sun` without itself"
        );
    }
}
