//! Buttons under what the files have left behind: a tap writes what was shown, or shows it anew.

use std::fs;

use super::setup::{ADD, ANEW, RAIN, UMBRELLA, asks_until, faq, first, operator, rain, says};
use super::{keep, starts, taps};
use crate::conversations::folder::topic;
use crate::script::{Setup, World, contains, logged, starts_with};

const SCHIRM: &str = "nehme ich einen schirm mit";

#[tokio::test]
async fn entry_whose_answer_was_edited_is_shown_anew_before_a_question_is_added() {
    let faq = faq();
    let olga = operator(&faq).await;
    let shown = first(&olga).await;
    let data = shown.data(ADD).expect("data");
    assert!(data.len() <= 64, "{data}");
    let edited = RAIN.replace("coat*", "boat*");
    fs::write(rain(faq.path()), &edited).expect("a topic");
    let ann = olga.world().private("Ann");
    asks_until(&ann, "what about rain?", "Take a boat.").await;

    let anew = taps(&olga, ADD, starts_with(ANEW)).await;
    assert!(
        anew.text()
            .contains("If it is added to “What about rain?” (rain):"),
        "{}",
        anew.text()
    );
    assert_eq!(says(&rain(faq.path())), edited);
    taps(&olga, ADD, starts_with("Done: added the phrasing")).await;
    assert!(says(&rain(faq.path())).contains(UMBRELLA));
}

#[tokio::test]
async fn edit_of_another_entry_asks_for_no_second_tap() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    topic(faq.path(), "cost", "What does it cost?", "", "Eleven.");
    let ann = olga.world().private("Ann");
    asks_until(&ann, "what does it cost?", "Eleven.").await;
    taps(&olga, ADD, starts_with("Done: ")).await;
}

#[tokio::test]
async fn nothing_is_written_in_another_language_than_was_shown() {
    let faq = faq();
    let german = faq.path().join("de");
    for (id, title, body) in [
        ("rain", "Was ist bei Regen?", "Nimm einen Mantel mit."),
        ("cost", "Was kostet ein Boot?", "Zehn in der Stunde."),
    ] {
        topic(&german, id, title, "", body);
    }
    let world = World::without_bot(Setup::default().faq(faq.path()));
    keep(&world, &[(SCHIRM, 2)]).await;
    let olga = world.private("Olga");
    starts(&world, &[olga.id()]);
    olga.says("/unanswered").await;
    let card = olga
        .gets(contains(
            "Asked in another language than the default one: de.",
        ))
        .await;
    olga.taps("Add to another …").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with("To which entry is "))
        .await;
    let weighed = taps(&olga, "Was ist bei Regen?", contains("(rain):")).await;
    let add = "Add to “Was ist bei Regen?”";
    let add_data = weighed.data(add).expect("data").to_owned();
    let new = card.data("New entry …").expect("data").to_owned();
    olga.taps_data(&new).await;
    olga.sees_no_toast().await;
    let request = olga.gets(starts_with("New entry for ")).await;
    olga.replies(&request, "Schirme\nNimm einen mit.").await;
    let preview = olga.gets(starts_with("As visitors would read it:")).await;

    fs::remove_dir_all(&german).expect("a language");
    logged(&world, "with 2 entries is live").await;
    let before = says(&rain(faq.path()));
    let created = preview.data("Create as a topic").expect("data").to_owned();
    let anew = taps(&olga, "Create as a topic", starts_with(ANEW)).await;
    assert!(anew.text().contains("As visitors would read it:"));
    assert_ne!(anew.data("Create as a topic"), Some(created.as_str()));
    olga.taps_data(&add_data).await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with(ANEW)).await;
    assert_eq!(says(&rain(faq.path())), before);
    assert_eq!(
        fs::read_dir(faq.path().join("topics"))
            .expect("a folder")
            .count(),
        2
    );
    assert!(!faq.path().join("changes.log").exists());
}
