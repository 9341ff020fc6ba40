//! The languages of two versions of a FAQ, side by side.

use super::Side;
use super::changes::{ChangedLanguage, LanguageChanges};
use super::entries::{self, EntryChanges, Names, Written};
use crate::assistant::choose;
use crate::matcher::Matcher;

/// A language that one of the versions has or both.
#[derive(Debug)]
pub(super) struct Language {
    /// Its tag, unless it is the default one of the new version.
    pub(super) tag: Option<String>,
    /// Which of its entries have another name.
    pub(super) names: Names,
}

/// One of the versions in one of its languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edition<'a> {
    pub(super) side: Side<'a>,
    pub(super) language: &'a Language,
}

/// One of the versions.
#[derive(Debug)]
struct Version<'a> {
    sides: &'a [Side<'a>],
    matchers: Vec<&'a Matcher>,
    /// For each of its languages its place among all.
    places: Vec<usize>,
}

impl<'a> Version<'a> {
    fn new(sides: &'a [Side<'a>]) -> Self {
        Self {
            sides,
            matchers: sides.iter().map(|side| side.matcher).collect(),
            places: vec![0; sides.len()],
        }
    }

    /// What is written in the language at `at`.
    fn written(&self, at: usize) -> Written<'a> {
        Written {
            faq: self.sides[at].faq,
            lender: (at > 0).then(|| self.sides[0].faq),
        }
    }
}

/// The languages of both versions, the default one first.
#[derive(Debug)]
pub(super) struct Languages<'a> {
    all: Vec<Language>,
    /// The places in both of those that both have.
    pub(super) both: Vec<(usize, usize)>,
    old: Version<'a>,
    new: Version<'a>,
}

impl<'a> Languages<'a> {
    /// The languages with what was done to the files: of the default one, and of the others.
    pub(super) fn of(
        old: &'a [Side<'a>],
        new: &'a [Side<'a>],
    ) -> (Self, EntryChanges, LanguageChanges) {
        let mut of_default = EntryChanges::default();
        let mut of_others = LanguageChanges::default();
        let (mut all, mut both) = (Vec::new(), Vec::new());
        let (mut old, mut new) = (Version::new(old), Version::new(new));
        for (at_old, at_new) in pairs(old.sides, new.sides) {
            let was = at_old.map(|at| old.written(at));
            let is = at_new.map(|at| new.written(at));
            let changes = (was.zip(is))
                .map_or_else(EntryChanges::default, |(was, is)| entries::compare(was, is));
            let names = Names::of(&changes, &of_default, was, is);
            let side = at_new
                .map(|at| new.sides[at])
                .or(at_old.map(|at| old.sides[at]));
            let tag = side.map_or_else(String::new, |side| side.faq.language().to_owned());
            let is_default = at_new == Some(0);
            for (version, at) in [(&mut old, at_old), (&mut new, at_new)] {
                if let Some(at) = at {
                    version.places[at] = all.len();
                }
            }
            both.extend(at_old.zip(at_new));
            all.push(Language {
                tag: (!is_default).then(|| tag.clone()),
                names,
            });
            if at_old.is_none() {
                of_others.added.push(tag);
            } else if at_new.is_none() {
                of_others.removed.push(tag);
            } else if is_default {
                of_default = changes;
            } else if changes != EntryChanges::default() {
                of_others.changed.push(ChangedLanguage {
                    language: tag,
                    entries: changes,
                });
            }
        }
        let languages = Self {
            all,
            both,
            old,
            new,
        };
        (languages, of_default, of_others)
    }

    /// Both versions in the languages in which they answer a message.
    pub(super) fn chosen(&self, text: &str) -> (Edition<'_>, Edition<'_>) {
        let edition = |version| self.edition(version, choose(&version.matchers, text, 0));
        (edition(&self.old), edition(&self.new))
    }

    /// Both versions in the languages at these places.
    pub(super) fn at(&self, (old, new): (usize, usize)) -> (Edition<'_>, Edition<'_>) {
        (self.edition(&self.old, old), self.edition(&self.new, new))
    }

    fn edition<'s>(&'s self, version: &Version<'s>, at: usize) -> Edition<'s> {
        Edition {
            side: version.sides[at],
            language: &self.all[version.places[at]],
        }
    }
}

/// The places of each language in the two versions: the languages of the new one in its order, then
/// those that only the old one has.
///
/// The default languages are one, also if only one of the versions names it rightly; unless a version
/// has the default language of the other one in a folder: then tags tell.
fn pairs(old: &[Side<'_>], new: &[Side<'_>]) -> Vec<(Option<usize>, Option<usize>)> {
    let is_same = |a: &Side<'_>, b: &Side<'_>| {
        let (a, b) = (a.faq.language(), b.faq.language());
        a.eq_ignore_ascii_case(b)
    };
    let is_other = |default: &[Side<'_>], of: &[Side<'_>]| {
        let mut others = of.iter().skip(1);
        others.any(|other| default.iter().take(1).any(|side| is_same(side, other)))
    };
    let has_moved = is_other(old, new) || is_other(new, old);
    let are_one = |at_old: usize, at_new: usize| {
        if has_moved || (at_old > 0 && at_new > 0) {
            is_same(&old[at_old], &new[at_new])
        } else {
            at_old == at_new
        }
    };
    let in_new = (0..new.len()).map(|at| {
        let before = (0..old.len()).find(|before| are_one(*before, at));
        (before, Some(at))
    });
    let in_old = (0..old.len()).filter(|at| !(0..new.len()).any(|now| are_one(*at, now)));
    in_new.chain(in_old.map(|at| (Some(at), None))).collect()
}
