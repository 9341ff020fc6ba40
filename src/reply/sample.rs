//! A small FAQ for the tests of replies, on a subject of its own.

use jiff::civil::{Date, date};

use crate::faq::{Bot, Entry, EntryIndex, Faq, Kind, Located};
use crate::matcher::{Decision, Outcome};

/// The day on which replies are given, unless a test is about days.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// An entry with title and body alone.
pub(crate) fn entry(kind: Kind, id: &str, title: &str, body: &str) -> Entry {
    let path = format!("{id}.md").into();
    let (title, body) = (Located::unwritten(title), Located::unwritten(body));
    Entry::new(id.to_owned(), kind, path, title, body)
}

/// A FAQ of these entries with the default wording.
pub(crate) fn faq(mut entries: Vec<Entry>) -> Faq {
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    Faq {
        entries,
        concepts: Vec::new(),
        examples: Vec::new(),
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
    cost.section = Some(Located::unwritten("Prices & times"));
    cost.reviewed = Some(date(2026, 3, 1));
    let mut hours = entry(Kind::Topic, "hours", "When are you open?", "From 9 to 5.");
    hours.tip = Some(Located::unwritten("Come *early*."));
    hours.tips = ids(&["weather"]);
    hours.related = ids(&["weather", "cost"]);
    hours.section = Some(Located::unwritten("Prices & times"));
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
    weather.tip = Some(Located::unwritten("Bring a coat."));
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
    ids.iter().map(|id| Located::unwritten(id)).collect()
}
