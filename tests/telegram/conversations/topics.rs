//! Browsing the topics.

use crate::conversations::PAIN;
use crate::conversations::folder::{folder, topic};
use crate::script::{Chat, Setup, contains, starts_with};

const LIST: &str = "You can ask about:";

#[tokio::test]
async fn topics_are_browsed_in_one_message_of_at_most_eight_buttons_and_back() {
    let chat = Chat::private("Ann").await;
    chat.says("/topics").await;
    let first = chat.gets(LIST).await;
    let topics = |buttons: &[&str]| -> Vec<String> {
        assert!(buttons.len() <= 8, "{buttons:?}");
        let topics = buttons.iter().filter(|label| !label.ends_with(" page"));
        topics.map(ToString::to_string).collect()
    };
    assert_eq!(first.buttons().last(), Some(&"Next page"));
    let mut seen = topics(&first.buttons());
    let mut pages = vec![first];
    while pages.last().unwrap().buttons().last() == Some(&"Next page") {
        chat.taps("Next page").await;
        let next = chat.gets_edit(LIST).await;
        chat.sees_no_toast().await;
        assert_eq!(next.id(), pages[0].id());
        assert!(next.buttons().contains(&"Previous page"));
        seen.extend(topics(&next.buttons()));
        pages.push(next);
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((seen.len(), count), (23, 23));

    chat.taps("Previous page").await;
    let again = chat.gets_edit(LIST).await;
    chat.sees_no_toast().await;
    assert_eq!(again.buttons(), pages[pages.len() - 2].buttons());
    chat.gets_nothing().await;
}

#[tokio::test]
async fn topic_is_shown_in_place_with_a_way_back_to_its_page() {
    let chat = Chat::private("Ann").await;
    chat.says("/topics").await;
    chat.gets(LIST).await;
    chat.taps("Next page").await;
    let page = chat.last_message_became(LIST).await;
    chat.sees_no_toast().await;
    let title = page.buttons()[0].to_owned();
    chat.taps(&title).await;
    let answer = chat.last_message_became(starts_with(&title)).await;
    chat.sees_no_toast().await;
    assert_eq!(answer.buttons().last(), Some(&"Back to topics"));
    chat.taps("Back to topics").await;
    let back = chat.last_message_became(LIST).await;
    chat.sees_no_toast().await;
    assert_eq!(back.buttons(), page.buttons());
    chat.gets_nothing().await;
}

#[tokio::test]
async fn few_topics_need_no_pages() {
    let faq = folder();
    for id in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        topic(faq.path(), id, &format!("The {id}"), "", "Yes.");
    }
    let chat = Chat::with(Setup::default().faq(faq.path()), "Ann").await;
    chat.says("/topics").await;
    let got = chat.gets(LIST).await;
    assert_eq!(got.buttons().len(), 8);
    // A page of a longer list of before leads to the last that there is.
    chat.taps_data("p:7").await;
    chat.sees_no_toast().await;
    chat.world().allows("message is not modified");
    chat.gets_nothing().await;
}

#[tokio::test]
async fn topic_can_be_typed_while_browsing() {
    let chat = Chat::private("Ann").await;
    chat.says("/topics").await;
    chat.gets(LIST).await;
    chat.says(PAIN.0).await;
    chat.gets(contains(PAIN.1)).await;
}
