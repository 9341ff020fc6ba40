//! Edits of the FAQ's files while the bot is at work: what they say is served, and shown in the menu,
//! from then on.

use std::sync::Arc;

use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::bot::Bot;
use super::{flaws, menu};
use crate::live::{Files, News};
use crate::reply::operator;

/// Serves what the files say whenever they are edited. An edit that cannot be served is told, and
/// what was served before stays.
pub(super) async fn follow(bot: Arc<Bot>, mut files: Files) {
    // It may have to wait for Telegram, which no edit does.
    let mut menu = JoinSet::new();
    menu.spawn(menu::show(Arc::clone(&bot)));
    let written = Arc::new(Notify::new());
    let mut looking = JoinSet::new();
    let dir = files.dir().to_owned();
    looking.spawn(flaws::follow(Arc::clone(&bot), dir, Arc::clone(&written)));
    loop {
        match files.news().await {
            News::Edited(assistant) => {
                let entries = assistant.faq().entries.len();
                let version = assistant.version().to_owned();
                let was_broken = bot.serving.is_broken();
                bot.serving.replace(*assistant);
                if was_broken {
                    bot.operators.tell(operator::mended());
                }
                log::info!("the FAQ was edited: version {version} with {entries} entries is live");
                bot.api.metrics().faq(version, entries);
                written.notify_one();
                menu.shutdown().await;
                menu.spawn(menu::show(Arc::clone(&bot)));
            }
            News::Broken(why) => {
                bot.serving.broken(&why);
                bot.operators.tell(operator::broken(&why));
                log::error!(
                    "the FAQ was edited and cannot be used like this, so what it said before stays: {why}"
                );
            }
            News::Mended => {
                bot.serving.mended();
                bot.operators.tell(operator::mended());
                log::info!("the files of the FAQ say again what is live");
                written.notify_one();
            }
            News::Rewritten => written.notify_one(),
        }
    }
}
