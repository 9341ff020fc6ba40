//! What the operator's chats are told of without having asked.

use std::fs;

use super::setup::asks_until;
use super::starts;
use crate::conversations::folder::{folder, topic};
use crate::fake::state::State;
use crate::script::{Setup, World, anything, contains, logged, starts_with};

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

#[tokio::test]
async fn merge_that_git_could_not_end_is_told_and_shown_to_nobody() {
    let faq = folder();
    topic(faq.path(), "rain", "What about rain?", "", "Take a coat.");
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let (olga, ann) = (world.private("Olga"), world.private("Ann"));
    starts(&world, &[olga.id()]);
    ann.says("what about rain").await;
    ann.gets(contains("Take a coat.")).await;
    let body = "<<<<<<< HEAD\nTake a hat.\n=======\nTake a boat.\n>>>>>>> other";
    topic(faq.path(), "rain", "What about rain?", "", body);
    let told = olga
        .gets(starts_with(
            "The files of the FAQ cannot be used as they are now.",
        ))
        .await;
    for part in [
        "topics/rain.md:6: git could not merge this, and left `<<<<<<< HEAD`",
        "help: end the merge: ",
    ] {
        assert!(told.text().contains(part), "{}", told.text());
    }
    ann.says("what about rain").await;
    ann.gets(contains("Take a coat.")).await;
}

#[tokio::test]
async fn errors_in_what_is_live_are_told_once_and_so_is_their_end() {
    let faq = folder();
    let rain = |body| topic(faq.path(), "rain", "What about rain?", "", body);
    let cost = |body| topic(faq.path(), "cost", "What does it cost?", "", body);
    rain("Take a coat.");
    cost("Ten.");
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let (olga, group, ann) = (
        world.private("Olga"),
        world.group("Team"),
        world.private("Ann"),
    );
    starts(&world, &[olga.id(), group.id()]);
    ann.says("what about rain").await;
    ann.gets(anything()).await;

    rain("# Rain\n\nTake a hat.");
    let heading = "topics/rain.md:6: a heading cannot be shown";
    let errors = "The files are live, but `check` finds errors:\n\n";
    let told = olga.gets(starts_with(errors)).await;
    assert!(told.text().contains(heading), "{}", told.text());
    assert!(told.text().contains("help: "), "{}", told.text());
    group.gets(told.text()).await;
    asks_until(&ann, "what about rain", "Take a hat.").await;
    logged(&world, "but `check` finds errors").await;
    logged(&world, heading).await;

    // The same on another line, beside another edit.
    rain("As ever.\n\n# Rain\n\nTake a hat.");
    cost("Eleven.");
    asks_until(&ann, "what does it cost", "Eleven.").await;
    olga.gets_nothing().await;
    // What changes nothing of what is served.
    let misnamed = faq.path().join("topic");
    fs::create_dir(&misnamed).expect("a folder");
    fs::write(misnamed.join("sun.md"), "+++\n").expect("a file");
    let told = olga.gets(starts_with(errors)).await;
    for part in [
        "topic: this folder is not read\n  help: did you mean `topics`?",
        "topics/rain.md:8: a heading",
    ] {
        assert!(told.text().contains(part), "{}", told.text());
    }
    group.gets(told.text()).await;

    fs::remove_dir_all(&misnamed).expect("a folder");
    rain("Take a coat.");
    let gone = "`check` finds no error in the files of the FAQ any more.";
    olga.gets(gone).await;
    group.gets(gone).await;
    ann.gets_nothing().await;
}

#[tokio::test]
async fn errors_are_told_at_the_start_but_not_at_each() {
    let faq = folder();
    let rain = |title, id| topic(faq.path(), id, title, "", "Take a coat.");
    rain("What about rain?", "rain");
    rain("what about rain", "hail");
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let olga = world.private("Olga");
    starts(&world, &[olga.id()]);
    olga.gets(starts_with("The files are live, but `check` finds errors:"))
        .await;
    world.stops_bot().await;
    starts(&world, &[olga.id()]);
    logged(&world, "but `check` finds errors").await;
    rain("What about hail?", "hail");
    olga.gets("`check` finds no error in the files of the FAQ any more.")
        .await;
}

#[tokio::test]
async fn commands_are_shown_in_the_operators_chats_alone() {
    let world = World::without_bot(Setup::default());
    let (olga, gone) = (world.private("Olga"), -1_009_876_543_210);
    starts(&world, &[olga.id(), gone]);
    world
        .until("all commands are set", |state| {
            let mut all = state.requests.iter();
            let of_olga = all.any(|request| {
                request.method.eq_ignore_ascii_case("setMyCommands")
                    && request.params["scope"]["chat_id"] == olga.id()
            });
            of_olga && state.profile.changes >= 5
        })
        .await;
    for request in world.requests("setMyCommands") {
        let commands = request.params["commands"].to_string();
        let is_scoped = request.params["scope"]["type"] == "chat";
        assert_eq!(commands.contains("\"try\""), is_scoped, "{commands}");
        assert!(commands.contains("\"help\""), "{commands}");
    }
    let before = world.requests("setMyCommands").len();
    world.stops_bot().await;
    starts(&world, &[olga.id(), gone]);
    olga.says("/help").await;
    olga.gets(anything()).await;
    world
        .until("the commands are compared", |state| {
            let all = state.requests.iter();
            let asked = all.filter(|r| r.method.eq_ignore_ascii_case("getMyCommands"));
            asked.count() >= 6
        })
        .await;
    assert_eq!(world.requests("setMyCommands").len(), before);
}

#[tokio::test]
async fn menus_that_belong_to_nobody_any_more_are_deleted() {
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
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let (olga, group) = (world.private("Olga"), world.group("Team"));
    let is_deleted = |state: &mut State, name: &str, value: &str| {
        let mut all = state.requests.iter();
        all.any(|request| {
            request.method.eq_ignore_ascii_case("deleteMyCommands")
                && request.params[name].to_string().contains(value)
        })
    };
    starts(&world, &[olga.id(), group.id()]);
    world
        .until("all menus are set", |state| {
            let all = state.requests.iter();
            let set = all.filter(|request| request.method.eq_ignore_ascii_case("setMyCommands"));
            set.count() == 4
        })
        .await;
    assert_eq!(world.requests("deleteMyCommands").len(), 0);
    world.stops_bot().await;
    starts(&world, &[olga.id()]);
    world
        .until("the menu of the chat is deleted", |state| {
            is_deleted(state, "scope", &group.id().to_string()) && state.profile.menus() == 3
        })
        .await;

    fs::remove_dir_all(&german).expect("a language");
    world
        .until("the menu of the language is deleted", |state| {
            is_deleted(state, "language_code", "de") && state.profile.menus() == 2
        })
        .await;
    // The short one is deleted last.
    world
        .until("the descriptions of the language are deleted", |state| {
            let all = state.requests.iter();
            let mut of_method =
                all.filter(|request| request.method.eq_ignore_ascii_case("setMyShortDescription"));
            let last = of_method.next_back().expect("a description");
            last.params["language_code"] == "de" && last.params["short_description"] == ""
        })
        .await;
    let descriptions = world.requests("setMyDescription");
    let last = &descriptions.last().expect("a description").params;
    assert_eq!(
        (&last["language_code"], &last["description"]),
        (&"de".into(), &"".into())
    );
    // By then it is noted as well.
    olga.says("/help").await;
    olga.gets(anything()).await;
    let deleted = world.requests("deleteMyCommands").len();
    world.stops_bot().await;
    starts(&world, &[olga.id()]);
    olga.says("/help").await;
    olga.gets(anything()).await;
    world.all_is_confirmed().await;
    assert_eq!(
        world.requests("deleteMyCommands").len(),
        deleted,
        "each once"
    );
}

#[tokio::test]
async fn answers_to_be_reviewed_are_told_once_a_day() {
    let faq = folder();
    topic(
        faq.path(),
        "rain",
        "What about rain?",
        "review_by = 2026-01-31",
        "Take a coat.",
    );
    topic(faq.path(), "cost", "What does it cost?", "", "Ten an hour.");
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let olga = world.private("Olga");
    starts(&world, &[olga.id()]);
    olga.gets(
        "Answers have to be reviewed:\n\n• `rain` has to be reviewed by 2026-01-31, which has passed\n\n\
         Read each again, then set `reviewed` and a later `review_by` in its file.",
    )
    .await;
    world.stops_bot().await;
    starts(&world, &[olga.id()]);
    olga.gets_nothing().await;
}
