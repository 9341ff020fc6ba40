//! What a test starts with.

use std::fmt::Display;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// A bot inside of the test: given the address of the server, it runs until it is dropped.
pub(crate) type InProcess =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// What a test starts with. Without more words: the program with the shipped FAQ, in a world where
/// nothing goes wrong and groups show it everything.
#[derive(Clone)]
pub(crate) struct Setup {
    pub(super) faq: PathBuf,
    pub(super) environment: Vec<(String, String)>,
    pub(super) patience: Duration,
    pub(super) privacy_mode: bool,
    pub(super) in_process: Option<InProcess>,
    pub(super) marker: String,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            faq: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/faq")),
            environment: Vec::new(),
            patience: Duration::from_secs(20),
            privacy_mode: false,
            in_process: None,
            marker: "/help".to_owned(),
        }
    }
}

impl Setup {
    /// Another folder of questions and answers.
    pub(crate) fn faq(mut self, folder: impl Into<PathBuf>) -> Self {
        self.faq = folder.into();
        self
    }

    /// A variable of the program's environment, such as `FLOOD_BURST`.
    pub(crate) fn env(mut self, name: &str, value: impl Display) -> Self {
        self.environment.push((name.to_owned(), value.to_string()));
        self
    }

    /// How long to wait for what should come at once, before the test fails.
    pub(crate) fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Groups show the bot only what privacy mode lets through.
    pub(crate) fn privacy_mode(mut self) -> Self {
        self.privacy_mode = true;
        self
    }

    /// A bot inside of the test in place of the program.
    pub(crate) fn bot<F>(mut self, run: impl Fn(String) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.in_process = Some(Arc::new(move |url| Box::pin(run(url))));
        self
    }

    /// A message that the bot always answers, with a reply to it.
    pub(crate) fn marker(mut self, text: &str) -> Self {
        text.clone_into(&mut self.marker);
        self
    }
}
