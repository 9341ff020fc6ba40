//! What there is to be set.

/// A setting as people are told of it. The same stands in `.env.example` and in the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Name of the environment variable.
    pub name: &'static str,
    /// What holds if it is not set; empty if nothing does.
    pub default: &'static str,
    /// What it is counted in, or what it is.
    pub unit: &'static str,
    /// What it does.
    pub sentence: &'static str,
}

/// Every setting, in the order in which they are shown.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: TOKEN,
        default: "",
        unit: "text",
        sentence: "The bot's token, which @BotFather gives; needed to serve Telegram.",
    },
    Setting {
        name: API_URL,
        default: "https://api.telegram.org",
        unit: "address",
        sentence: "The Bot API server, if it is another than Telegram's own.",
    },
    Setting {
        name: "FAQ_DIR",
        default: "faq",
        unit: "folder",
        sentence: "The folder of the FAQ; the option --faq goes before it.",
    },
    Setting {
        name: FLOOD_BURST,
        default: "20",
        unit: "messages",
        sentence: "How many messages one person may send at once before the bot falls silent.",
    },
    Setting {
        name: FLOOD_PER_MINUTE,
        default: "20",
        unit: "messages a minute",
        sentence: "How many messages of one person are answered in the long run.",
    },
    Setting {
        name: MAX_MESSAGE_AGE,
        default: "3600",
        unit: "seconds",
        sentence: "Messages that have waited longer than this, after an outage, are not answered any more.",
    },
    Setting {
        name: OPERATOR_CHATS,
        default: "",
        unit: "chat ids",
        sentence: "The chats in which the operator's commands work, with commas between; in a group every member is an operator.",
    },
    Setting {
        name: WEBHOOK_URL,
        default: "",
        unit: "address",
        sentence: "Where Telegram posts updates, by https; its path is the one served. Without it the bot polls.",
    },
    Setting {
        name: WEBHOOK_ADDR,
        default: "127.0.0.1:8080",
        unit: "address and port",
        sentence: "Where the bot listens for what is posted to WEBHOOK_URL, by plain http.",
    },
    Setting {
        name: WEBHOOK_SECRET,
        default: "",
        unit: "text",
        sentence: "What Telegram shows with each update that it posts; derived from the token if not set.",
    },
    Setting {
        name: WEBHOOK_CONNECTIONS,
        default: "40",
        unit: "connections",
        sentence: "How many updates Telegram may post at the same time, at most 100.",
    },
    Setting {
        name: HEALTH_ADDR,
        default: "",
        unit: "address and port",
        sentence: "Where /healthz, /readyz and /metrics are served; a port alone is one of this machine.",
    },
    Setting {
        name: DATA_DIR,
        default: "data",
        unit: "folder",
        sentence: "The folder of the database bot.db.",
    },
    Setting {
        name: DATABASE_URL,
        default: "",
        unit: "address",
        sentence: "A PostgreSQL database in place of that file, for several replicas: postgres://...",
    },
    Setting {
        name: STORAGE_KEY,
        default: "",
        unit: "text",
        sentence: "The key under which updates are stored; from STORAGE_KEY_FILE if not set.",
    },
    Setting {
        name: STORAGE_KEY_FILE,
        default: "storage.key",
        unit: "file",
        sentence: "The file of that key, outside of DATA_DIR; generated if there is none.",
    },
    Setting {
        name: UNANSWERED,
        default: "on",
        unit: "on or off",
        sentence: "Whether questions that were not answered are kept, without anybody's name; off deletes those there are.",
    },
    Setting {
        name: UNANSWERED_DAYS,
        default: "30",
        unit: "days",
        sentence: "How long they are kept, at most 365.",
    },
    Setting {
        name: UNANSWERED_MIN_ASKERS,
        default: "2",
        unit: "people",
        sentence: "How many different people must have asked alike before a question is shown, at most 100.",
    },
    Setting {
        name: LOG,
        default: "info",
        unit: "level",
        sentence: "What is logged on standard error: off, error, warn, info, debug or trace.",
    },
    Setting {
        name: "NO_COLOR",
        default: "",
        unit: "text",
        sentence: "If it holds anything, nothing is painted on a terminal.",
    },
];

pub(super) const LOG: &str = "RUST_LOG";
pub(super) const TOKEN: &str = "TELOXIDE_TOKEN";
pub(super) const API_URL: &str = "TELOXIDE_API_URL";
pub(super) const FLOOD_BURST: &str = "FLOOD_BURST";
pub(super) const FLOOD_PER_MINUTE: &str = "FLOOD_PER_MINUTE";
pub(super) const MAX_MESSAGE_AGE: &str = "MAX_MESSAGE_AGE_SECONDS";
pub(super) const OPERATOR_CHATS: &str = "OPERATOR_CHAT_IDS";
pub(super) const WEBHOOK_URL: &str = "WEBHOOK_URL";
pub(super) const WEBHOOK_ADDR: &str = "WEBHOOK_ADDR";
pub(super) const WEBHOOK_SECRET: &str = "WEBHOOK_SECRET";
pub(super) const WEBHOOK_CONNECTIONS: &str = "WEBHOOK_CONNECTIONS";
pub(super) const HEALTH_ADDR: &str = "HEALTH_ADDR";
pub(super) const DATA_DIR: &str = "DATA_DIR";
pub(super) const DATABASE_URL: &str = "DATABASE_URL";
pub(super) const STORAGE_KEY: &str = "STORAGE_KEY";
pub(super) const STORAGE_KEY_FILE: &str = "STORAGE_KEY_FILE";

pub(super) const UNANSWERED: &str = "UNANSWERED";
pub(super) const UNANSWERED_DAYS: &str = "UNANSWERED_DAYS";
pub(super) const UNANSWERED_MIN_ASKERS: &str = "UNANSWERED_MIN_ASKERS";

pub(super) fn default_of(name: &str) -> &'static str {
    SETTINGS
        .iter()
        .find(|setting| setting.name == name)
        .map_or("", |setting| setting.default)
}
