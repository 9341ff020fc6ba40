//! `/try` and `/why`, and that nothing of them is counted.

use super::{operators, starts};
use crate::conversations::folder::{folder, topic};
use crate::conversations::{DANGER, FALLBACK, NONSENSE, NOTICE, PAIN};
use crate::script::{Chat, Setup, World, anything, contains, starts_with};

const UNKNOWN: &str = "Sorry, I don't know that command.";

#[tokio::test]
async fn attempt_shows_what_a_visitor_gets_and_why() {
    let chat = operators(Setup::default());
    let asked = chat.says("/try dose it hrut").await;
    let got = chat
        .gets(starts_with("A visitor would get:\n\nDoes it hurt?\n"))
        .await;
    assert_eq!(got.replies_to(), Some(asked.id()));
    for part in [
        PAIN.1,
        "Outcome: answer.",
        "Answered from a fit of 0.",
        "1. Does it hurt? (pain): score 0.",
        "nearest phrasing “",
        "hrut = hurt 0.",
        "hrut → hurt ",
        " leads ",
    ] {
        assert!(got.text().contains(part), "no {part:?} in {}", got.text());
    }
    assert!(got.html().contains("<b>Does it hurt?</b> (pain)"));
    assert!(got.buttons().is_empty());

    chat.says(format!("/try@faq_test_bot {DANGER}")).await;
    let got = chat.gets(starts_with("A visitor would get:")).await;
    assert!(got.text().contains(NOTICE));
    assert!(got.text().contains("A word tells of danger."));

    chat.says(format!("/try {NONSENSE} &")).await;
    let got = chat.gets(contains(FALLBACK)).await;
    assert!(got.text().contains("Outcome: decline."));
    assert!(got.text().contains("qwertz "), "{}", got.text());
}

#[tokio::test]
async fn attempt_without_a_text_says_how_it_goes() {
    let chat = operators(Setup::default());
    for bare in ["/try", "/try  ", "/TRY\n"] {
        chat.says(bare).await;
        chat.gets(starts_with("Send the text with the command"))
            .await;
    }
}

#[tokio::test]
async fn question_behind_an_answer_is_explained_as_long_as_it_is_in_memory() {
    let chat = operators(Setup::default());
    let asked = chat.says("dose it hrut").await;
    let answer = chat.gets(contains(PAIN.1)).await;
    chat.replies(&answer, "/why").await;
    let got = chat
        .gets(starts_with(
            "Asked: “dose it hrut”\n\nWhy:\n\nOutcome: answer.",
        ))
        .await;
    assert!(got.text().contains("hrut = hurt"));

    // The answer is edited with its question.
    chat.edits_message(&asked, NONSENSE).await;
    chat.gets_edit(starts_with(FALLBACK)).await;
    chat.replies(&answer, "/why").await;
    chat.gets(starts_with(&format!("Asked: “{NONSENSE}”")))
        .await;

    let points_to_try = || starts_with("Send /why in reply to an answer of mine");
    chat.says("/why").await;
    chat.gets(points_to_try()).await;
    chat.replies(&got, "/why").await;
    chat.gets(points_to_try()).await;
    let mine = chat.says("/help").await;
    chat.gets(anything()).await;
    chat.replies(&mine, "/why").await;
    chat.gets(points_to_try()).await;

    let world = chat.world();
    world.stops_bot().await;
    starts(world, &[chat.id()]);
    chat.replies(&answer, "/why").await;
    chat.gets(points_to_try()).await;
}

#[tokio::test]
async fn everybody_else_gets_the_usual_reply_to_an_unknown_command() {
    let world = World::without_bot(Setup::default());
    let (olga, ann, group) = (
        world.private("Olga"),
        world.private("Ann"),
        world.group("Clinic"),
    );
    starts(&world, &[olga.id()]);
    ann.says("/nonsense").await;
    let usual = ann.gets(starts_with(UNKNOWN)).await;
    for command in ["/try does it hurt", "/why", "/Try"] {
        ann.says(command).await;
        ann.gets(usual.text()).await;
        ann.replies(&usual, command).await;
        ann.gets(usual.text()).await;
    }
    group.says("/try@faq_test_bot does it hurt").await;
    group.gets(usual.text()).await;
    group.says("/try does it hurt").await;
    group.gets_nothing().await;
    ann.says("/help").await;
    let help = ann.gets(starts_with("Write your question")).await;
    assert!(!help.text().contains("/try"));

    // A customer of a business account has the number of a private chat.
    let business = world.business("Clinic", true);
    let customer = business.customer_who_is(&olga);
    customer.says("/try does it hurt").await;
    customer.gets(usual.text()).await;
    olga.says("/try does it hurt").await;
    olga.gets(contains(PAIN.1)).await;
}

#[tokio::test]
async fn in_an_operators_group_every_member_is_an_operator() {
    let world = World::without_bot(Setup::default());
    let group = world.supergroup("Team");
    starts(&world, &[7, group.id()]);
    let bob = group.member("Bob");
    bob.says("/try does it hurt").await;
    group.gets(contains(PAIN.1)).await;
    bob.says("/try@other_bot does it hurt").await;
    bob.says("does it hurt").await;
    group.other_bot("Spam").says("/try does it hurt").await;
    group.gets_nothing().await;
}

#[tokio::test]
async fn operators_commands_are_listed_in_their_chats() {
    let chat = operators(Setup::default());
    chat.says("/help").await;
    let help = chat.gets(starts_with("Write your question")).await;
    chat.says("/nonsense").await;
    let unknown = chat.gets(starts_with(UNKNOWN)).await;
    for text in [help.text(), unknown.text()] {
        assert!(text.contains("In this chat alone, as it is an operator's:"));
        assert!(text.contains("/try – what a visitor would get"), "{text}");
    }
}

#[tokio::test]
async fn nothing_that_operators_ask_is_counted_and_none_is_silenced() {
    let world = World::without_bot(Setup::default().env("FLOOD_BURST", 2));
    let (olga, ann) = (world.private("Olga"), world.private("Ann"));
    starts(&world, &[olga.id()]);
    for _ in 0..6 {
        olga.says("/try does it hurt").await;
        olga.gets(contains(PAIN.1)).await;
    }
    olga.says("does it hurt").await;
    olga.gets(contains(PAIN.1)).await;
    olga.taps("👍 Helpful").await;
    olga.sees_toast(anything()).await;
    ann.says(NONSENSE).await;
    ann.gets(starts_with(FALLBACK)).await;
    let (_, log) = world.stops_bot().await;
    assert!(
        log.contains("since the start: decline 1; helpful 0, not helpful 0"),
        "{log}"
    );
    assert!(!log.contains("does it hurt"), "{log}");
}

#[tokio::test]
async fn what_is_explained_is_what_the_files_say_now() {
    let faq = folder();
    topic(
        faq.path(),
        "rain",
        "What about rain?",
        "",
        "Take 1 < 2 coats & *hats*.",
    );
    let chat: Chat = operators(Setup::default().faq(faq.path()));
    chat.says("/try what about rain").await;
    let got = chat.gets(contains("Take 1 < 2 coats & hats.")).await;
    assert!(got.text().contains("1. What about rain? (rain): score "));
}

#[tokio::test]
async fn attempt_is_answered_in_the_language_of_its_text() {
    let faq = folder();
    topic(faq.path(), "rain", "What about rain?", "", "Take a coat.");
    let german = faq.path().join("de");
    topic(
        &german,
        "rain",
        "Was ist bei Regen?",
        "",
        "Nimm einen Mantel.",
    );
    let chat = operators(Setup::default().faq(faq.path()));
    chat.says("/try was ist bei Regen").await;
    let got = chat.gets(contains("Nimm einen Mantel.")).await;
    assert!(
        got.text()
            .contains("Why:\n\nAnswered in the language de.\n")
    );
    chat.says("/try what about rain").await;
    let got = chat.gets(contains("Take a coat.")).await;
    assert!(got.text().contains("Answered in the language en."));
}
