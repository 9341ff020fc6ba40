//! Replies as a person reads them, and rules that hold for all of them.

use std::fmt::Write as _;
use std::num::NonZeroU32;

use jiff::civil::Date;

use super::sample::{TODAY, boat_hire, decided, entry, faq, indices};
use super::{
    Block, Media, Reply, Target, about, away, chosen, commands, compose, description, flooded,
    help, labels, media, none_of_these, privacy, render, short_description, stale, start, topics,
    unknown_command,
};
use crate::faq::{Bot, Faq, Kind, Overdue};
use crate::matcher::{DeclineReason, Outcome};

/// Text and choices of a reply, as they are compared with the snapshots.
pub(super) fn show(reply: &Reply) -> String {
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

pub(super) fn answer(faq: &Faq, entries: &[&str], not_covered: &[&str]) -> Outcome {
    Outcome::Answer {
        entries: indices(faq, entries),
        not_covered: indices(faq, not_covered),
    }
}

pub(super) fn urgent(faq: &Faq, rest: &[&str], not_covered: &[&str]) -> Outcome {
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
pub(super) fn said(outcome: impl FnOnce(&Faq) -> Outcome) -> String {
    let faq = boat_hire();
    show(&compose(&faq, &decided(outcome(&faq)), TODAY))
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
fn help_tells_how_to_ask_the_commands_and_the_limits() {
    insta::assert_snapshot!(show(&help(&boat_hire())));
}

#[test]
fn privacy_tells_what_is_kept_how_long_and_how_to_delete_it() {
    let mut faq = boat_hire();
    faq.bot.operator = Some("This bot is run by *Boats & Co.*: boats@boats.example".to_owned());
    insta::assert_snapshot!(show(&privacy(&faq, NonZeroU32::new(30))));
}

#[test]
fn unknown_command_is_told_the_known_ones() {
    insta::assert_snapshot!(show(&unknown_command(&boat_hire())));
}

#[test]
fn what_is_no_text_gets_a_line() {
    let faq = boat_hire();
    let all = [Media::Photo, Media::Other].map(|sort| show(&media(&faq, sort)));
    insta::assert_snapshot!(all.join("\n----\n"));
}

#[test]
fn photo_points_nowhere_if_no_entry_is_urgent() {
    let reply = media(&faq(Vec::new()), Media::Photo);
    assert_eq!((reply.blocks.len(), reply.choices.len()), (1, 0));
}

#[test]
fn flood_absence_and_stale_choice() {
    let faq = boat_hire();
    let all = [flooded(&faq), away(&faq), stale(&faq)].map(|reply| show(&reply));
    insta::assert_snapshot!(all.join("\n----\n"));
}

/// The labels, commands and descriptions, one a line.
fn short_texts(faq: &Faq) -> String {
    let mut lines = vec![format!("{:#?}", labels(faq))];
    let commands = commands(faq);
    lines.extend(
        commands
            .iter()
            .map(|command| format!("/{} {}", command.name, command.description)),
    );
    lines.extend([short_description(faq), description(faq)]);
    lines.join("\n")
}

#[test]
fn labels_commands_and_descriptions() {
    insta::assert_snapshot!(short_texts(&boat_hire()));
}

#[test]
fn short_texts_that_are_too_long_are_cut_to_what_telegram_takes() {
    let long = Some("👍 word ".repeat(200));
    let mut faq = boat_hire();
    faq.bot = Bot {
        helpful: long.clone(),
        thanks: long.clone(),
        command_help: long.clone(),
        short_description: long.clone(),
        description: long,
        ..Bot::default()
    };
    let help = commands(&faq).remove(2).description;
    for (text, most) in [
        (labels(&faq).helpful, 64),
        (labels(&faq).thanks, 200),
        (help.as_str(), 256),
        (short_description(&faq).as_str(), 120),
        (description(&faq).as_str(), 512),
    ] {
        let length = text.encode_utf16().count();
        assert!(length <= most && length > most - 10, "{most}: {text}");
    }
}

#[test]
fn telegram_html() {
    let faq = boat_hire();
    let outcome = answer(&faq, &["cost", "weather"], &[]);
    insta::assert_snapshot!(render::telegram_html(&compose(
        &faq,
        &decided(outcome),
        TODAY
    )));
}

#[test]
fn beginning_of_a_long_message_is_said_to_be_all_that_was_read() {
    let faq = boat_hire();
    let mut decision = decided(urgent(&faq, &[], &[]));
    decision.truncated = true;
    let reply = compose(&faq, &decision, TODAY);
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
    let first = |id: &str| {
        chosen(&faq, indices(&faq, &[id])[0], TODAY)
            .blocks
            .remove(0)
    };
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
    let offered = ids(compose(
        &faq,
        &decided(decline(DeclineReason::Unknown)),
        TODAY,
    ));
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
        help(&faq),
        privacy(&faq, None),
        unknown_command(&faq),
        media(&faq, Media::Photo),
        stale(&faq),
        compose(&faq, &decided(decline(DeclineReason::NoWords)), TODAY),
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
    let composed = decisions
        .iter()
        .map(|decision| compose(faq, decision, TODAY));
    let pages = [
        start(faq),
        about(faq),
        topics(faq),
        none_of_these(faq),
        help(faq),
        privacy(faq, NonZeroU32::new(30)),
        unknown_command(faq),
        media(faq, Media::Photo),
        media(faq, Media::Other),
        flooded(faq),
        away(faq),
        stale(faq),
    ];
    let aged = [Overdue::Mark, Overdue::Withhold].map(|overdue| {
        let mut faq = faq.clone();
        let hours = indices(&faq, &["hours"])[0];
        faq.entries[hours.0].review_by = Some((TODAY, 1));
        faq.bot.aging.overdue = overdue;
        chosen(&faq, hours, Date::MAX)
    });
    composed.chain(pages).chain(aged).collect()
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
        untranslated: _,
        source_label: _,
        reviewed_label: _,
        overdue_notice: _,
        withheld: _,
        help: _,
        help_limits: _,
        privacy: _,
        privacy_unanswered: _,
        operator: _,
        unknown_command: _,
        media_photo: _,
        media_other: _,
        urgent_heading: _,
        flooded: _,
        away: _,
        stale: _,
        stale_reply: _,
        helpful: _,
        not_helpful: _,
        thanks: _,
        feedback_question: _,
        wrong_topic: _,
        does_not_answer: _,
        unclear: _,
        back_to_topics: _,
        next_page: _,
        previous_page: _,
        command_start: _,
        command_topics: _,
        command_help: _,
        command_about: _,
        command_privacy: _,
        leaflet_contents: _,
        leaflet_more: _,
        leaflet_not_covered: _,
        short_description: _,
        description: _,
        matching: _,
        aging: _,
    } = Bot::default();
    let keys = "name article greeting disclaimer safety_notice contact fallback \
        not_understood_language no_words truncated clarify none_of_these none_of_these_reply \
        also_not_covered tips_heading related_heading topics_heading untranslated source_label \
        reviewed_label overdue_notice withheld help help_limits privacy privacy_unanswered operator \
        unknown_command media_photo media_other urgent_heading flooded away stale stale_reply helpful \
        not_helpful thanks feedback_question wrong_topic \
        does_not_answer unclear back_to_topics next_page previous_page command_start command_topics \
        command_help command_about command_privacy leaflet_contents leaflet_more \
        leaflet_not_covered short_description description";
    let lines: Vec<_> = keys
        .split_whitespace()
        .map(|key| format!("{key} = \"own wording of {}\"", key.replace('_', "-")))
        .collect();
    let mut faq = boat_hire();
    let lent = faq.find("dogs").expect("it is there");
    faq.entries[lent.0].is_lent = true;
    faq.bot = toml::from_str(&lines.join("\n")).expect("every key is known");
    let replies: String = all_replies(&faq).iter().map(show).collect();
    let leaflet = format!("{:?}", super::leaflet(&faq, TODAY));
    let said = [replies, short_texts(&faq), leaflet].concat();
    for key in keys.split_whitespace() {
        let text = format!("own wording of {}", key.replace('_', "-"));
        assert!(said.contains(&text), "no reply says `{key}`");
    }
}
