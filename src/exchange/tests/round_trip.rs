//! What goes out as a table comes back the same, and whatever comes in is read or refused.

use std::path::Path;

use jiff::Span;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::faq::{Bot, Entry, Faq, Located, load};
use crate::reply::leaflet;
use crate::reply::sample::TODAY;

fn text() -> impl Strategy<Value = String> {
    // What a spreadsheet or a table could stumble over, and any other character.
    "[=+\"'; ,\\[|]{0,3}([\\PC\n\t\"]){0,12}[a-zA-Z\\]\"]"
}

fn texts() -> impl Strategy<Value = Vec<Located>> {
    prop::collection::vec(text().prop_map(located), 0..4)
}

fn located(text: String) -> Located {
    Located { text, line: 1 }
}

fn entry() -> impl Strategy<Value = Entry> {
    let texts = (texts(), texts(), texts(), texts());
    let kind = prop_oneof![
        Just(Kind::Topic),
        Just(Kind::NotCovered),
        Just(Kind::SmallTalk)
    ];
    let dates = (prop::option::of(0_i16..3000), prop::option::of(0_i16..3000));
    let single = (text(), prop::option::of(text()), prop::option::of(text()));
    let body = "[=,;\"]{0,2}[a-z]([\\PC\n\",;&&[^<]]){0,30}[a-z.]";
    (kind, single, texts, any::<bool>(), dates, body).prop_map(
        |(kind, (title, tip, section), (questions, not, tips, related), urgent, dates, body)| {
            let day = |days: i16| date(2026, 1, 1) + Span::new().days(days);
            Entry {
                id: String::new(),
                kind,
                path: "x".into(),
                title: located(title),
                questions,
                not,
                tip: tip.map(located),
                tips,
                related,
                urgent,
                section: section.map(located),
                reviewed: dates.0.map(day),
                review_by: dates.1.map(|days| (day(days), 1)),
                body: located(body),
                is_lent: false,
            }
        },
    )
}

fn faq_of(mut entries: Vec<Entry>) -> Faq {
    for (at, entry) in entries.iter_mut().enumerate() {
        entry.id = format!("entry-{at}");
    }
    Faq {
        entries,
        concepts: Vec::new(),
        examples: Vec::new(),
        bot: Bot::default(),
    }
}

/// That the FAQ is the same after it was written as a table and read back into an empty folder.
fn check_round_trip(faq: &Faq, into: &Path) -> Result<(), TestCaseError> {
    let table = csv(faq).expect("memory");
    let files = imported(&table, Format::Csv, Known::default()).map_err(TestCaseError::fail)?;
    write(&Place::default_language(into), &files)
        .map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
    let read = load(into).expect("a FAQ");
    prop_assert_eq!(faq.entries.len(), read.entries.len());
    for (entry, read) in faq.entries.iter().zip(&read.entries) {
        prop_assert!(entry.says_the_same(read), "{:?}\n{:?}", entry, read);
    }
    Ok(())
}

#[test]
fn shipped_faq_comes_back_as_it_was() {
    let faq = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("faq")).expect("the shipped FAQ");
    let folder = tempfile::tempdir().unwrap();
    check_round_trip(&faq, folder.path()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_faq_comes_back_as_it_was(entries in prop::collection::vec(entry(), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        check_round_trip(&faq_of(entries), folder.path())?;
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[\n\r\t,;\"]){0,60}", json in "[\\[{]\\PC{0,30}") {
        for format in [Format::Csv, Format::Tsv, Format::Json] {
            for text in [&text, &json, &format!("question,answer\n{text}"), &format!("question\tanswer\n{text}")] {
                let _ = imported(text, format, Known::default());
            }
        }
    }

    #[test]
    fn any_faq_makes_a_leaflet(entries in prop::collection::vec(entry(), 0..3)) {
        let faq = faq_of(entries);
        let leaflet = leaflet(&faq, TODAY);
        let page = html(&leaflet, "en");
        prop_assert_eq!(page.matches("<article ").count(), page.matches("<h3>").count());
        prop_assert!(markdown(&leaflet).ends_with('\n'));
    }
}
