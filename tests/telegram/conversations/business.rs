//! Customers of a business account.

use crate::conversations::folder::{folder, topic};
use crate::conversations::{CLARIFY, DURATION, PAIN, UNSURE, WHICH_ROLLER};
use crate::script::{Setup, World, contains, starts_with};

#[tokio::test]
async fn customer_is_answered_on_the_connection_with_choices_as_text() {
    let world = World::start(Setup::default());
    let business = world.business("Olga", true);
    let customer = business.customer("Ann");
    let asked = customer.says("does it hurt?").await;
    let got = customer.gets(contains(PAIN.1)).await;
    assert_eq!(got.json()["business_connection_id"], business.id.as_str());
    assert_eq!(got.replies_to(), Some(asked.id()));
    assert!(got.buttons().is_empty());
    assert!(got.text().contains(&format!("• {}", DURATION.0)));

    customer.says(UNSURE).await;
    let got = customer.gets(starts_with(CLARIFY)).await;
    assert!(got.buttons().is_empty());
    assert!(got.text().contains(&format!("• {WHICH_ROLLER}")));
    // What is read is typed.
    customer.says(WHICH_ROLLER).await;
    customer.gets(starts_with(WHICH_ROLLER)).await;
}

#[tokio::test]
async fn customer_who_edits_gets_the_answer_edited() {
    let world = World::start(Setup::default());
    let business = world.business("Olga", true);
    let customer = business.customer("Ann");
    customer.says("does it hurt?").await;
    let first = customer.gets(contains(PAIN.1)).await;
    customer.edits("how long does the appointment take?").await;
    let edited = customer.gets_edit(contains(DURATION.1)).await;
    assert_eq!(edited.id(), first.id());
    customer.sends_photo("").await;
    customer
        .gets(starts_with("Sorry, I can't judge photos"))
        .await;
}

#[tokio::test]
async fn answer_of_two_messages_shrinks_to_one() {
    let faq = folder();
    topic(
        faq.path(),
        "elephant",
        "Elephant",
        "",
        &"word ".repeat(1_000),
    );
    topic(faq.path(), "mouse", "Mouse", "", "Small.");
    let world = World::start(Setup::default().faq(faq.path()));
    let business = world.business("Olga", true);
    let customer = business.customer("Ann");
    customer.says("Elephant").await;
    customer.gets(starts_with("Elephant\nword")).await;
    let second = customer.gets(starts_with("word")).await;
    customer.edits("Mouse").await;
    customer.gets_edit("Mouse\nSmall.").await;
    customer.loses(&second).await;
}

#[tokio::test]
async fn customer_who_talks_to_the_bot_too_has_two_chats() {
    let world = World::start(Setup::default());
    let ann = world.private("Ann");
    let business = world.business("Olga", true);
    let customer = business.customer_who_is(&ann);
    ann.says("does it hurt?").await;
    ann.gets(contains(PAIN.1)).await;
    let asked = customer.says("does it hurt?").await;
    let got = customer.gets(contains(PAIN.1)).await;
    customer
        .edits_message(&asked, "how long does the appointment take?")
        .await;
    let edited = customer.gets_edit(contains(DURATION.1)).await;
    assert_eq!(edited.id(), got.id());
    // The numbers are the same in both chats, the answers are not.
    ann.edits("does it hurt?").await;
    ann.gets_nothing().await;
}

#[tokio::test]
async fn owner_is_not_answered_there() {
    let world = World::start(Setup::default());
    let business = world.business("Olga", true);
    let customer = business.customer("Ann");
    let owner = business.owner_in(&customer);
    let said = owner.says("does it hurt?").await;
    owner.edits_message(&said, "how long does it take?").await;
    owner.says("/help").await;
    customer.gets_nothing().await;
    // With the bot itself the owner talks like anybody.
    business.owner.says("does it hurt?").await;
    business.owner.gets(contains(PAIN.1)).await;
}
