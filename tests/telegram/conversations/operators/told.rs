//! What the operator's chats are told of without having asked.

use std::fs;

use super::starts;
use crate::conversations::folder::{folder, topic};
use crate::script::{Setup, World, anything, starts_with};

#[tokio::test]
async fn broken_edit_is_told_with_place_and_remedy_and_so_is_the_mend() {
    let faq = folder();
    topic(faq.path(), "rain", "What about rain?", "", "Take a coat.");
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let (olga, group, ann) = (
        world.private("Olga"),
        world.group("Team"),
        world.private("Ann"),
    );
    starts(&world, &[olga.id(), group.id()]);
    ann.says("what about rain").await;
    ann.gets(anything()).await;

    let file = faq.path().join("topics/rain.md");
    let good = fs::read_to_string(&file).expect("a topic");
    fs::write(&file, good.replace("title", "titel")).expect("a topic");
    let broken = starts_with("The files of the FAQ cannot be used as they are now.");
    let told = olga.gets(broken).await;
    assert!(
        told.text().contains("topics/rain.md:2: "),
        "{}",
        told.text()
    );
    assert!(told.text().contains("titel"), "{}", told.text());
    group.gets(told.text()).await;

    fs::write(&file, good.replace("coat", "hat")).expect("a topic");
    olga.gets("The files of the FAQ can be used again: what they say is live.")
        .await;
    group.gets(anything()).await;
    ann.gets_nothing().await;
}
