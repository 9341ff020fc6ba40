//! What is shown nowhere.

use std::fmt;

use super::Error;
use super::settings::TOKEN;

/// A text that is shown nowhere: its `Debug` is `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for what needs it and nothing else.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A bot's token. Whoever holds it is the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    text: Secret,
    bot: u64,
}

impl Token {
    /// The token itself, for the address of a request and nothing else.
    #[must_use]
    pub fn secret(&self) -> &str {
        self.text.secret()
    }

    /// The bot's number, which stands before the colon and is no secret.
    #[must_use]
    pub fn bot(&self) -> u64 {
        self.bot
    }
}

/// The token stands in the path of every request, so that it can hold nothing that ends a path.
pub(super) fn token(text: String) -> Result<Token, Error> {
    let bot = text.split_once(':').and_then(|(bot, rest)| {
        let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
        let is_token = !rest.is_empty() && rest.bytes().all(is_fit);
        let is_number = bot.bytes().all(|byte| byte.is_ascii_digit());
        bot.parse().ok().filter(|_| is_token && is_number)
    });
    let Some(bot) = bot else {
        return Err(Error::secret(
            TOKEN,
            "a token as @BotFather gives it: a number, a colon, and letters, digits, _ and -",
            "something else",
        ));
    };
    Ok(Token {
        text: Secret(text),
        bot,
    })
}
