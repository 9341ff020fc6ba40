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
use super::former::{self, Whose};
use super::send::insist;
use crate::assistant::Edition;
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
struct Differences {
    commands: bool,
    description: bool,
    short_description: bool,
}

/// The menu of one language: the code by which Telegram knows it, none for whoever speaks a language
/// without a menu of its own.
struct Menu<'a> {
    code: Option<String>,
    faq: &'a Faq,
}

/// The menus of a FAQ in its languages, the default one first. Telegram knows a language by two
/// letters; of several with the same the first has the menu.
fn menus<'a>(languages: &[&'a Faq]) -> Vec<Menu<'a>> {
    let mut seen = Vec::new();
    let mut menus = Vec::new();
    for faq in languages {
        let primary = faq.language().split('-').next().unwrap_or_default();
        let is_default = menus.is_empty();
        if !is_default && (primary.len() != 2 || seen.contains(&primary)) {
            continue;
        }
        seen.push(primary);
        menus.push(Menu {
            code: (!is_default).then(|| primary.to_owned()),
            faq,
        });
    }
    menus
}

/// The commands as Telegram takes them.
fn commands(faq: &Faq) -> Vec<BotCommand> {
    as_commands(reply::commands(faq)).collect()
}

fn as_commands(commands: Vec<CommandText>) -> impl Iterator<Item = BotCommand> {
    let commands = commands.into_iter();
    commands.map(|command| BotCommand::new(command.name, command.description))
}

/// Whether Telegram shows what it should, in every language.
pub(super) async fn is_set(api: &Api, languages: &[&Faq]) -> Result<bool, Failure> {
    for menu in menus(languages) {
        if differences(api, &menu).await? != Differences::default() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Compares what Telegram shows with what it should.
async fn differences(api: &Api, menu: &Menu<'_>) -> Result<Differences, Failure> {
    let Menu { code, faq } = menu;
    let mut commands_shown = GetMyCommands::new();
    commands_shown.language_code.clone_from(code);
    let shown: Vec<BotCommand> = insist(api, &commands_shown).await?;
    let mut description_shown = GetMyDescription::new();
    description_shown.language_code.clone_from(code);
    let described: Described = insist(api, &description_shown).await?;
    let mut short_shown = GetMyShortDescription::new();
    short_shown.language_code.clone_from(code);
    let shortly: ShortlyDescribed = insist(api, &short_shown).await?;
    Ok(Differences {
        commands: shown != commands(faq),
        description: described.description != reply::description(faq),
        short_description: shortly.short_description != reply::short_description(faq),
    })
}

/// Has Telegram show what the FAQ that is served says, and nothing of what it said before.
pub(super) async fn show(bot: Arc<Bot>) {
    let served = bot.serving.now();
    let editions = served.assistant.editions().iter();
    let languages: Vec<_> = editions.map(Edition::faq).collect();
    let codes = menus(&languages).into_iter().filter_map(|menu| menu.code);
    let chats = bot.operators.chats().iter().copied();
    let whose = codes.map(Whose::Language).chain(chats.map(Whose::Chat));
    former::clear(&bot, &whose.collect()).await;
    if let Err(failure) = set(&bot.api, &languages).await {
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

/// Sets what differs, in every language.
async fn set(api: &Api, languages: &[&Faq]) -> Result<(), Failure> {
    for menu in menus(languages) {
        set_one(api, &menu).await?;
    }
    Ok(())
}

async fn set_one(api: &Api, menu: &Menu<'_>) -> Result<(), Failure> {
    let differences = differences(api, menu).await?;
    let Menu { code, faq } = menu;
    let mut set = Vec::new();
    if differences.commands {
        let mut payload = SetMyCommands::new(commands(faq));
        payload.language_code.clone_from(code);
        insist::<_, bool>(api, &payload).await?;
        set.push("commands");
    }
    if differences.description {
        let mut payload = SetMyDescription::new();
        payload.language_code.clone_from(code);
        payload.description = Some(reply::description(faq));
        insist::<_, bool>(api, &payload).await?;
        set.push("description");
    }
    if differences.short_description {
        let mut payload = SetMyShortDescription::new();
        payload.language_code.clone_from(code);
        payload.short_description = Some(reply::short_description(faq));
        insist::<_, bool>(api, &payload).await?;
        set.push("short description");
    }
    if !set.is_empty() {
        let to = code
            .as_deref()
            .map_or_else(String::new, |code| format!(" to `{code}`"));
        log::info!("set what Telegram shows of the bot{to}: {}", set.join(", "));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faq::Bot;

    fn faq(language: &str) -> Faq {
        Faq {
            entries: Vec::new(),
            concepts: Vec::new(),
            examples: Vec::new(),
            bot: Bot {
                language: Some(language.to_owned()),
                ..Bot::default()
            },
        }
    }

    #[test]
    fn each_language_of_two_letters_has_one_menu() {
        let languages = ["en", "de", "en-GB", "gsw", "pt", "pt-BR"].map(faq);
        let languages: Vec<_> = languages.iter().collect();
        let menus = menus(&languages);
        let shown = menus
            .iter()
            .map(|menu| (menu.code.as_deref(), menu.faq.language()));
        let shown: Vec<_> = shown.collect();
        assert_eq!(
            shown,
            [(None, "en"), (Some("de"), "de"), (Some("pt"), "pt")]
        );
    }
}
