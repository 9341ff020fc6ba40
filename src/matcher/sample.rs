//! A small FAQ of another subject, for the tests of the matcher.

use super::Matcher;
use crate::faq::{Bot, Concept, Entry, EntryIndex, Faq, Kind, Located};

pub(super) fn located(text: &str) -> Located {
    Located {
        text: text.to_owned(),
        line: 1,
    }
}

fn entry(kind: Kind, id: &str, questions: &[&str]) -> Entry {
    Entry {
        id: id.to_owned(),
        kind,
        path: format!("faq/{id}.md").into(),
        title: located(questions[0]),
        questions: questions[1..]
            .iter()
            .map(|question| located(question))
            .collect(),
        not: Vec::new(),
        tip: None,
        tips: Vec::new(),
        related: Vec::new(),
        urgent: id == "distress",
        section: None,
        reviewed: None,
        review_by: None,
        body: located("An answer."),
        is_lent: false,
    }
}

/// Questions to a boat hire.
pub(super) fn boat_hire() -> Faq {
    use Kind::{NotCovered, SmallTalk, Topic};
    let mut entries = vec![
        entry(
            Topic,
            "opening",
            &[
                "When do you open?",
                "opening hours",
                "what time do you close",
                "are you open on sunday",
            ],
        ),
        entry(
            Topic,
            "licence",
            &[
                "Do I need a licence?",
                "licence needed",
                "can beginners steer the boat",
                "do i have to pass a test",
            ],
        ),
        entry(
            Topic,
            "size",
            &[
                "How many people fit?",
                "number of passengers",
                "is there space for six people",
            ],
        ),
        entry(
            Topic,
            "distress",
            &[
                "We are sinking",
                "the boat is sinking",
                "leak",
                "water is coming in",
                "man overboard",
                "engine on fire",
                "the hull has capsized",
            ],
        ),
        entry(
            NotCovered,
            "other-trouble",
            &[
                "My bathtub is leaking",
                "the kitchen tap has a leak",
                "my roof is leaking",
                "a leak in the bathroom",
                "sinking house prices",
            ],
        ),
        entry(
            NotCovered,
            "fishing",
            &[
                "Can we fish?",
                "fishing rods",
                "where are the best trout",
                "do you sell bait",
            ],
        ),
        entry(
            NotCovered,
            "price",
            &[
                "What does it cost?",
                "price of a day",
                "how much is the rental",
            ],
        ),
        entry(
            SmallTalk,
            "greeting",
            &["Hello", "good morning", "hi there"],
        ),
        entry(SmallTalk, "thanks", &["Thank you", "thanks a lot"]),
    ];
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let concept = |name: &str, words: &[&str]| Concept {
        name: name.to_owned(),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        line: 1,
    };
    Faq {
        entries,
        examples: Vec::new(),
        concepts: vec![
            concept("boat", &["vessel", "dinghy", "rowing boat"]),
            concept("sink", &["going under", "flooding", "filling up"]),
        ],
        bot: Bot::default(),
    }
}

/// The outcome of a message to the boat hire and its entries, in words.
pub(super) fn decided(text: &str) -> String {
    decided_by(&boat_hire(), text)
}

/// The same by another FAQ.
pub(super) fn decided_by(faq: &Faq, text: &str) -> String {
    let decision = Matcher::new(faq).decide(text);
    let ids = |entries: &[EntryIndex]| {
        let ids: Vec<&str> = entries
            .iter()
            .map(|entry| faq.entry(*entry).id.as_str())
            .collect();
        ids.join(" ")
    };
    let beside = match decision.outcome.also_not_covered() {
        [] => String::new(),
        entries => format!(" but not {}", ids(entries)),
    };
    format!(
        "{} {}{beside}",
        decision.outcome.name(),
        ids(&decision.outcome.entries())
    )
}
