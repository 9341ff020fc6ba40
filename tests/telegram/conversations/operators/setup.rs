//! A small FAQ, open questions of it, and an operator.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::kept::keep;
use super::starts;
use crate::conversations::folder::{folder, topic};
use crate::script::received::Received;
use crate::script::{Chat, Setup, World, anything, starts_with};

pub(super) const UMBRELLA: &str = "will my umbrella help";
pub(super) const XYLOPHONES: &str = "do you sell xylophones";
pub(super) const ADD: &str = "Add to “What about rain?”";

/// How it begins when what was shown with a button is shown anew.
pub(super) const ANEW: &str =
    "The files have changed since this was shown, so nothing was written. As they are now:";

/// What is open, and how often it was asked.
const OPEN: [(&str, usize); 3] = [
    (UMBRELLA, 3),
    ("will my umbrellas help?", 1),
    (XYLOPHONES, 1),
];

pub(super) const RAIN: &str = "\
+++
title = \"What about rain?\"
questions = [
  \"does it rain\", # every day
  \"will it help to bring a coat\",
]
+++
Take a *coat*.
";

/// A FAQ of two topics, one of them with a comment.
pub(super) fn faq() -> TempDir {
    let faq = folder();
    topic(faq.path(), "cost", "What does it cost?", "", "Ten an hour.");
    fs::write(rain(faq.path()), RAIN).expect("a topic");
    faq
}

pub(super) fn rain(faq: &Path) -> PathBuf {
    faq.join("topics/rain.md")
}

pub(super) fn says(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

/// A world in which questions are open, with an operator's chat, before the bot is started.
pub(super) async fn world(setup: Setup) -> (Arc<World>, Chat) {
    let world = World::without_bot(setup);
    keep(&world, &OPEN).await;
    let olga = world.private("Olga");
    (world, olga)
}

/// The same with the bot started.
pub(super) async fn operator(faq: &TempDir) -> Chat {
    let (world, olga) = world(Setup::default().faq(faq.path())).await;
    starts(&world, &[olga.id()]);
    olga
}

/// The first open question.
pub(super) async fn first(olga: &Chat) -> Received {
    olga.says("/unanswered").await;
    olga.gets(starts_with("Open question 1 of ")).await
}

/// Asks until the answer holds `part`: what is written is live within two seconds.
pub(super) async fn asks_until(chat: &Chat, question: &str, part: &str) {
    let start = Instant::now();
    loop {
        chat.says(question).await;
        let got = chat.gets(anything()).await;
        if got.text().contains(part) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{}", got.text());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
