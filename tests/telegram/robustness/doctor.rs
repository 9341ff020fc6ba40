//! `doctor`: looks at everything and changes nothing.

use std::process::Output;

use serde_json::json;
use tokio::process::Command;

use crate::fake::state::TOKEN;
use crate::script::{Setup, World};

async fn doctor(world: &World, token: &str) -> (Option<i32>, String) {
    doctor_with(world, token, &[]).await
}

/// The same with these settings.
async fn doctor_with(
    world: &World,
    token: &str,
    settings: &[(&str, &str)],
) -> (Option<i32>, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_skincare-faq-bot"))
        .args(["doctor", "--faq"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/faq"))
        .env_remove("RUST_LOG")
        .env("TELOXIDE_TOKEN", token)
        .env("TELOXIDE_API_URL", world.server().url())
        .envs(settings.iter().copied())
        .output()
        .await
        .expect("the program");
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8(told).expect("UTF-8");
    assert!(token.is_empty() || !told.contains(token), "{told}");
    (output.status.code(), told)
}

/// Only methods that ask were called, and no updates were taken.
fn nothing_was_changed(world: &World) {
    world.state(|state| {
        let mut methods = state
            .requests
            .iter()
            .map(|request| request.method.to_lowercase());
        assert!(methods.all(|method| method.starts_with("get")));
        assert_eq!(state.updates.polls(), 0);
    });
}

#[tokio::test]
async fn healthy_bot_is_told_so() {
    let world = World::without_bot(Setup::default());
    let (code, told) = doctor(&world, TOKEN).await;
    assert_eq!(code, Some(0), "{told}");
    for line in [
        "ok      FAQ: has ",
        "ok      token: is that of @faq_test_bot\n",
        "ok      webhook: is not set",
        "ok      privacy mode: is off",
        "ok      inline mode: is on",
        "ok      commands: or descriptions differ: the bot sets them when it starts",
        "ok      clock: is right to ",
    ] {
        assert!(told.contains(line), "no {line:?} in\n{told}");
    }
    assert!(!world.requests("getMyCommands").is_empty());
    nothing_was_changed(&world);
}

#[tokio::test]
async fn commands_that_the_bot_has_set_are_as_they_should_be() {
    let world = World::start(Setup::default());
    world
        .until("the bot has set them", |state| {
            let mut all = state.requests.iter();
            all.any(|request| {
                request.method.eq_ignore_ascii_case("setMyShortDescription")
                    && request.status == 200
            })
        })
        .await;
    world.stops_bot().await;
    let before = world.state(|state| state.requests.len());
    let (code, told) = doctor(&world, TOKEN).await;
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("ok      commands: and descriptions are as they should be"),
        "{told}"
    );
    world.state(|state| {
        let mut later = state.requests[before..].iter();
        assert!(later.all(|request| request.method.to_lowercase().starts_with("get")));
    });
}

#[tokio::test]
async fn modes_and_a_webhook_left_behind_are_told() {
    let world = World::without_bot(Setup::default().privacy_mode());
    world.state(|state| {
        state.me["supports_inline_queries"] = json!(false);
        "https://example.org/hook".clone_into(&mut state.updates.webhook.url);
    });
    let (code, told) = doctor(&world, TOKEN).await;
    assert_eq!(code, Some(1), "{told}");
    for line in [
        "problem webhook: is set, so that polling gets nothing",
        "ok      privacy mode: is on",
        "ok      inline mode: is off: switch it on",
    ] {
        assert!(told.contains(line), "no {line:?} in\n{told}");
    }
    nothing_was_changed(&world);
}

#[tokio::test]
async fn webhook_that_is_ours_is_as_it_should_be() {
    let world = World::without_bot(Setup::default());
    for (set, code, line) in [
        (
            "",
            0,
            "ok      webhook: is not set: the bot sets it when it starts\n",
        ),
        (
            "http://127.0.0.1:9/hook",
            0,
            "ok      webhook: is set to WEBHOOK_URL\n",
        ),
        (
            "https://example.org/hook",
            1,
            "problem webhook: is set to another address than WEBHOOK_URL",
        ),
    ] {
        world.state(|state| set.clone_into(&mut state.updates.webhook.url));
        let settings = [("WEBHOOK_URL", "http://127.0.0.1:9/hook")];
        let (ended, told) = doctor_with(&world, TOKEN, &settings).await;
        assert_eq!(ended, Some(code), "{told}");
        assert!(told.contains(line), "no {line:?} in\n{told}");
    }
    nothing_was_changed(&world);
}

#[tokio::test]
async fn token_that_is_missing_or_refused_is_told() {
    let world = World::without_bot(Setup::default());
    let (code, told) = doctor(&world, "4839574812:another").await;
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("problem token: is refused by Telegram"),
        "{told}"
    );
    let (code, told) = doctor(&world, "").await;
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("problem token: TELOXIDE_TOKEN is not set: open @BotFather"),
        "{told}"
    );
}

#[tokio::test]
async fn server_that_is_down_is_told() {
    let world = World::without_bot(Setup::default());
    world.server().goes_down().await;
    let (code, told) = doctor(&world, TOKEN).await;
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("problem Telegram: cannot be asked: the server cannot be reached"),
        "{told}"
    );
}

#[tokio::test]
async fn operators_chats_are_told_apart_by_whether_they_can_be_reached() {
    let world = World::without_bot(Setup::default());
    let chat = world.private("Olga").id();
    let ids = format!("{chat},-1009876543210");
    let (code, told) = doctor_with(&world, TOKEN, &[("OPERATOR_CHAT_IDS", &ids)]).await;
    assert_eq!(code, Some(1), "{told}");
    for line in [
        format!("ok      operator's chat: {chat} can be reached\n"),
        "problem operator's chat: -1009876543210 cannot be reached: 400 ".to_owned(),
        "a person has to send /start to the bot first".to_owned(),
    ] {
        assert!(told.contains(&line), "no {line:?} in\n{told}");
    }
    world.allows("chat not found");
    nothing_was_changed(&world);
}
