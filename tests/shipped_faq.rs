//! What the shipped FAQ says, and what it is careful not to say.

use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use skincare_faq_bot::faq::{Entry, Faq, Kind, load};
use skincare_faq_bot::reply::{Reply, Target, chosen, render};

static FAQ: LazyLock<Faq> = LazyLock::new(|| {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("faq")).expect("the shipped FAQ loads")
});

/// The ids of the topics: links and labels elsewhere use them, so they never change.
const TOPICS: [&str; 23] = [
    "aftercare",
    "at-home",
    "back-to-work",
    "benefits",
    "derma-roller-results",
    "derma-roller-vs",
    "derma-roller-which",
    "duration",
    "how-it-works",
    "makeup",
    "next-day",
    "pain",
    "procedure",
    "recovery",
    "results",
    "sensitive-skin",
    "sessions",
    "side-effects",
    "suitability",
    "sun",
    "warning-signs",
    "what-is",
    "who-performs",
];

/// The headings of the article.
const SECTIONS: [&str; 7] = [
    "What is microneedling?",
    "How does it work?",
    "Does it hurt?",
    "Are there any risks and side effects?",
    "The morning after microneedling",
    "Can I go back to work or school after the procedure?",
    "At home procedure using a derma roller",
];

/// What the article says, by the words that an answer cannot do without.
const FACTS: &[(&str, &[&str])] = &[
    (
        "what-is",
        &[
            "cosmetic",
            "needles",
            "outermost layer",
            "collagen",
            "tissue",
        ],
    ),
    (
        "what-is",
        &["firmer", "smoother", "toned", "minimally invasive", "face"],
    ),
    ("what-is", &["scars", "wrinkles", "pores", "in fashion"]),
    (
        "how-it-works",
        &[
            "injuries",
            "collagen",
            "new tissue",
            "fresh cells",
            "moisture",
        ],
    ),
    (
        "how-it-works",
        &["scars fade", "pores get smaller", "fine wrinkles"],
    ),
    (
        "benefits",
        &[
            "acne scars",
            "large pores",
            "uneven skin tone",
            "fine lines",
        ],
    ),
    (
        "suitability",
        &[
            "scars",
            "wrinkles",
            "large pores",
            "uneven skin tone",
            "fine lines",
        ],
    ),
    (
        "pain",
        &[
            "No",
            "dermatologist",
            "probably",
            "anaesthetic",
            "less likely",
        ],
    ),
    (
        "procedure",
        &[
            "30 minutes",
            "whole face",
            "evenly",
            "mask",
            "calming",
            "two hours",
        ],
    ),
    ("duration", &["30 minutes", "two hours", "mask"]),
    (
        "side-effects",
        &[
            "like any other procedure",
            "slight redness",
            "couple of hours",
        ],
    ),
    (
        "recovery",
        &[
            "couple of hours",
            "back to normal",
            "two days",
            "micro scars",
        ],
    ),
    (
        "warning-signs",
        &["bleeding", "bruising", "infection", "peeling"],
    ),
    (
        "next-day",
        &[
            "radiant",
            "fresh",
            "soft",
            "glow",
            "pores",
            "smaller",
            "sunscreen",
        ],
    ),
    ("sensitive-skin", &["itch", "imprint marks", "two days"]),
    ("sun", &["sunscreen is a must", "more strongly"]),
    ("aftercare", &["sunscreen", "foundation"]),
    (
        "results",
        &["right away", "several sessions", "long-lasting"],
    ),
    ("sessions", &["multiple sessions", "skin concerns"]),
    (
        "back-to-work",
        &["morning", "wonderful", "micro scars", "foundation"],
    ),
    ("makeup", &["foundation", "uncomfortable"]),
    (
        "at-home",
        &["professional procedure", "derma roller", "deep enough"],
    ),
    (
        "derma-roller-vs",
        &["professional procedure", "long-lasting", "deep enough"],
    ),
    (
        "derma-roller-results",
        &["brighter", "products", "drastic rejuvenation", "hype"],
    ),
    (
        "derma-roller-which",
        &["Ecooking", "540", "0.5 mm", "dermatologists", "not tried"],
    ),
    (
        "who-performs",
        &["dermatologist", "doctor's office", "professional"],
    ),
];

/// What people predictably ask and the article does not answer.
const NOT_COVERED: &[&str] = &[
    "active-acne",
    "age",
    "alcohol-and-smoking",
    "body-parts",
    "booking",
    "botox-and-fillers",
    "exercise",
    "illnesses",
    "insurance-and-refunds",
    "laser",
    "location",
    "medicines",
    "moisturisers-and-products",
    "needle-length",
    "peels-and-facials",
    "pregnancy",
    "preparation",
    "price",
    "roller-care",
    "skin-conditions",
    "swimming-and-sauna",
    "training",
    "washing",
];

fn of(kind: Kind) -> impl Iterator<Item = &'static Entry> {
    FAQ.entries.iter().filter(move |entry| entry.kind == kind)
}

fn ids(kind: Kind) -> Vec<&'static str> {
    of(kind).map(|entry| entry.id.as_str()).collect()
}

fn reply(id: &str) -> Reply {
    chosen(
        &FAQ,
        FAQ.find(id).unwrap_or_else(|| panic!("no entry `{id}`")),
        Date::MIN,
    )
}

#[test]
fn topics_have_exactly_their_public_ids() {
    assert_eq!(ids(Kind::Topic), TOPICS);
}

#[test]
fn only_warning_signs_are_urgent() {
    let urgent: Vec<_> = FAQ.entries.iter().filter(|entry| entry.urgent).collect();
    assert_eq!(urgent.len(), 1);
    assert_eq!(urgent[0].id, "warning-signs");
}

#[test]
fn each_topic_names_its_section_and_its_review() {
    for topic in of(Kind::Topic) {
        let section = topic.section.as_ref().map(|section| section.text.as_str());
        assert!(
            section.is_some_and(|section| SECTIONS.contains(&section)),
            "{}",
            topic.id
        );
        assert!(topic.reviewed.is_some(), "{}", topic.id);
    }
}

#[test]
fn each_fact_of_the_article_is_in_its_topic() {
    let mut missing = Vec::new();
    for (id, words) in FACTS {
        let text = render::plain(&reply(id), false).to_lowercase();
        let lacks = words
            .iter()
            .filter(|word| !text.contains(&word.to_lowercase()));
        missing.extend(lacks.map(|word| format!("{id}: {word}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    for topic in TOPICS {
        assert!(FACTS.iter().any(|(id, _)| *id == topic), "{topic}");
    }
}

#[test]
fn numbers_in_topics_are_those_of_the_article() {
    for topic in of(Kind::Topic) {
        let text = topic.body.text.replace("0.5", "");
        for number in text.split(|c: char| !c.is_ascii_digit()) {
            assert!(
                ["", "30", "540"].contains(&number),
                "{}: {number}",
                topic.id
            );
        }
    }
}

#[test]
fn what_people_predictably_ask_beyond_the_article_has_an_entry() {
    let ids = ids(Kind::NotCovered);
    let lacking: Vec<_> = NOT_COVERED.iter().filter(|id| !ids.contains(id)).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}

#[test]
fn decline_says_so_and_leads_on() {
    for entry in of(Kind::NotCovered) {
        let text = &entry.body.text;
        let says_so = [
            "article",
            "I can",
            "I am",
            "I only",
            "another subject",
            "about another",
        ];
        assert!(
            says_so.iter().any(|words| text.contains(words)),
            "{}",
            entry.id
        );
        // An offer that is no topic would only decline again.
        let choices = reply(&entry.id).choices;
        assert!(!choices.is_empty(), "{}", entry.id);
        for choice in choices {
            let Target::Entry(id) = choice.target else {
                panic!("{}", entry.id);
            };
            assert!(TOPICS.contains(&id.as_str()), "{} offers {id}", entry.id);
        }
    }
}

#[test]
fn nothing_diagnoses_or_reassures_beyond_the_article() {
    // "Safe" and its like are claims about the asker's case, which nobody here knows.
    let claims = [
        "is safe",
        "are safe",
        "it's fine",
        "harmless",
        "no need to worry",
        "don't worry",
        "sounds like you",
        "does not sound like",
        "guarantee",
    ];
    let outside = FAQ.entries.iter().filter(|entry| entry.kind != Kind::Topic);
    for entry in outside {
        let text = entry.body.text.to_lowercase();
        for claim in claims {
            assert!(!text.contains(claim), "{}: {claim}", entry.id);
        }
    }
}

#[test]
fn danger_sign_tells_whom_to_call_before_anything_else() {
    let text = render::plain(&reply("warning-signs"), false);
    let places = [
        "clinic or a doctor",
        "emergency number",
        "112",
        "When should I be concerned?",
    ];
    let places = places.map(|words| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words}: {text}"))
    });
    assert!(places.is_sorted(), "{text}");
}
