//! More than one hand on the files: `/undo`, two operators, forged buttons, files that cannot be written.

use std::fs;

use tempfile::TempDir;

use super::setup::{
    ADD, ANEW, RAIN, UMBRELLA, XYLOPHONES, asks_until, faq, first, operator, rain, says, world,
};
use super::{starts, taps, taps_data};
use crate::fake::faults::Fault;
use crate::script::{Chat, Setup, anything, contains, starts_with};

#[tokio::test]
async fn last_change_is_taken_back_and_nothing_else() {
    let faq = faq();
    let olga = operator(&faq).await;
    olga.says("/undo").await;
    olga.gets(starts_with("there is no change to take back"))
        .await;
    first(&olga).await;
    taps(&olga, ADD, starts_with("Done: ")).await;
    let ann = olga.world().private("Ann");
    asks_until(&ann, UMBRELLA, "Take a coat.").await;

    olga.says("/undo").await;
    olga.gets(
        "Taken back: added the phrasing \"will my umbrella help\" to `rain`, in topics/rain.md. It is \
         gone within two seconds.",
    )
    .await;
    assert_eq!(says(&rain(faq.path())), RAIN);
    asks_until(&ann, UMBRELLA, "Sorry").await;
    // It is open again.
    olga.says("/unanswered").await;
    olga.gets(contains("“will my umbrella help”")).await;
    olga.says("/undo").await;
    olga.gets(starts_with("there is no change to take back"))
        .await;
}

#[tokio::test]
async fn what_two_operators_take_back_at_once_is_taken_back_once() {
    let faq = faq();
    let (world, olga) = world(Setup::default().faq(faq.path())).await;
    let oscar = world.private("Oscar");
    starts(&world, &[olga.id(), oscar.id()]);
    first(&olga).await;
    taps(&olga, ADD, anything()).await;
    taps(&olga, "Open questions", anything()).await;
    taps(&olga, "Add to another …", anything()).await;
    taps(&olga, "What does it cost?", anything()).await;
    taps(&olga, "Add to “What does it cost?”", starts_with("Done: ")).await;

    olga.says("/undo").await;
    olga.gets(contains("xylophones")).await;
    oscar.says("/undo").await;
    oscar
        .gets(starts_with(
            "Olga has just taken back: added the phrasing \"do you sell xylophones\"",
        ))
        .await;
    assert!(says(&rain(faq.path())).contains(UMBRELLA));
    oscar.says("/undo").await;
    oscar.gets(contains("umbrella")).await;
    assert_eq!(says(&rain(faq.path())), RAIN);
}

#[tokio::test]
async fn two_taps_at_once_make_one_change() {
    let faq = faq();
    let (world, olga) = world(Setup::default().faq(faq.path())).await;
    let group = world.group("Team");
    starts(&world, &[olga.id(), group.id()]);
    first(&olga).await;
    let oscar = group.member("Oscar");
    oscar.says("/unanswered").await;
    group.gets(starts_with("Open question 1 of 2")).await;
    // The second tap has nothing else to show.
    world.allows("message is not modified");
    olga.taps(ADD).await;
    olga.taps(ADD).await;
    oscar.taps(ADD).await;
    for _ in 0..2 {
        olga.sees_no_toast().await;
    }
    oscar.sees_no_toast().await;
    olga.gets_edit(anything()).await;
    group.gets_edit(anything()).await;
    olga.gets_nothing().await;
    let written = says(&rain(faq.path()));
    assert_eq!(written.matches(UMBRELLA).count(), 1, "{written}");
    let log = says(&faq.path().join("changes.log"));
    assert_eq!(log.lines().count(), 1, "{log}");
}

#[tokio::test]
async fn files_that_cannot_be_written_are_changed_by_a_patch() {
    let faq = faq();
    // Whoever runs the tests may write to any file, but nobody to a folder.
    fs::create_dir(faq.path().join("changes.log")).expect("a folder");
    let olga = operator(&faq).await;
    // Nobody reads such a folder.
    olga.gets(contains("changes.log: this folder is not read"))
        .await;
    first(&olga).await;
    let got = taps(
        &olga,
        ADD,
        starts_with("Not written: the phrasing \"will my umbrella help\" for `rain`. "),
    )
    .await;
    let name = faq.path().file_name().and_then(|name| name.to_str());
    let name = name.expect("a name");
    let patch =
        format!("--- a/{name}/topics/rain.md\n+++ b/{name}/topics/rain.md\n@@ -3,6 +3,7 @@\n");
    assert!(got.text().contains(&patch), "{}", got.text());
    assert!(got.text().contains("\n+  \"will my umbrella help\",\n"));
    assert!(got.html().contains("<pre>--- a/"), "{}", got.html());
    assert_eq!(says(&rain(faq.path())), RAIN);
    olga.says("/undo").await;
    olga.gets(contains("changes.log")).await;
}

#[tokio::test]
async fn forged_and_stale_buttons_change_nothing() {
    let faq = faq();
    let (world, olga) = world(Setup::default().faq(faq.path())).await;
    starts(&world, &[olga.id()]);
    let shown = first(&olga).await;
    let data = shown.data(ADD).expect("data").to_owned();

    let ann = world.private("Ann");
    ann.says("/unanswered").await;
    let usual = ann
        .gets(starts_with("Sorry, I don't know that command."))
        .await;
    ann.says("/undo").await;
    ann.gets(usual.text()).await;
    ann.says("/stats").await;
    ann.gets(usual.text()).await;
    ann.taps_data(&data).await;
    ann.sees_toast(anything()).await;
    ann.taps_data("o:s:0").await;
    ann.sees_toast(anything()).await;
    ann.replies(&usual, "Umbrellas\nBring one.").await;
    ann.gets(anything()).await;
    ann.gets_nothing().await;

    for stale in [
        "o:a:0000000000000007:rain",
        "o:q:0000000000000007",
        "o:o:0000000000000007:3",
        "o:w:0000000000000007:rain",
        "o:n:0000000000000007",
        "o:c:0000000000000007:t",
        "o:i:0000000000000007",
    ] {
        olga.says("/unanswered").await;
        olga.gets(starts_with("Open question")).await;
        taps_data(&olga, stale, starts_with("That question has gone")).await;
    }
    // An entry that is not there.
    let key = data.split(':').nth(2).expect("a key").to_owned();
    olga.says("/unanswered").await;
    olga.gets(anything()).await;
    taps_data(&olga, &format!("o:a:{key}:nowhere"), contains("`nowhere`")).await;
    for broken in ["o:a", "o:a:x:rain", "o:", "o:z:0000000000000007"] {
        olga.taps_data(broken).await;
        olga.sees_toast(anything()).await;
    }
    assert_eq!(says(&rain(faq.path())), RAIN);
    assert!(!faq.path().join("changes.log").exists());
}

#[tokio::test]
async fn entries_that_are_no_topics_or_not_there_are_told_apart() {
    let faq = faq();
    let talk = faq.path().join("small-talk");
    fs::create_dir(&talk).expect("a folder");
    fs::write(
        talk.join("hello.md"),
        "+++\ntitle = \"Hello\"\n+++\nAhoy!\n",
    )
    .expect("an entry");
    let olga = operator(&faq).await;
    let shown = first(&olga).await;
    let data = shown.data("Ignore for good").expect("data");
    let key = data.split(':').nth(2).expect("a key");
    let others = taps_data(
        &olga,
        &format!("o:w:{key}:nowhere"),
        starts_with(
            "There is no entry `nowhere`, or no longer. Choose another.\n\nTo which entry is “will my \
             umbrella help” to be added?",
        ),
    )
    .await;
    assert!(others.buttons().contains(&"What does it cost?"));
    // An id may be written as well.
    olga.replies(&others, "cots").await;
    let none = olga
        .gets(starts_with("There is no entry `cots`, or no longer."))
        .await;
    for name in [" cost\n", "COST", "Cost.md", "topics/cost.md"] {
        olga.replies(&none, name).await;
        let weighed = olga
            .gets(contains(
                "“What does it cost?” (cost):\n\n• it gets: answer cost",
            ))
            .await;
        assert_eq!(weighed.buttons()[0], "Add to “What does it cost?”");
    }
    taps_data(&olga, &format!("o:o:{key}:0"), anything()).await;
    let weighed = taps(
        &olga,
        "Hello",
        contains("If it is added to “Hello” (hello):"),
    )
    .await;
    assert_eq!(weighed.buttons()[0], "Add to “Hello”");
    // What nobody offered, or a button of an earlier version, is shown before it is done.
    let added = "Done: added the phrasing \"will my umbrella help\" to `cost`, in topics/cost.md.";
    taps_data(&olga, &format!("o:a:{key}:cost"), starts_with(ANEW)).await;
    assert!(!faq.path().join("changes.log").exists());
    taps(&olga, "Add to “What does it cost?”", starts_with(added)).await;
    assert!(!says(&talk.join("hello.md")).contains(UMBRELLA));
}

/// Two changes, and a bot that is killed while it takes back the second.
async fn killed_at_undo(faq: &TempDir) -> Chat {
    let olga = operator(faq).await;
    first(&olga).await;
    taps(&olga, ADD, starts_with("Done: ")).await;
    olga.says("/unanswered").await;
    let shown = olga.gets(contains(XYLOPHONES)).await;
    let data = shown.data("Ignore for good").expect("data");
    let key = data.split(':').nth(2).expect("a key");
    taps_data(&olga, &format!("o:a:{key}:cost"), starts_with(ANEW)).await;
    taps(&olga, "Add to “What does it cost?”", starts_with("Done: ")).await;
    let world = olga.world();
    // What came of it is never told.
    world.arm(Fault::hang().on("sendMessage"));
    olga.says("/undo").await;
    world.faults_are_spent().await;
    world.kills_bot().await;
    assert!(!says(&faq.path().join("topics/cost.md")).contains(XYLOPHONES));
    olga
}

#[tokio::test]
async fn undo_that_a_kill_kept_from_being_noted_is_noted_and_not_done_twice() {
    let faq = faq();
    let olga = killed_at_undo(&faq).await;
    // As if it had been killed right after the file was replaced.
    let log = faq.path().join("changes.log");
    let noted = says(&log);
    let (kept, _) = noted.trim_end().rsplit_once('\n').expect("three lines");
    fs::write(&log, format!("{kept}\n")).expect("a list");
    starts(olga.world(), &[olga.id()]);
    olga.gets(
        "Taken back: added the phrasing \"do you sell xylophones\" to `cost`. Nothing of it was left in \
         topics/cost.md.",
    )
    .await;
    assert!(says(&rain(faq.path())).contains(UMBRELLA));
    olga.says("/undo").await;
    olga.gets(contains("umbrella")).await;
    assert_eq!(says(&rain(faq.path())), RAIN);
}

#[tokio::test]
async fn undo_that_a_kill_kept_from_being_told_is_not_done_twice() {
    let faq = faq();
    let olga = killed_at_undo(&faq).await;
    starts(olga.world(), &[olga.id()]);
    olga.gets(starts_with("I was started anew while I did that"))
        .await;
    assert!(says(&rain(faq.path())).contains(UMBRELLA));
    olga.says("/undo").await;
    olga.gets(contains("umbrella")).await;
    assert_eq!(says(&rain(faq.path())), RAIN);
}
