//! Commands, and what Telegram shows of the bot.

use crate::conversations::folder::copy_of_shipped;
use crate::conversations::{HELPFUL, PAIN};
use crate::script::{Chat, Setup, World, anything, contains, starts_with};

#[tokio::test]
async fn start_says_who_it_is_and_offers_topics() {
    let chat = Chat::private("Ann").await;
    let asked = chat.says("/start").await;
    let got = chat
        .gets(starts_with(
            "Microneedling questions\nHello! I'm an automatic helper, not a doctor",
        ))
        .await;
    assert!(got.text().contains("whether it hurts, how long it takes"));
    assert!(got.text().contains("not medical advice"));
    assert_eq!(got.replies_to(), Some(asked.id()));
    assert_eq!(got.buttons().len(), 8);
    chat.taps(PAIN.0).await;
    chat.last_message_became(contains(PAIN.1)).await;
    chat.sees_no_toast().await;
}

#[tokio::test]
async fn deep_link_leads_to_an_answer_and_an_unknown_one_to_the_topics() {
    let chat = Chat::private("Ann").await;
    chat.says("/start pain").await;
    let got = chat.gets(contains(PAIN.1)).await;
    assert!(got.buttons().contains(&HELPFUL));
    for unknown in ["/start no-such", "/start UPPER", "/start ../x", "/start 😀"] {
        chat.says(unknown).await;
        let got = chat.gets("You can ask about:").await;
        assert_eq!(got.buttons().last(), Some(&"Next page"));
    }
}

#[tokio::test]
async fn help_about_and_privacy_are_answered() {
    let chat = Chat::private("Ann").await;
    chat.says("/help").await;
    let help = chat
        .gets(starts_with("Write your question in your own words."))
        .await;
    for command in ["/start", "/topics", "/help", "/about", "/privacy"] {
        assert!(help.text().contains(command), "{command}");
    }
    chat.says("/about").await;
    let about = chat.gets(starts_with("Microneedling questions\n")).await;
    assert!(
        about
            .text()
            .contains("not medical advice and not a diagnosis")
    );
    assert!(
        about
            .text()
            .contains("Source: Microneedling – benefits and side effects · reviewed 20")
    );
    chat.says("/privacy").await;
    let privacy = chat
        .gets(starts_with(
            "What you write is not kept once it is answered.",
        ))
        .await;
    for part in [
        "until it is answered",
        "for a day",
        "48 hours",
        "How to have it deleted:",
    ] {
        assert!(privacy.text().contains(part), "{part}");
    }
}

#[tokio::test]
async fn unknown_command_is_answered_with_those_that_there_are() {
    let chat = Chat::private("Ann").await;
    for command in ["/unknown", "/START_", "/topic", "/settings now"] {
        chat.says(command).await;
        let got = chat
            .gets(starts_with("Sorry, I don't know that command."))
            .await;
        assert!(got.text().contains("/topics – "), "{command}");
    }
}

#[tokio::test]
async fn case_and_name_of_the_bot_do_not_matter() {
    let chat = Chat::private("Ann").await;
    chat.says("/Help").await;
    chat.gets(starts_with("Write your question")).await;
    chat.says("/help@FAQ_test_bot").await;
    chat.gets(starts_with("Write your question")).await;
    chat.says("/help@other_bot").await;
    chat.gets_nothing().await;
}

#[tokio::test]
async fn slash_inside_a_question_is_no_command() {
    let chat = Chat::private("Ann").await;
    chat.says("does it hurt? /help").await;
    chat.gets(contains(PAIN.1)).await;
}

/// The requests that change what Telegram shows.
fn changes(world: &World) -> Vec<String> {
    let methods = ["setMyCommands", "setMyDescription", "setMyShortDescription"];
    let all = methods.iter().flat_map(|method| world.requests(method));
    all.map(|request| request.method).collect()
}

#[tokio::test]
async fn commands_and_descriptions_are_set_only_when_they_differ() {
    let faq = copy_of_shipped();
    let world = World::start(Setup::default().faq(faq.path()));
    let is_read =
        |world: &World, times: usize| world.requests("getMyShortDescription").len() >= times;
    world
        .until("all is set", |state| state.profile.changes >= 3)
        .await;
    let set = &world.requests("setMyCommands")[0].params;
    let text = set["commands"].to_string();
    for command in ["start", "topics", "help", "about", "privacy"] {
        assert!(
            text.contains(&format!("\"{command}\"")),
            "{command} in {text}"
        );
    }
    assert!(
        world.requests("setMyDescription")[0].params["description"]
            .to_string()
            .contains("Ask about microneedling in your own words")
    );
    assert!(
        world.requests("setMyShortDescription")[0].params["short_description"]
            .to_string()
            .contains("Automatic answers about microneedling")
    );
    assert_eq!(changes(&world).len(), 3);

    // The same once more: nothing is set.
    world.stops_bot().await;
    world.starts_bot();
    let chat = world.private("Ann");
    chat.says("/help").await;
    chat.gets(anything()).await;
    world
        .until("it is compared", |state| {
            let all = state.requests.iter();
            all.filter(|r| r.method.eq_ignore_ascii_case("getMyShortDescription"))
                .count()
                >= 2
        })
        .await;
    assert!(is_read(&world, 2));
    world.stops_bot().await;
    assert_eq!(changes(&world).len(), 3);

    // One text differs: it alone is set.
    let path = faq.path().join("bot.toml");
    let text = std::fs::read_to_string(&path).expect("the settings");
    let text = text.replace("Automatic answers about", "Quick answers about");
    std::fs::write(&path, text).expect("the settings");
    world.starts_bot();
    world
        .until("the text is set", |state| state.profile.changes >= 4)
        .await;
    world.stops_bot().await;
    assert_eq!(changes(&world).len(), 4);
    assert_eq!(world.requests("setMyShortDescription").len(), 2);
}
