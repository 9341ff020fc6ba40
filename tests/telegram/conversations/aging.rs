//! Answers that were not reviewed in time: marked or withheld, however they are asked for.

use std::fs;

use crate::conversations::HELPFUL;
use crate::conversations::folder::{folder, topic};
use crate::script::{Chat, Setup, contains};

const NOTICE: &str = "This answer was due for review on 2020-01-31 and may be out of date.";
const WITHHELD: &str = "This answer is being reviewed";

/// A FAQ whose answers were all due long ago, but for one that has time; one is on danger.
fn aged(overdue: &str) -> tempfile::TempDir {
    let faq = folder();
    let due = "review_by = 2020-01-31";
    topic(faq.path(), "opening", "When do you open?", due, "At nine.");
    let urgent = format!("urgent = true\n{due}");
    topic(
        faq.path(),
        "sinking",
        "We are sinking",
        &urgent,
        "Row ashore.",
    );
    let later = "review_by = 9999-12-31";
    topic(faq.path(), "licence", "Do I need a licence?", later, "No.");
    let bot = format!("contact = \"Call the harbour.\"\n[aging]\noverdue = \"{overdue}\"\n");
    fs::write(faq.path().join("bot.toml"), bot).expect("a file");
    faq
}

async fn chat(faq: &tempfile::TempDir) -> Chat {
    Chat::with(Setup::default().faq(faq.path()), "Ann").await
}

#[tokio::test]
async fn overdue_answer_is_marked_asked_by_message_link_button_and_inline() {
    let faq = aged("mark");
    let chat = chat(&faq).await;
    chat.says("when do you open?").await;
    let got = chat.gets(contains("At nine.")).await;
    assert!(got.text().contains(NOTICE), "{}", got.text());
    chat.says("/start opening").await;
    chat.gets(contains(NOTICE)).await;
    chat.says("/topics").await;
    chat.gets("You can ask about:").await;
    chat.taps("When do you open?").await;
    chat.last_message_became(contains(NOTICE)).await;
    let results = chat.asks_inline("when do you open").await;
    let text = results.all()[0]["input_message_content"]["message_text"].to_string();
    assert!(text.contains(NOTICE), "{text}");
    chat.says("do I need a licence?").await;
    let got = chat.gets(contains("No.")).await;
    assert!(!got.text().contains("due for review"), "{}", got.text());
    // Whoever looks after the bot is told when it starts.
    let told =
        "`opening` has to be reviewed by 2020-01-31, which has passed: read the answer again";
    assert!(chat.world().log().contains(told));
}

#[tokio::test]
async fn overdue_answer_is_withheld_if_the_operator_says_so_but_never_in_danger() {
    let faq = aged("withhold");
    let chat = chat(&faq).await;
    chat.says("when do you open?").await;
    let got = chat.gets(contains(WITHHELD)).await;
    assert!(got.text().contains("Call the harbour."), "{}", got.text());
    assert!(!got.text().contains("At nine."), "{}", got.text());
    // What is not given cannot have been helpful.
    assert!(!got.buttons().contains(&HELPFUL), "{:?}", got.buttons());
    let results = chat.asks_inline("when do you open").await;
    let shown = results.all()[0].to_string();
    assert!(
        shown.contains(WITHHELD) && !shown.contains("At nine."),
        "{shown}"
    );
    chat.says("we are sinking!").await;
    let got = chat.gets(contains("Row ashore.")).await;
    assert!(got.text().contains(NOTICE), "{}", got.text());
}
