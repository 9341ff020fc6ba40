//! The turns of a conversation, without input and output.

use jiff::civil::Date;

use crate::assistant::{Assistant, EditionIndex};
use crate::faq::Faq;
use crate::reply::{self, Choice, Reply, Target};

const HELP: &str = "\
Here in the terminal, the number of a choice picks it, and /quit leaves; so do Ctrl-D and Ctrl-C.";

const UNKNOWN_CHOICE: &str = "There is no choice with that number; pick another, or ask.";

/// What one line leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// The bot says this.
    Reply(Reply),
    /// The bot says this, and the command line adds something about itself.
    Noted(Reply, &'static str),
    /// The command line says this about itself.
    Note(&'static str),
    /// A blank line: nothing to say.
    Nothing,
    /// The conversation is over.
    Quit,
}

/// A conversation: the bot, and the choices that it offered last.
pub(super) struct Session {
    bot: Assistant,
    /// The language in which was talked last.
    edition: EditionIndex,
    /// Whether that stays.
    is_forced: bool,
    /// The day on which something is said.
    today: fn() -> Date,
    open: Vec<Choice>,
}

impl Session {
    /// A conversation in the language of each message, or in one alone if it is `forced`.
    pub(super) fn new(bot: Assistant, forced: Option<EditionIndex>, today: fn() -> Date) -> Self {
        Self {
            bot,
            edition: forced.unwrap_or_default(),
            is_forced: forced.is_some(),
            today,
            open: Vec::new(),
        }
    }

    /// The first words.
    pub(super) fn greet(&mut self) -> Turn {
        let greeting = reply::start(self.faq());
        self.reply(greeting)
    }

    fn faq(&self) -> &Faq {
        self.bot.edition(self.edition).faq()
    }

    /// What comes of one line: a command, the number of a choice, or a message.
    pub(super) fn turn(&mut self, line: &str) -> Turn {
        let faq = self.faq();
        let typed = line.trim();
        let reply = match typed.to_lowercase().as_str() {
            "" => return Turn::Nothing,
            "/quit" | "/exit" | "quit" | "exit" => return Turn::Quit,
            "/start" => reply::start(faq),
            "/topics" => reply::topics(faq),
            "/help" => {
                let help = reply::help(faq);
                self.open.clone_from(&help.choices);
                return Turn::Noted(help, HELP);
            }
            "/about" => reply::about(faq),
            // Nothing of what is typed here is kept.
            "/privacy" => reply::privacy(faq, None),
            command if command.starts_with('/') => reply::unknown_command(faq),
            _ => match number(typed).filter(|_| !self.open.is_empty()) {
                Some(number) => match self.choice(number) {
                    Some(Target::NoneOfThese) => reply::none_of_these(faq),
                    Some(Target::Entry(id)) => match faq.find(id) {
                        Some(entry) => reply::chosen(faq, entry, (self.today)()),
                        None => reply::stale(faq),
                    },
                    None => return Turn::Note(UNKNOWN_CHOICE),
                },
                None => self.answer(line),
            },
        };
        self.reply(reply)
    }

    fn answer(&mut self, line: &str) -> Reply {
        if !self.is_forced {
            self.edition = self.bot.choose(line, self.edition);
        }
        let edition = self.bot.edition(self.edition);
        reply::compose(edition.faq(), &edition.decide(line).0, (self.today)())
    }

    /// The choice with this number, if it is open.
    fn choice(&self, number: usize) -> Option<&Target> {
        let choice = self.open.get(number.checked_sub(1)?)?;
        Some(&choice.target)
    }

    fn reply(&mut self, reply: Reply) -> Turn {
        self.open.clone_from(&reply.choices);
        Turn::Reply(reply)
    }
}

/// The number that was typed, if it is nothing else. One too large to count is no choice either.
fn number(typed: &str) -> Option<usize> {
    let digits = typed.trim_end_matches(['.', ')']);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::render;
    use crate::reply::sample::{TODAY, boat_hire};

    fn session() -> Session {
        Session::new(Assistant::new(boat_hire()), None, || TODAY)
    }

    #[track_caller]
    fn check(session: &mut Session, line: &str, start: &str) {
        match session.turn(line) {
            Turn::Reply(reply) => {
                let text = render::plain(&reply, false);
                assert!(text.starts_with(start), "{line:?} got {text:?}");
            }
            other => panic!("{line:?} got {other:?}"),
        }
    }

    #[test]
    fn number_picks_an_open_choice() {
        let mut session = session();
        session.greet();
        check(&mut session, "2", "When are you open?");
        check(&mut session, " 1. ", "What about rain?");
    }

    #[test]
    fn number_is_a_message_where_nothing_is_offered() {
        check(&mut session(), "1", "Sorry, I have no answer");
    }

    #[test]
    fn number_that_is_not_offered_keeps_the_choices_open() {
        let mut session = session();
        session.greet();
        for number in ["0", "99", "99999999999999999999999.", "00"] {
            assert_eq!(session.turn(number), Turn::Note(UNKNOWN_CHOICE), "{number}");
        }
        check(&mut session, "2", "When are you open?");
    }

    #[test]
    fn none_of_these_can_be_picked() {
        let mut session = session();
        session.open = vec![Choice {
            label: "None of these".to_owned(),
            target: Target::NoneOfThese,
        }];
        check(&mut session, "1", "Please try other words");
    }

    #[test]
    fn choice_whose_entry_is_gone_says_so() {
        let mut session = session();
        session.open = vec![Choice {
            label: "Gone".to_owned(),
            target: Target::Entry("gone".to_owned()),
        }];
        check(&mut session, "1", "Sorry, that choice is no longer there");
    }

    #[test]
    fn every_command_that_is_listed_is_known() {
        let mut session = session();
        let unknown = Turn::Reply(reply::unknown_command(session.bot.faq()));
        for command in reply::commands(&boat_hire()) {
            let turn = session.turn(&format!("/{}", command.name));
            assert_ne!(turn, unknown, "{}", command.name);
        }
    }

    #[test]
    fn commands_are_no_messages() {
        let mut session = session();
        check(&mut session, "/topics", "You can ask about:");
        check(&mut session, "/about", "Questions and answers");
        check(
            &mut session,
            "/privacy",
            "What you write is not kept once it is answered.",
        );
        check(
            &mut session,
            "/nonsense",
            "Sorry, I don't know that command.",
        );
        let help = reply::help(session.bot.faq());
        for line in ["/help", " /Help "] {
            assert_eq!(session.turn(line), Turn::Noted(help.clone(), HELP));
        }
        assert_eq!(session.turn("   "), Turn::Nothing);
        for quit in ["/quit", "/exit", "quit", "Exit"] {
            assert_eq!(session.turn(quit), Turn::Quit, "{quit}");
        }
    }

    #[test]
    fn question_is_answered() {
        check(
            &mut session(),
            "what does it cost",
            "What does it cost?\nTen an hour",
        );
    }
}
