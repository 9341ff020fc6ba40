//! New entries: asked for, written in reply, shown as they read, and created.

use std::fs;

use serde_json::json;

use super::setup::{UMBRELLA, asks_until, faq, first, operator, says};
use super::{taps, taps_data};
use crate::script::received::Received;
use crate::script::{Chat, anything, contains, starts_with};

/// The bot's message that asks for an entry for the first open question.
async fn request(olga: &Chat) -> Received {
    first(olga).await;
    olga.taps("New entry …").await;
    olga.sees_no_toast().await;
    olga.gets(starts_with("New entry for “will my umbrella help”"))
        .await
}

#[tokio::test]
async fn new_entry_is_asked_for_checked_shown_and_created() {
    let faq = faq();
    let olga = operator(&faq).await;
    let request = request(&olga).await;
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
    taps(
        &olga,
        "Create as not covered",
        contains("in not-covered/umbrellas.md. It is live"),
    )
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
    let request = request(&olga).await;
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
    let request = request(&olga).await;
    let sent = olga.replies(&request, "Umbrellas\nBring one.").await;
    let preview = olga.gets(starts_with("As visitors")).await;
    taps(&olga, "Leave it", starts_with("Open question 1 of 2")).await;
    // Only the data is left of the button, and nothing of the text.
    let data = preview.data("Create as a topic").expect("data").to_owned();
    olga.deletes(&sent);
    olga.says("/unanswered").await;
    olga.gets(anything()).await;
    taps_data(&olga, &data, anything()).await;
    assert_eq!(fs::read_dir(faq.path().join("topics")).unwrap().count(), 2);
}

#[tokio::test]
async fn telegrams_own_marks_are_written_as_markdown() {
    let faq = faq();
    let olga = operator(&faq).await;
    let request = request(&olga).await;
    let text = "Umbrellas\n\u{1f302} Bring *one*, as told on the list.\nNo_trouble";
    let mark = |kind: &str, words: &str| {
        let units = |text: &str| text.encode_utf16().count();
        let start = text.find(words).expect("these words");
        json!({ "type": kind, "offset": units(&text[..start]), "length": units(words) })
    };
    let mut list = mark("text_link", "the list");
    list["url"] = "https://boats.example/".into();
    let marks = [
        mark("bold", text),
        mark("italic", "as told"),
        list,
        mark("blockquote", "No_trouble"),
    ];
    olga.sends(json!({ "text": text, "entities": marks, "reply_to_message": request.json() }))
        .await;
    let preview = olga
        .gets(starts_with(
            "As visitors would read it:\n\nUmbrellas\n\u{1f302} Bring *one*, as told on the list.",
        ))
        .await;
    for part in [
        "<i><b>as told</b></i>",
        "href=\"https://boats.example/\"",
        "<blockquote>No_trouble</blockquote>",
    ] {
        assert!(
            preview.html().contains(part),
            "no {part:?} in {}",
            preview.html()
        );
    }
    taps(&olga, "Create as a topic", starts_with("Done: ")).await;
    let written = says(&faq.path().join("topics/umbrellas.md"));
    let (_, body) = written.rsplit_once("+++\n").expect("an answer");
    assert_eq!(
        body,
        "**\u{1f302} Bring \\*one\\*, *as told* on** [**the list**](<https://boats.example/>)**.**\n\
         > **No\\_trouble**\n"
    );
}
