//! Menus at Telegram that belong to nobody any more: of a language that has gone, of a chat that is no
//! operator's any more. Telegram keeps them until they are deleted and lists them nowhere, so that it is
//! noted in the storage which were set.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use teloxide::payloads::{DeleteMyCommands, SetMyDescription, SetMyShortDescription};
use teloxide::types::{BotCommandScope, ChatId, Recipient};

use super::api::{Api, Failure};
use super::bot::Bot;
use super::send::insist;
use super::surely::surely;

/// Under which name it is noted.
const NOTE: &str = "menus";

/// For whom a menu is, beside the one for everybody else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Whose {
    /// Those who speak the language with this code.
    Language(String),
    /// The operator's chat with this number.
    Chat(i64),
}

/// Notes which menus are about to be set, and deletes those of former ones that are not among them. One
/// that cannot be deleted now is tried again the next time.
pub(super) async fn clear(bot: &Bot, now: &BTreeSet<Whose>) {
    let store = &bot.store;
    let noted = surely(|| store.noted(NOTE)).await;
    let noted: BTreeSet<Whose> = noted
        .and_then(|noted| serde_json::from_str(&noted).ok())
        .unwrap_or_default();
    // Before any is set: whoever ends in between leaves none that is not known.
    let mut known: BTreeSet<Whose> = noted.union(now).cloned().collect();
    if known != noted {
        note(bot, &known).await;
    }
    for former in noted.difference(now) {
        match delete(&bot.api, former).await {
            Err(failure) if failure.may_pass() => {
                log::warn!(
                    "the menu of {former:?}, which has gone, could not be deleted: {failure}"
                );
            }
            done => {
                if let Err(failure) = done {
                    log::debug!("the menu of {former:?} is out of reach: {failure}");
                }
                known.remove(former);
                note(bot, &known).await;
            }
        }
    }
}

async fn note(bot: &Bot, known: &BTreeSet<Whose>) {
    // Texts and numbers can always be written.
    let Ok(text) = serde_json::to_string(known) else {
        return;
    };
    surely(|| bot.store.note(NOTE, text.clone())).await;
}

async fn delete(api: &Api, former: &Whose) -> Result<(), Failure> {
    let mut commands = DeleteMyCommands::new();
    match former {
        Whose::Chat(chat) => {
            commands.scope = Some(BotCommandScope::Chat {
                chat_id: Recipient::Id(ChatId(*chat)),
            });
            insist::<_, bool>(api, &commands).await?;
        }
        Whose::Language(code) => {
            commands.language_code = Some(code.clone());
            insist::<_, bool>(api, &commands).await?;
            let mut description = SetMyDescription::new();
            description.language_code = Some(code.clone());
            description.description = Some(String::new());
            insist::<_, bool>(api, &description).await?;
            let mut short = SetMyShortDescription::new();
            short.language_code = Some(code.clone());
            short.short_description = Some(String::new());
            insist::<_, bool>(api, &short).await?;
        }
    }
    Ok(())
}
