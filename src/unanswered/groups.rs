//! Questions that were not answered, taken together where they are alike.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::alike::Alike;
use crate::assistant::{Assistant, EditionIndex};
use crate::faq::{EntryIndex, Faq};
use crate::matcher::{Decision, Outcome};
use crate::scrub::BLANK;
use crate::store::{Kept, Why};

/// Questions that are alike, and that the FAQ of today does not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The text that stands for all: the one asked most often.
    pub text: String,
    /// Each text once, the one asked most often first.
    pub texts: Vec<String>,
    /// The numbers of the questions as they are stored.
    pub numbers: Vec<i64>,
    /// How many different people are known to have asked.
    pub askers: u32,
    /// The hour in which it was asked last, in seconds of the Unix epoch.
    pub last: i64,
    /// Why they count as not answered, each with how often.
    pub why: BTreeMap<Why, usize>,
    /// The language in which all of them are decided on.
    pub edition: EditionIndex,
    /// The entry of that language that comes nearest to `text`, if one comes near at all.
    pub nearest: Option<EntryIndex>,
}

impl Group {
    /// How often it was asked.
    #[must_use]
    pub fn count(&self) -> usize {
        self.numbers.len()
    }
}

/// A text with all its questions.
struct Asked<'a> {
    text: &'a str,
    kept: Vec<&'a Kept>,
    edition: EditionIndex,
    nearest: Option<EntryIndex>,
}

/// The groups of one language.
#[derive(Default)]
struct InLanguage {
    ignored: Alike,
    alike: Alike,
    /// Numbered as in `alike`.
    groups: Vec<Group>,
}

/// The questions that the FAQ of today does not answer, in groups that are alike, each of one
/// language: those of at least
/// `min_askers` people, without what is like one of those `ignored`. What most people asked comes
/// first, then what was asked most often, then what was asked last.
#[must_use]
pub fn groups(
    assistant: &Assistant,
    kept: &[Kept],
    ignored: &[String],
    min_askers: u32,
) -> Vec<Group> {
    let gist = |edition, text: &str| assistant.edition(edition).matcher().gist(text);
    let mut languages: BTreeMap<EditionIndex, InLanguage> = BTreeMap::new();
    for text in ignored {
        let edition = edition_of(assistant, text);
        let language = languages.entry(edition).or_default();
        language.ignored.add(gist(edition, text));
    }
    for asked in open(assistant, kept) {
        let gist = gist(asked.edition, asked.text);
        let language = languages.entry(asked.edition).or_default();
        if ignored.iter().any(|text| text == asked.text)
            || language.ignored.most_alike(&gist).is_some()
        {
            continue;
        }
        if let Some(number) = language.alike.most_alike(&gist) {
            language.groups[number].add(&asked);
        } else {
            language.alike.add(gist);
            language.groups.push(Group::of(&asked));
        }
    }
    let all = languages.into_values();
    let mut found: Vec<Group> = all.flat_map(|language| language.groups).collect();
    found.retain(|group| group.askers >= min_askers);
    found.sort_by(|a, b| {
        let key = |group: &Group| {
            (
                Reverse(group.askers),
                Reverse(group.count()),
                Reverse(group.last),
            )
        };
        key(a).cmp(&key(b)).then_with(|| a.text.cmp(&b.text))
    });
    found
}

/// The language in which a question is decided on whose asker is not known any more.
fn edition_of(assistant: &Assistant, text: &str) -> EditionIndex {
    assistant.choose(text, EditionIndex::DEFAULT)
}

/// The texts with questions that are still open, the one asked most often first; of equals the one from
/// which least was taken out, then the shortest.
fn open<'a>(assistant: &Assistant, kept: &'a [Kept]) -> Vec<Asked<'a>> {
    let mut by_text: HashMap<&str, Vec<&Kept>> = HashMap::new();
    for kept in kept {
        by_text.entry(&kept.question.text).or_default().push(kept);
    }
    let mut all: Vec<Asked<'_>> = by_text
        .into_iter()
        .filter_map(|(text, mut kept)| {
            let edition = edition_of(assistant, text);
            let speaks = assistant.edition(edition);
            let (decision, _) = speaks.decide(text);
            kept.retain(|kept| is_open(speaks.faq(), &decision, kept));
            (!kept.is_empty()).then(|| Asked {
                text,
                kept,
                edition,
                nearest: decision.ranked.first().map(|best| best.entry),
            })
        })
        .collect();
    let key = |asked: &Asked<'_>| {
        let blanks = asked.text.matches(BLANK).count();
        (
            Reverse(asked.kept.len()),
            blanks,
            asked.text.chars().count(),
        )
    };
    all.sort_by(|a, b| key(a).cmp(&key(b)).then(a.text.cmp(b.text)));
    all
}

/// Whether a question is not answered by what is decided on it today. Where an answer was called one
/// on another topic, the same answer is none.
fn is_open(faq: &Faq, decision: &Decision, kept: &Kept) -> bool {
    match &decision.outcome {
        Outcome::Decline { .. } | Outcome::Clarify { .. } => true,
        outcome => {
            let first = outcome.entries().first().copied();
            let first = first.map(|entry| &faq.entry(entry).id);
            kept.question.instead.is_some() && kept.question.instead.as_ref() == first
        }
    }
}

impl Group {
    fn of(asked: &Asked<'_>) -> Self {
        let mut group = Self {
            text: asked.text.to_owned(),
            texts: Vec::new(),
            numbers: Vec::new(),
            askers: 0,
            last: i64::MIN,
            why: BTreeMap::new(),
            edition: asked.edition,
            nearest: asked.nearest,
        };
        group.add(asked);
        group
    }

    fn add(&mut self, asked: &Asked<'_>) {
        self.texts.push(asked.text.to_owned());
        for kept in &asked.kept {
            self.numbers.push(kept.number);
            self.askers = self.askers.max(kept.question.askers);
            self.last = self.last.max(kept.hour);
            *self.why.entry(kept.question.why).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::sample::boat_hire;
    use crate::store::Unanswered;

    fn kept(number: i64, text: &str, why: Why, askers: u32) -> Kept {
        Kept {
            number,
            hour: number * 3_600,
            question: Unanswered {
                text: text.to_owned(),
                why,
                instead: None,
                askers,
            },
        }
    }

    fn texts(kept: &[Kept], ignored: &[&str], min_askers: u32) -> Vec<(String, usize, u32)> {
        let assistant = Assistant::new(boat_hire());
        let ignored: Vec<String> = ignored.iter().map(|text| (*text).to_owned()).collect();
        groups(&assistant, kept, &ignored, min_askers)
            .into_iter()
            .map(|group| (group.text.clone(), group.count(), group.askers))
            .collect()
    }

    #[test]
    fn what_is_alike_stands_together_and_what_most_asked_comes_first() {
        let asked = [
            kept(1, "do you sell xylophones", Why::Decline, 1),
            kept(2, "can I bring my elephant", Why::Decline, 1),
            kept(3, "can i bring an elefant?", Why::Decline, 2),
            kept(4, "can I bring my elephant", Why::NoneOfThese, 3),
        ];
        let assistant = Assistant::new(boat_hire());
        let found = groups(&assistant, &asked, &[], 1);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].text, "can I bring my elephant");
        assert_eq!(
            found[0].texts,
            ["can I bring my elephant", "can i bring an elefant?"]
        );
        assert_eq!(found[0].numbers, [2, 4, 3]);
        assert_eq!((found[0].askers, found[0].last), (3, 4 * 3_600));
        let why = BTreeMap::from([(Why::Decline, 2), (Why::NoneOfThese, 1)]);
        assert_eq!(found[0].why, why);
        assert_eq!(found[1].text, "do you sell xylophones");
    }

    #[test]
    fn text_from_which_least_was_taken_out_stands_for_all() {
        let asked = [
            kept(1, "I'm ___, can I bring my elephant", Why::Decline, 1),
            kept(2, "can I bring my elephant please", Why::Decline, 1),
            kept(3, "can I bring my elephant", Why::Decline, 1),
        ];
        assert_eq!(texts(&asked, &[], 1)[0].0, "can I bring my elephant");
    }

    #[test]
    fn what_too_few_asked_is_not_shown() {
        let asked = [
            kept(1, "do you sell xylophones", Why::Decline, 1),
            kept(2, "can I bring my elephant", Why::Decline, 2),
        ];
        let elephant = ("can I bring my elephant".to_owned(), 1, 2);
        assert_eq!(texts(&asked, &[], 2), [elephant]);
        assert_eq!(texts(&asked, &[], 3), []);
    }

    #[test]
    fn what_is_answered_today_has_gone() {
        for text in [
            "what does it cost?",
            "may dogs come",
            "hello",
            "we are in a storm",
        ] {
            assert_eq!(
                texts(&[kept(1, text, Why::Decline, 5)], &[], 1),
                [],
                "{text}"
            );
        }
    }

    #[test]
    fn an_answer_on_the_wrong_topic_is_none_while_it_is_the_same() {
        let mut asked = kept(1, "what does it cost?", Why::WrongTopic, 5);
        asked.question.instead = Some("cost".to_owned());
        assert_eq!(texts(&[asked.clone()], &[], 1).len(), 1);
        asked.question.instead = Some("hours".to_owned());
        assert_eq!(texts(&[asked], &[], 1), []);
    }

    #[test]
    fn what_is_ignored_does_not_come_and_what_is_like_it_neither() {
        let asked = [
            kept(1, "can I bring my elephant", Why::Decline, 5),
            kept(2, "can i bring an elefant?", Why::Decline, 5),
            kept(3, "do you sell xylophones", Why::Decline, 5),
        ];
        let found = texts(&asked, &["can I bring an elephant"], 1);
        assert_eq!(found, [("do you sell xylophones".to_owned(), 1, 5)]);
    }

    #[test]
    fn the_order_of_what_is_kept_does_not_matter() {
        let mut asked: Vec<Kept> = [
            "elephant",
            "zebra elephant",
            "zebra",
            "zebra trombone",
            "trombone",
        ]
        .iter()
        .zip(1..)
        .map(|(text, number)| kept(number, text, Why::Decline, 2))
        .collect();
        let one_way = texts(&asked, &[], 1);
        asked.reverse();
        assert_eq!(texts(&asked, &[], 1), one_way);
    }

    #[test]
    fn questions_are_alike_and_near_to_an_entry_in_their_own_language_alone() {
        let faq = "tests/data/languages/faq";
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(faq);
        let assistant = Assistant::load(&dir).unwrap();
        let german = assistant.in_language("de").unwrap();
        let asked = [
            kept(1, "darf mein elefant ins boot", Why::Decline, 5),
            kept(2, "darf mein elefant in den kahn", Why::Decline, 4),
            kept(3, "may my elephant come on the boat", Why::Decline, 3),
            kept(4, "elefant", Why::Decline, 2),
        ];
        let found = groups(&assistant, &asked, &[], 1);
        let told: Vec<_> = found
            .iter()
            .map(|group| (group.edition, group.texts.len(), group.askers))
            .collect();
        let default = EditionIndex::DEFAULT;
        // No language knows a word of the last: it counts as one of the default language.
        assert_eq!(told, [(german, 2, 5), (default, 2, 3)]);
        let ignored = ["darf ein elefant ins boot".to_owned()];
        let found = groups(&assistant, &asked, &ignored, 1);
        let left: Vec<_> = found.iter().map(|group| group.edition).collect();
        assert_eq!(left, [default]);
    }
}
