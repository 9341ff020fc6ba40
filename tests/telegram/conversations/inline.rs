//! Inline mode: answers in any chat.

use crate::conversations::folder::folder;
use crate::conversations::{NONSENSE, PAIN};
use crate::script::{Chat, Setup};

#[tokio::test]
async fn query_lists_answers_with_title_first_line_and_the_full_answer() {
    let chat = Chat::private("Ann").await;
    let results = chat.asks_inline("does it hurt").await;
    let count = results.all().len();
    assert!((2..=10).contains(&count), "{count}");
    let first = &results.all()[0];
    assert_eq!(first["title"], PAIN.0);
    let line = first["description"].as_str().expect("a first line");
    assert!(
        line.starts_with("No, that is the article's plain answer."),
        "{line}"
    );
    let content = &first["input_message_content"];
    assert_eq!(content["parse_mode"], "HTML");
    assert_eq!(content["link_preview_options"]["is_disabled"], true);

    let sent = chat.picks(&results, PAIN.0).await;
    assert!(
        sent.html()
            .starts_with("<b>Does it hurt?</b>\n<b>No</b>, that is")
    );
    assert!(
        sent.text().contains("Source: Microneedling"),
        "{}",
        sent.text()
    );
    assert!(!sent.text().contains("You may also want to know"));
    // Its own message is no question.
    chat.gets_nothing().await;
}

#[tokio::test]
async fn empty_query_lists_the_main_topics() {
    let chat = Chat::private("Ann").await;
    for query in ["", "  "] {
        let results = chat.asks_inline(query).await;
        assert_eq!(results.all().len(), 10);
        assert!(results.titles().contains(&PAIN.0), "{:?}", results.titles());
    }
}

#[tokio::test]
async fn edits_of_the_faq_show_soon_and_nothing_is_personal() {
    let chat = Chat::private("Ann").await;
    let results = chat.asks_inline("does it hurt").await;
    assert!(results.cache_time() <= 60, "{}", results.cache_time());
    assert_eq!(results.json()["is_personal"], false);
}

#[tokio::test]
async fn what_nobody_knows_lists_nothing() {
    let chat = Chat::private("Ann").await;
    let results = chat.asks_inline(NONSENSE).await;
    assert!(results.all().is_empty(), "{:?}", results.titles());
}

#[tokio::test]
async fn not_covered_says_so() {
    let chat = Chat::private("Ann").await;
    let results = chat.asks_inline("what does it cost").await;
    assert_eq!(results.titles()[0], "Price and payment");
}

#[tokio::test]
async fn entry_that_telegram_would_refuse_does_not_cost_the_others() {
    let faq = folder();
    let long = "a".repeat(70);
    crate::conversations::folder::topic(faq.path(), &long, "The first", "", "Yes.");
    crate::conversations::folder::topic(faq.path(), "good", "The second", "", "Yes.");
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    let results = chat.asks_inline("").await;
    assert_eq!(results.titles(), ["The second"]);
}
