//! The bot to compare with: teloxide's dispatcher, and the same answer to everything.

use std::process::ExitCode;

use teloxide::dispatching::{Dispatcher, UpdateFilterExt as _};
use teloxide::dptree;
use teloxide::prelude::{Bot, Requester as _};
use teloxide::types::{Message, Update};

/// What makes this program that bot; the address of the server follows.
pub(super) const ARGUMENT: &str = "constant-bot";

/// Answers until the process is ended.
pub(super) fn run(server: &str) -> ExitCode {
    let Ok(server) = server.parse() else {
        return ExitCode::FAILURE;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return ExitCode::FAILURE;
    };
    runtime.block_on(async {
        let bot = Bot::new("1:constant").set_api_url(server);
        let answer = |bot: Bot, message: Message| async move {
            bot.send_message(message.chat.id, "A constant.")
                .await
                .map(|_| ())
        };
        let tree = dptree::entry().branch(Update::filter_message().endpoint(answer));
        Dispatcher::builder(bot, tree).build().dispatch().await;
    });
    ExitCode::SUCCESS
}
