//! `/unanswered`: each button changes a real file, and what it changes is said before.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::kept::keep;
use super::starts;
use crate::conversations::folder::{folder, topic};
use crate::script::received::Received;
use crate::script::{Chat, Setup, World, anything, contains, starts_with};

pub(super) const UMBRELLA: &str = "will my umbrella help";
pub(super) const XYLOPHONES: &str = "do you sell xylophones";
pub(super) const ADD: &str = "Add to “What about rain?”";

const OPEN: [(&str, usize); 3] = [
    (UMBRELLA, 3),
    ("will my umbrellas help?", 1),
    (XYLOPHONES, 1),
];

pub(super) const RAIN: &str = "\
+++
title = \"What about rain?\"
questions = [
  \"does it rain\", # every day
  \"will it help to bring a coat\",
]
+++
Take a *coat*.
";

/// A FAQ of two topics, one of them with a comment.
pub(super) fn faq() -> TempDir {
    let faq = folder();
    topic(faq.path(), "cost", "What does it cost?", "", "Ten an hour.");
    fs::write(rain(faq.path()), RAIN).expect("a topic");
    faq
}

pub(super) fn rain(faq: &Path) -> PathBuf {
    faq.join("topics/rain.md")
}

pub(super) fn says(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

/// A world in which questions are open, with an operator's chat, before the bot is started.
pub(super) async fn world(setup: Setup) -> (Arc<World>, Chat) {
    let world = World::without_bot(setup);
    keep(&world, &OPEN).await;
    let olga = world.private("Olga");
    (world, olga)
}

/// The same with the bot started.
pub(super) async fn operator(faq: &TempDir) -> Chat {
    let (world, olga) = world(Setup::default().faq(faq.path())).await;
    starts(&world, &[olga.id()]);
    olga
}

/// The first open question.
pub(super) async fn first(olga: &Chat) -> Received {
    olga.says("/unanswered").await;
    olga.gets(starts_with("Open question 1 of ")).await
}

/// Asks until the answer holds `part`: what is written is live within two seconds.
pub(super) async fn asks_until(chat: &Chat, question: &str, part: &str) {
    let start = Instant::now();
    loop {
        chat.says(question).await;
        let got = chat.gets(anything()).await;
        if got.text().contains(part) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{}", got.text());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn question_is_shown_with_what_adding_it_changes_and_one_tap_adds_it() {
    let faq = faq();
    let olga = operator(&faq).await;
    let got = first(&olga).await;
    for part in [
        "Open question 1 of 2\n\n“will my umbrella help”\n\nAsked 4 times, by at least 2 people, \
         last in the hour from 20",
        "Open because: no entry was like it (4).",
        "Also asked as: “will my umbrellas help?”",
        "If it is added to “What about rain?” (rain):",
        "• it gets: answer rain\n",
        "• other wordings of it that are answered then, too: 1 of 1\n",
        "• it answers no other open question\n",
        "• no other phrasing gets another outcome",
    ] {
        assert!(got.text().contains(part), "no {part:?} in {}", got.text());
    }
    assert_eq!(
        got.rows(),
        [
            vec![ADD],
            vec!["Add to another …"],
            vec!["New entry …", "Ignore for good"],
            vec!["Next"],
        ]
    );
    assert_eq!(says(&rain(faq.path())), RAIN, "nothing was done yet");

    olga.taps(ADD).await;
    olga.sees_no_toast().await;
    olga.last_message_became(
        "Done: added the phrasing \"will my umbrella help\" to `rain`, in topics/rain.md. It is live \
         within two seconds; /undo takes it back.",
    )
    .await;
    let after = RAIN.replace("a coat\",\n", "a coat\",\n  \"will my umbrella help\",\n");
    assert_eq!(says(&rain(faq.path())), after);
    let log = says(&faq.path().join("changes.log"));
    let who = format!("\"who\":\"Olga, Telegram user {}\"", olga.person());
    assert!(log.contains(&who) && log.contains("umbrella"), "{log}");

    // It has gone from the list at once.
    olga.taps("Open questions").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with(
        "Open question 1 of 1\n\n“do you sell xylophones”",
    ))
    .await;
    let ann = olga.world().private("Ann");
    asks_until(&ann, UMBRELLA, "Take a coat.").await;
    olga.says("/unanswered").await;
    olga.gets(starts_with("Open question 1 of 1")).await;
}

#[tokio::test]
async fn question_is_added_to_another_entry_once_what_that_changes_was_shown() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    olga.taps("Next").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with(
        "Open question 2 of 2\n\n“do you sell xylophones”",
    ))
    .await;
    olga.taps("Add to another …").await;
    olga.sees_no_toast().await;
    let page = olga
        .last_message_became(starts_with(
            "To which entry is “do you sell xylophones” to be added?",
        ))
        .await;
    assert_eq!(
        page.buttons(),
        [
            "What about rain?",
            "What does it cost?",
            "Back to the question"
        ]
    );
    olga.taps("What does it cost?").await;
    olga.sees_no_toast().await;
    let weighed = olga
        .last_message_became(contains(
            "“What does it cost?” (cost):\n\n• it gets: answer cost",
        ))
        .await;
    assert_eq!(
        weighed.buttons(),
        [
            "Add to “What does it cost?”",
            "Add to another …",
            "Back to the question"
        ]
    );
    olga.taps("Back to the question").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with("Open question 2 of 2"))
        .await;
    olga.taps_on(&weighed, "Add to “What does it cost?”").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with("Done: added")).await;
    let cost = says(&faq.path().join("topics/cost.md"));
    assert!(cost.contains("\"do you sell xylophones\""), "{cost}");
    let ann = olga.world().private("Ann");
    asks_until(&ann, XYLOPHONES, "Ten an hour.").await;
}

#[tokio::test]
async fn new_entry_is_asked_for_checked_shown_and_created() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    olga.taps("New entry …").await;
    olga.sees_no_toast().await;
    let request = olga
        .gets(starts_with("New entry for “will my umbrella help”"))
        .await;
    let forced = &olga.world().requests("sendMessage");
    let forced = &forced.last().expect("a request").params["reply_markup"];
    assert_eq!(forced["force_reply"], true, "{forced}");

    olga.replies(&request, "Umbrellas").await;
    olga.gets(starts_with("That cannot be an entry: it needs a title"))
        .await;
    olga.replies(&request, "What about rain?\nTake one.").await;
    let taken = olga.gets(starts_with("That cannot be an entry: ")).await;
    assert!(taken.text().contains("rain.md:2"), "{}", taken.text());
    olga.replies(&request, "Umbrellas\n![a picture](x.png)")
        .await;
    olga.gets(starts_with("That cannot be an entry: ")).await;

    let draft = "Umbrellas\n\n**Bring** one & all\n- or two";
    let sent = olga.replies(&request, draft).await;
    let preview = olga
        .gets(starts_with(
            "As visitors would read it:\n\nUmbrellas\nBring one & all",
        ))
        .await;
    assert_eq!(preview.replies_to(), Some(sent.id()));
    for part in [
        "If it is created, as a topic:",
        "• it gets: answer umbrellas",
        "• it answers no other open question",
    ] {
        assert!(preview.text().contains(part), "{}", preview.text());
    }
    assert_eq!(
        preview.buttons(),
        ["Create as a topic", "Create as not covered", "Leave it"]
    );
    let file = faq.path().join("not-covered/umbrellas.md");
    assert!(!file.exists());
    olga.taps("Create as not covered").await;
    olga.sees_no_toast().await;
    olga.last_message_became(contains("in not-covered/umbrellas.md. It is live"))
        .await;
    let written = says(&file);
    assert!(written.contains("title = \"Umbrellas\""), "{written}");
    assert!(written.contains("\"will my umbrella help\""), "{written}");
    assert!(
        written.contains("**Bring** one & all\n- or two"),
        "{written}"
    );
    let ann = olga.world().private("Ann");
    asks_until(&ann, UMBRELLA, "Umbrellas").await;
}

#[tokio::test]
async fn draft_that_is_edited_is_checked_and_shown_anew() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    olga.taps("New entry …").await;
    olga.sees_no_toast().await;
    let request = olga.gets(starts_with("New entry for ")).await;
    let sent = olga.replies(&request, "Umbrellas").await;
    olga.gets(starts_with("That cannot be an entry: it needs a title"))
        .await;
    olga.edits_message(&sent, "Umbrellas\nBring one.").await;
    olga.gets_edit(starts_with(
        "As visitors would read it:\n\nUmbrellas\nBring one.",
    ))
    .await;
}

#[tokio::test]
async fn draft_that_was_left_or_is_gone_creates_nothing() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    olga.taps("New entry …").await;
    olga.sees_no_toast().await;
    let request = olga.gets(starts_with("New entry for ")).await;
    let sent = olga.replies(&request, "Umbrellas\nBring one.").await;
    let preview = olga.gets(starts_with("As visitors")).await;
    olga.taps("Leave it").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with("Open question 1 of 2"))
        .await;
    // Only the data is left of the button, and nothing of the text.
    let data = preview.data("Create as a topic").expect("data").to_owned();
    olga.deletes(&sent);
    olga.says("/unanswered").await;
    olga.gets(anything()).await;
    olga.taps_data(&data).await;
    olga.sees_no_toast().await;
    olga.last_message_became(anything()).await;
    assert_eq!(fs::read_dir(faq.path().join("topics")).unwrap().count(), 2);
}

#[tokio::test]
async fn what_is_ignored_does_not_come_again() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    olga.taps("Ignore for good").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with(
        "“will my umbrella help” is not shown again, and neither is what is like it.",
    ))
    .await;
    let world = olga.world();
    world.stops_bot().await;
    keep(world, &[("will an umbrella help me", 2)]).await;
    starts(world, &[olga.id()]);
    olga.says("/unanswered").await;
    olga.gets(starts_with(
        "Open question 1 of 1\n\n“do you sell xylophones”",
    ))
    .await;
    olga.taps("Ignore for good").await;
    olga.sees_no_toast().await;
    olga.last_message_became(anything()).await;
    olga.taps("Open questions").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with("Nothing is open"))
        .await;
}

#[tokio::test]
async fn what_visitors_ask_in_vain_is_open_and_what_operators_try_is_not() {
    let faq = faq();
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let olga = world.private("Olga");
    starts(&world, &[olga.id()]);
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    for (chat, question) in [
        (&ann, XYLOPHONES),
        (&olga, UMBRELLA),
        (&ann, UMBRELLA),
        (&bob, XYLOPHONES),
    ] {
        chat.says(question).await;
        chat.gets(starts_with("Sorry")).await;
    }
    olga.says("/try do you sell trombones").await;
    olga.gets(anything()).await;
    let got = first(&olga).await;
    assert!(
        got.text().starts_with(
            "Open question 1 of 1\n\n“do you sell xylophones”\n\nAsked twice, by at least 2 people"
        ),
        "{}",
        got.text()
    );
}

#[tokio::test]
async fn nothing_is_open_if_nothing_is_kept() {
    let faq = faq();
    let (world, olga) = world(Setup::default().faq(faq.path()).env("UNANSWERED", "off")).await;
    starts(&world, &[olga.id()]);
    olga.says("/unanswered").await;
    olga.gets("Questions without an answer are not kept: UNANSWERED is off.")
        .await;
}

#[tokio::test]
async fn figures_of_two_weeks_are_told() {
    let faq = faq();
    let olga = operator(&faq).await;
    let ann = olga.world().private("Ann");
    ann.says("what about rain?").await;
    ann.gets(contains("Take a coat.")).await;
    ann.taps("👍 Helpful").await;
    ann.sees_toast(anything()).await;
    olga.says("what about rain?").await;
    olga.gets(contains("Take a coat.")).await;
    olga.says("/stats").await;
    let got = olga.gets(starts_with("this week since Monday 20")).await;
    let figures: Vec<Vec<&str>> = (got.text().lines())
        .map(|line| line.split_whitespace().collect())
        .collect();
    for row in [["answered", "1", "0"], ["helpful", "1", "0"]] {
        assert!(figures.contains(&row.to_vec()), "{row:?} in {}", got.text());
    }
    assert!(got.html().starts_with("<pre>"), "{}", got.html());
}
