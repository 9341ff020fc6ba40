//! The commands and descriptions that Telegram shows: set when they differ from ours.

use std::sync::Arc;

use serde::Deserialize;
use teloxide::payloads::{
    GetMyCommands, GetMyDescription, GetMyShortDescription, SetMyCommands, SetMyDescription,
    SetMyShortDescription,
};
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient};

use super::api::{Api, Failure};
use super::bot::Bot;
use super::send::insist;
use crate::faq::Faq;
use crate::reply::{self, CommandText, operator};

#[derive(Debug, Deserialize)]
struct Described {
    description: String,
}

#[derive(Debug, Deserialize)]
struct ShortlyDescribed {
    short_description: String,
}

/// What of the menu is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Differences {
    pub(super) commands: bool,
    pub(super) description: bool,
    pub(super) short_description: bool,
}

/// The commands as Telegram takes them.
fn commands(faq: &Faq) -> Vec<BotCommand> {
    as_commands(reply::commands(faq)).collect()
}

fn as_commands(commands: Vec<CommandText>) -> impl Iterator<Item = BotCommand> {
    let commands = commands.into_iter();
    commands.map(|command| BotCommand::new(command.name, command.description))
}

/// Compares what Telegram shows with what it should.
pub(super) async fn differences(api: &Api, faq: &Faq) -> Result<Differences, Failure> {
    let shown: Vec<BotCommand> = insist(api, &GetMyCommands::new()).await?;
    let described: Described = insist(api, &GetMyDescription::new()).await?;
    let shortly: ShortlyDescribed = insist(api, &GetMyShortDescription::new()).await?;
    Ok(Differences {
        commands: shown != commands(faq),
        description: described.description != reply::description(faq),
        short_description: shortly.short_description != reply::short_description(faq),
    })
}

/// Has Telegram show what the FAQ that is served says.
pub(super) async fn show(bot: Arc<Bot>) {
    if let Err(failure) = set(&bot.api, bot.serving.now().assistant.faq()).await {
        log::warn!("the commands and descriptions could not be set: {failure}");
    }
    for chat in bot.operators.chats() {
        if let Err(failure) = set_operators(&bot, *chat).await {
            log::warn!(
                "the commands of the operator's chat {chat} could not be set: {failure}; `doctor` tells \
                 whether it can be reached"
            );
        }
    }
}

/// Sets the commands that are shown in one of the operator's chats, if they differ.
async fn set_operators(bot: &Bot, chat: i64) -> Result<(), Failure> {
    let api = &bot.api;
    let mut commands = commands(bot.serving.now().assistant.faq());
    commands.extend(as_commands(operator::commands()));
    let scope = BotCommandScope::Chat {
        chat_id: Recipient::Id(ChatId(chat)),
    };
    let mut payload = GetMyCommands::new();
    payload.scope = Some(scope.clone());
    let shown: Vec<BotCommand> = insist(api, &payload).await?;
    if shown != commands {
        let mut payload = SetMyCommands::new(commands);
        payload.scope = Some(scope);
        insist::<_, bool>(api, &payload).await?;
    }
    Ok(())
}

/// Sets what differs.
async fn set(api: &Api, faq: &Faq) -> Result<(), Failure> {
    let differences = differences(api, faq).await?;
    let mut set = Vec::new();
    if differences.commands {
        insist::<_, bool>(api, &SetMyCommands::new(commands(faq))).await?;
        set.push("commands");
    }
    if differences.description {
        let mut payload = SetMyDescription::new();
        payload.description = Some(reply::description(faq));
        insist::<_, bool>(api, &payload).await?;
        set.push("description");
    }
    if differences.short_description {
        let mut payload = SetMyShortDescription::new();
        payload.short_description = Some(reply::short_description(faq));
        insist::<_, bool>(api, &payload).await?;
        set.push("short description");
    }
    if !set.is_empty() {
        log::info!("set what Telegram shows of the bot: {}", set.join(", "));
    }
    Ok(())
}
