//! Replies as a person reads them, and rules that hold for all of them.

use std::fmt::Write as _;

use super::sample::{boat_hire, decided, entry, faq, indices};
use super::{Block, Reply, Target, about, chosen, compose, none_of_these, render, start, topics};
use crate::faq::{Bot, Faq, Kind};
use crate::matcher::{DeclineReason, Outcome};

/// Text and choices of a reply, as they are compared with the snapshots.
fn show(reply: &Reply) -> String {
    let mut shown = render::plain(reply, false);
    for choice in &reply.choices {
        let target = match &choice.target {
            Target::Entry(id) => id,
            Target::NoneOfThese => "-",
        };
        let _ = write!(shown, "\n[{}] -> {target}", choice.label);
    }
    shown
}

fn answer(faq: &Faq, entries: &[&str], not_covered: &[&str]) -> Outcome {
    Outcome::Answer {
        entries: indices(faq, entries),
        not_covered: indices(faq, not_covered),
    }
}

fn urgent(faq: &Faq, rest: &[&str], not_covered: &[&str]) -> Outcome {
    Outcome::Urgent {
        urgent: indices(faq, &["storm"]),
        rest: indices(faq, rest),
        not_covered: indices(faq, not_covered),
    }
}

fn clarify(faq: &Faq, candidates: &[&str]) -> Outcome {
    let candidates = indices(faq, candidates);
    Outcome::Clarify { candidates }
}

fn decline(reason: DeclineReason) -> Outcome {
    Outcome::Decline { reason }
}

/// The reply of the boat hire to an outcome.
fn said(outcome: impl FnOnce(&Faq) -> Outcome) -> String {
    let faq = boat_hire();
    show(&compose(&faq, &decided(outcome(&faq))))
}

#[test]
fn one_answer() {
    insta::assert_snapshot!(said(|faq| answer(faq, &["cost"], &[])));
}

#[test]
fn two_answers_share_tips_source_and_related_questions() {
    insta::assert_snapshot!(said(|faq| answer(faq, &["hours", "cost"], &[])));
}

#[test]
fn what_is_not_covered_comes_after_the_answer() {
    insta::assert_snapshot!(said(|faq| answer(faq, &["hours"], &["fish", "dogs"])));
}

#[test]
fn danger_sign_comes_before_everything_else() {
    insta::assert_snapshot!(said(|faq| urgent(faq, &["cost"], &["dogs"])));
}

#[test]
fn close_candidates_are_offered() {
    insta::assert_snapshot!(said(|faq| clarify(faq, &["weather", "cost"])));
}

#[test]
fn possible_danger_sign_is_asked_back_below_the_notice() {
    insta::assert_snapshot!(said(|faq| clarify(faq, &["weather", "storm"])));
}

#[test]
fn not_covered() {
    insta::assert_snapshot!(said(|faq| Outcome::NotCovered {
        entries: indices(faq, &["fish", "dogs"])
    }));
}

#[test]
fn small_talk_is_its_body_alone() {
    let entry = |faq: &Faq| indices(faq, &["hello"])[0];
    assert_eq!(
        said(|faq| Outcome::SmallTalk { entry: entry(faq) }),
        "Ahoy!"
    );
}

#[test]
fn declines_say_why_and_offer_topics() {
    let reasons = [
        DeclineReason::Unknown,
        DeclineReason::Language,
        DeclineReason::NoWords,
    ];
    let all = reasons.map(|reason| said(|_| decline(reason)));
    insta::assert_snapshot!(all.join("\n----\n"));
}

#[test]
fn pages_without_a_question() {
    let faq = boat_hire();
    let pages = [start(&faq), about(&faq), topics(&faq), none_of_these(&faq)];
    insta::assert_snapshot!(pages.map(|page| show(&page)).join("\n----\n"));
}

#[test]
fn telegram_html() {
    let faq = boat_hire();
    let outcome = answer(&faq, &["cost", "weather"], &[]);
    insta::assert_snapshot!(render::telegram_html(&compose(&faq, &decided(outcome))));
}

#[test]
fn beginning_of_a_long_message_is_said_to_be_all_that_was_read() {
    let faq = boat_hire();
    let mut decision = decided(urgent(&faq, &[], &[]));
    decision.truncated = true;
    let reply = compose(&faq, &decision);
    assert!(matches!(reply.blocks[0], Block::Notice(_)));
    let text = render::plain(
        &Reply {
            blocks: reply.blocks[1..].to_vec(),
            choices: vec![],
        },
        false,
    );
    assert!(text.starts_with("That message is very long"), "{text}");
}

#[test]
fn choice_is_answered_as_its_entry_deserves() {
    let faq = boat_hire();
    let first = |id: &str| chosen(&faq, indices(&faq, &[id])[0]).blocks.remove(0);
    assert!(matches!(first("storm"), Block::Notice(_)));
    assert_eq!(first("cost"), Block::Title("What does it cost?".to_owned()));
    assert_eq!(first("dogs"), Block::Title("May dogs come?".to_owned()));
    assert!(matches!(first("hello"), Block::Text(_)));
}

#[test]
fn at_most_eight_topics_are_offered_and_those_named_most_come_first() {
    let mut entries: Vec<_> = (0..12)
        .map(|n| {
            entry(
                Kind::Topic,
                &format!("topic-{n:02}"),
                &format!("Topic {n}"),
                "Text.",
            )
        })
        .collect();
    let mut related = entries[11].title.clone();
    related.text = "topic-11".to_owned();
    entries[3].related = vec![related];
    let faq = faq(entries);
    let ids = |reply: Reply| -> Vec<_> {
        let targets = reply.choices.into_iter().map(|choice| choice.target);
        targets
            .filter_map(|target| match target {
                Target::Entry(id) => Some(id),
                Target::NoneOfThese => None,
            })
            .collect()
    };
    let offered = ids(compose(&faq, &decided(decline(DeclineReason::Unknown))));
    assert_eq!(offered.len(), 8);
    assert_eq!(offered[..3], ["topic-11", "topic-00", "topic-01"]);
    assert_eq!(ids(topics(&faq)).len(), 12);
}

#[test]
fn faq_without_topics_still_replies() {
    let faq = faq(Vec::new());
    for reply in [
        topics(&faq),
        start(&faq),
        about(&faq),
        none_of_these(&faq),
        compose(&faq, &decided(decline(DeclineReason::NoWords))),
    ] {
        assert!(render::utf16_len(&reply) > 0);
        assert!(reply.choices.is_empty());
    }
}

/// All replies in which a text of the bot may occur.
fn all_replies(faq: &Faq) -> Vec<Reply> {
    let mut decisions = [
        decided(answer(faq, &["cost"], &["dogs"])),
        decided(urgent(faq, &[], &[])),
        decided(clarify(faq, &["cost", "hours"])),
        decided(decline(DeclineReason::Unknown)),
        decided(decline(DeclineReason::Language)),
        decided(decline(DeclineReason::NoWords)),
    ];
    decisions[0].truncated = true;
    let composed = decisions.iter().map(|decision| compose(faq, decision));
    let pages = [start(faq), about(faq), topics(faq), none_of_these(faq)];
    composed.chain(pages).collect()
}

#[test]
fn every_text_of_the_bot_appears_in_some_reply() {
    // No `..`: a new key does not compile until this list knows it.
    let Bot {
        name: _,
        language: _, // no text: the tag of the language that the texts are written in
        article: _,
        greeting: _,
        disclaimer: _,
        safety_notice: _,
        contact: _,
        fallback: _,
        not_understood_language: _,
        no_words: _,
        truncated: _,
        clarify: _,
        none_of_these: _,
        none_of_these_reply: _,
        also_not_covered: _,
        tips_heading: _,
        related_heading: _,
        topics_heading: _,
        source_label: _,
        reviewed_label: _,
        matching: _,
    } = Bot::default();
    let keys = "name article greeting disclaimer safety_notice contact fallback \
        not_understood_language no_words truncated clarify none_of_these none_of_these_reply \
        also_not_covered tips_heading related_heading topics_heading source_label reviewed_label";
    let lines: Vec<_> = keys
        .split_whitespace()
        .map(|key| format!("{key} = \"own wording of {}\"", key.replace('_', "-")))
        .collect();
    let mut faq = boat_hire();
    faq.bot = toml::from_str(&lines.join("\n")).expect("every key is known");
    let said = all_replies(&faq).iter().map(show).collect::<String>();
    for key in keys.split_whitespace() {
        let text = format!("own wording of {}", key.replace('_', "-"));
        assert!(said.contains(&text), "no reply says `{key}`");
    }
}
