//! A small FAQ for the tests of replies, on a subject of its own.

use jiff::civil::{Date, date};

use crate::faq::{Bot, Entry, EntryIndex, Faq, Kind, Located};
use crate::matcher::{Decision, Outcome};

/// The day on which replies are given, unless a test is about days.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// An entry with title and body alone.
pub(crate) fn entry(kind: Kind, id: &str, title: &str, body: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        kind,
        path: format!("{id}.md").into(),
        title: located(title),
        questions: Vec::new(),
        not: Vec::new(),
        tip: None,
        tips: Vec::new(),
        related: Vec::new(),
        urgent: false,
        section: None,
        reviewed: None,
        review_by: None,
        body: located(body),
        is_lent: false,
    }
}

/// A FAQ of these entries with the default wording.
pub(crate) fn faq(mut entries: Vec<Entry>) -> Faq {
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    Faq {
        entries,
        concepts: Vec::new(),
        bot: Bot::default(),
    }
}

/// A boat hire: four topics, one of them urgent, two questions not covered, one greeting.
pub(crate) fn boat_hire() -> Faq {
    let mut cost = entry(
        Kind::Topic,
        "cost",
        "What does it cost?",
        "**Ten** an hour:\n\n1. rowing *boats*\n2. canoes, see [prices](https://boats.example/?a=1&b=2)",
    );
    cost.tips = ids(&["hours", "cost", "gone", "weather"]);
    cost.related = ids(&["hours", "gone", "cost", "hello"]);
    cost.section = Some(located("Prices & times"));
    cost.reviewed = Some(date(2026, 3, 1));
    let mut hours = entry(Kind::Topic, "hours", "When are you open?", "From 9 to 5.");
    hours.tip = Some(located("Come *early*."));
    hours.tips = ids(&["weather"]);
    hours.related = ids(&["weather", "cost"]);
    hours.section = Some(located("Prices & times"));
    hours.reviewed = Some(date(2026, 1, 9));
    let mut storm = entry(
        Kind::Topic,
        "storm",
        "We are in a storm",
        "Row to the nearest shore.",
    );
    storm.urgent = true;
    storm.tips = ids(&["hours"]);
    storm.related = ids(&["weather"]);
    let mut weather = entry(
        Kind::Topic,
        "weather",
        "What about rain?",
        "> Boats get wet.",
    );
    weather.tip = Some(located("Bring a coat."));
    let mut dogs = entry(
        Kind::NotCovered,
        "dogs",
        "May dogs come?",
        "Please ask the boatman.",
    );
    dogs.related = ids(&["hours"]);
    let hello = entry(Kind::SmallTalk, "hello", "Hello", "Ahoy!");
    let fish = entry(
        Kind::NotCovered,
        "fish",
        "May I fish?",
        "Please ask the town.",
    );
    let mut faq = faq(vec![cost, hours, storm, weather, dogs, hello, fish]);
    faq.bot.article = Some("Boats <for> hire".to_owned());
    faq
}

/// The entries called `names`.
pub(crate) fn indices(faq: &Faq, names: &[&str]) -> Vec<EntryIndex> {
    names
        .iter()
        .map(|name| faq.find(name).unwrap_or_else(|| panic!("no entry {name}")))
        .collect()
}

/// A decision with this outcome and nothing else.
pub(crate) fn decided(outcome: Outcome) -> Decision {
    Decision {
        outcome,
        ranked: Vec::new(),
        truncated: false,
    }
}

fn ids(ids: &[&str]) -> Vec<Located> {
    ids.iter().map(|id| located(id)).collect()
}

fn located(text: &str) -> Located {
    Located {
        text: text.to_owned(),
        line: 1,
    }
}
