//! Answers that were not reviewed in time.

use jiff::civil::date;

use super::sample::{boat_hire, decided, indices};
use super::tests::{answer, said, show, urgent};
use super::{chosen, compose, render};
use crate::faq::{Faq, Overdue};
use crate::matcher::Outcome;

/// The boat hire on one day, where two answers have to be reviewed by the tenth.
fn on_day(overdue: Overdue, day: i8, outcome: impl FnOnce(&Faq) -> Outcome) -> String {
    let mut faq = boat_hire();
    faq.bot.contact = Some("Call the harbour.".to_owned());
    faq.bot.aging.overdue = overdue;
    for id in ["hours", "storm"] {
        let at = indices(&faq, &[id])[0].0;
        faq.entries[at].review_by = Some((date(2026, 3, 10), 4));
    }
    show(&compose(&faq, &decided(outcome(&faq)), date(2026, 3, day)))
}

const NOTICE: &str = "This answer was due for review on 2026-03-10 and may be out of date.";
const WITHHELD: &str = "This answer is being reviewed, and until that is done I do not give it. \
    Please ask a professional.";

#[test]
fn answer_is_given_as_it_is_until_its_day_is_over() {
    let both = |faq: &Faq| answer(faq, &["hours", "cost"], &[]);
    let fresh = said(both);
    for overdue in [Overdue::Mark, Overdue::Withhold] {
        assert_eq!(on_day(overdue, 9, both), fresh);
        assert_eq!(on_day(overdue, 10, both), fresh);
    }
    let marked = on_day(Overdue::Mark, 11, both);
    let expected = fresh.replace("From 9 to 5.", &format!("From 9 to 5.\n\n{NOTICE}"));
    assert_eq!(marked, expected);
}

#[test]
fn withheld_answer_says_so_and_whom_to_ask_and_takes_its_tip_and_source_along() {
    let told = on_day(Overdue::Withhold, 11, |faq| answer(faq, &["hours"], &[]));
    let (text, choices) = told.split_once("\n[").unwrap();
    let expected = format!(
        "When are you open?\n{WITHHELD}\n\nCall the harbour.\n\nYou may also want to know:"
    );
    assert_eq!(text, expected);
    assert!(choices.contains("weather"), "{choices}");
    // Another answer is given, without the tip of the one that is withheld.
    let other = on_day(Overdue::Withhold, 11, |faq| answer(faq, &["cost"], &[]));
    assert!(
        other.contains("Bring a coat.") && !other.contains("Come early."),
        "{other}"
    );
    assert!(on_day(Overdue::Mark, 11, |faq| answer(faq, &["cost"], &[])).contains("Come early."));
}

#[test]
fn advice_in_danger_is_marked_and_never_withheld() {
    for overdue in [Overdue::Mark, Overdue::Withhold] {
        let told = on_day(overdue, 11, |faq| urgent(faq, &[], &[]));
        let expected = format!("Row to the nearest shore.\n\n{NOTICE}");
        assert!(told.contains(&expected), "{told}");
    }
}

#[test]
fn what_is_not_covered_and_small_talk_age_too_and_the_wording_may_be_another() {
    let mut faq = boat_hire();
    faq.bot.overdue_notice = Some("Veraltet seit {date}.".to_owned());
    for id in ["dogs", "hello"] {
        let at = indices(&faq, &[id])[0].0;
        faq.entries[at].review_by = Some((date(2026, 3, 10), 4));
        let reply = chosen(&faq, indices(&faq, &[id])[0], date(2026, 3, 11));
        assert!(show(&reply).contains("Veraltet seit 2026-03-10."), "{id}");
    }
}

#[test]
fn longest_reply_of_an_entry_is_the_one_that_is_marked() {
    let mut faq = boat_hire();
    let hours = indices(&faq, &["hours"])[0];
    let fresh = render::entry_utf16_len(&faq, hours);
    faq.entries[hours.0].review_by = Some((date(2026, 3, 10), 4));
    let length = render::entry_utf16_len(&faq, hours);
    assert_eq!(length, fresh + "\n\n".len() + NOTICE.len());
}
