//! A look at everything that a bot needs, without changing anything.

use std::sync::Arc;
use std::time::Duration;

use teloxide::payloads::{GetChat, GetMe};
use teloxide::types::{ChatId, Me};

use super::api::{Api, Failure};
use super::menu;
use super::subscribe;
use crate::config::{Config, HOW_TO_GET_A_TOKEN, Webhook};
use crate::faq::Faq;

/// What was found of one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub of: &'static str,
    /// Whether it is as it should be.
    pub good: bool,
    /// What was found, and what to do if it is not good.
    pub says: String,
}

/// How far the clock may be from Telegram's before timeouts and dates suffer.
const CLOCK_MAY_DIFFER: Duration = Duration::from_mins(1);

fn good(of: &'static str, says: impl Into<String>) -> Finding {
    Finding {
        of,
        good: true,
        says: says.into(),
    }
}

fn bad(of: &'static str, says: impl Into<String>) -> Finding {
    Finding {
        of,
        good: false,
        says: says.into(),
    }
}

/// Looks at the token, a webhook left behind, privacy and inline mode, the commands, the operator's
/// chats and the clock.
/// `now` is the time here in seconds of the Unix epoch.
pub(super) async fn examine(config: &Config, languages: Option<&[Faq]>, now: u64) -> Vec<Finding> {
    let Some(api) = Api::new(config, Arc::default()) else {
        return vec![bad(
            "token",
            format!("TELOXIDE_TOKEN is not set: {HOW_TO_GET_A_TOKEN}"),
        )];
    };
    let me: Me = match api.call(&GetMe::new()).await {
        Ok(me) => me,
        Err(failure) => return vec![no_bot(&failure)],
    };
    let name = me.user.username.as_deref().unwrap_or("?");
    let mut findings = vec![
        good("token", format!("is that of @{name}")),
        webhook(&api, config.webhook.as_ref()).await,
        if me.can_read_all_group_messages {
            good(
                "privacy mode",
                "is off: in groups the bot receives every message and answers those meant for it",
            )
        } else {
            good(
                "privacy mode",
                "is on: in groups the bot receives commands to it and replies to it, no mentions",
            )
        },
        if me.supports_inline_queries {
            good(
                "inline mode",
                format!("is on: @{name} and a question work in any chat"),
            )
        } else {
            good(
                "inline mode",
                "is off: switch it on with /setinline at @BotFather if you want it",
            )
        },
    ];
    if let Some(languages) = languages {
        findings.push(commands(&api, languages).await);
    }
    for chat in &config.operator_chats {
        findings.push(operators_chat(&api, *chat).await);
    }
    findings.push(clock(&api, now).await);
    findings
}

fn no_bot(failure: &Failure) -> Finding {
    if failure.is_token_refused() {
        bad(
            "token",
            "is refused by Telegram: copy it anew from @BotFather, or get a new one with /revoke there",
        )
    } else {
        bad(
            "Telegram",
            format!("cannot be asked: {failure}; see to the network and to TELOXIDE_API_URL"),
        )
    }
}

/// `ours` is the webhook that is to be, if the bot does not poll.
async fn webhook(api: &Api, ours: Option<&Webhook>) -> Finding {
    let found = match subscribe::info(api).await {
        Ok(found) => found,
        Err(failure) => return bad("webhook", format!("is not known: {failure}")),
    };
    match ours {
        None if found.url.is_empty() => good("webhook", "is not set, as polling needs it"),
        None => bad(
            "webhook",
            "is set, so that polling gets nothing: the bot takes it away when it starts; if it comes \
             back, another program uses this token",
        ),
        Some(_) if found.url.is_empty() => {
            good("webhook", "is not set: the bot sets it when it starts")
        }
        Some(ours) if found.is(&ours.url) => match found.last_error_message {
            None => good("webhook", "is set to WEBHOOK_URL"),
            Some(trouble) => good(
                "webhook",
                format!("is set to WEBHOOK_URL; the last post that failed: {trouble:?}"),
            ),
        },
        Some(_) => bad(
            "webhook",
            "is set to another address than WEBHOOK_URL: the bot sets its own when it starts; if the \
             other comes back, another program uses this token",
        ),
    }
}

async fn commands(api: &Api, languages: &[Faq]) -> Finding {
    let languages: Vec<_> = languages.iter().collect();
    match menu::is_set(api, &languages).await {
        Ok(true) => good("commands", "and descriptions are as they should be"),
        Ok(false) => good(
            "commands",
            "or descriptions differ: the bot sets them when it starts",
        ),
        Err(failure) => bad("commands", format!("are not known: {failure}")),
    }
}

async fn operators_chat(api: &Api, chat: i64) -> Finding {
    let asked = GetChat::new(ChatId(chat));
    match api.call::<_, serde_json::Value>(&asked).await {
        Ok(_) => good("operator's chat", format!("{chat} can be reached")),
        Err(failure) => bad(
            "operator's chat",
            format!(
                "{chat} cannot be reached: {failure}; a person has to send /start to the bot first, a \
                 group has to take it in"
            ),
        ),
    }
}

async fn clock(api: &Api, now: u64) -> Finding {
    match api.server_time().await {
        None => good(
            "clock",
            "cannot be compared: the server does not say the time",
        ),
        Some(theirs) => {
            let apart = theirs.abs_diff(now);
            if apart <= CLOCK_MAY_DIFFER.as_secs() {
                good("clock", format!("is right to {apart} s"))
            } else {
                bad(
                    "clock",
                    format!("is {apart} s off: set it, by NTP for example"),
                )
            }
        }
    }
}
