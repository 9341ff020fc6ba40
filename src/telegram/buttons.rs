//! What stands behind the buttons: data of at most 64 bytes, which anybody may forge.

use teloxide::types::{
    ForceReply, InlineKeyboardButton, InlineKeyboardButtonKind, InlineKeyboardMarkup, ReplyMarkup,
};

use super::acts;
use crate::faq::{is_id, tag};
use crate::reply::operator::Offer;
use crate::reply::{Choice, Labels, Target};

/// What a tap means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Button {
    /// Shows the entry with this id in place of the choices.
    Entry(String),
    /// None of the entries offered.
    NoneOfThese,
    /// Shows a page of the topics.
    Page(usize),
    /// Shows an entry found on a page of the topics.
    Browsed { page: usize, id: String },
    /// The answer with this entry was of use.
    Helpful(String),
    /// It was not: asks why.
    NotHelpful(String),
    /// It was not, for this reason.
    Because(Complaint, String),
}

/// Why an answer was of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Complaint {
    WrongTopic,
    DoesNotAnswer,
    Unclear,
}

/// The highest page that data may name; no FAQ has so many topics.
const MAX_PAGE: usize = 9_999;

impl Button {
    /// The data of the button, at most 64 bytes as ids have at most 40.
    pub(super) fn data(&self) -> String {
        match self {
            Self::Entry(id) => format!("e:{id}"),
            Self::NoneOfThese => "n".to_owned(),
            Self::Page(page) => format!("p:{page}"),
            Self::Browsed { page, id } => format!("b:{page}:{id}"),
            Self::Helpful(id) => format!("h:{id}"),
            Self::NotHelpful(id) => format!("u:{id}"),
            Self::Because(complaint, id) => format!("{}:{id}", complaint.letter()),
        }
    }

    /// The button that this data is of, if it is of one; in whatever language.
    pub(super) fn parse(data: &str) -> Option<Self> {
        let (data, _) = apart(data)?;
        if data == "n" {
            return Some(Self::NoneOfThese);
        }
        let id = |text: &str| is_id(text).then(|| text.to_owned());
        let page = |text: &str| text.parse().ok().filter(|page| *page <= MAX_PAGE);
        let (kind, rest) = data.split_once(':')?;
        Some(match kind {
            "e" => Self::Entry(id(rest)?),
            "p" => Self::Page(page(rest)?),
            "b" => {
                let (number, entry) = rest.split_once(':')?;
                Self::Browsed {
                    page: page(number)?,
                    id: id(entry)?,
                }
            }
            "h" => Self::Helpful(id(rest)?),
            "u" => Self::NotHelpful(id(rest)?),
            other => Self::Because(Complaint::from_letter(other)?, id(rest)?),
        })
    }

    /// What a tap on a button that is shown means.
    fn behind(shown: &InlineKeyboardButton) -> Option<Self> {
        match &shown.kind {
            InlineKeyboardButtonKind::CallbackData(data) => Self::parse(data),
            _ => None,
        }
    }

    /// Whether it is one of the buttons that are shown.
    pub(super) fn is_among(&self, shown: &InlineKeyboardMarkup) -> bool {
        let mut all = shown.inline_keyboard.iter().flatten();
        all.any(|button| Self::behind(button).as_ref() == Some(self))
    }

    fn labelled(&self, label: impl Into<String>) -> InlineKeyboardButton {
        InlineKeyboardButton::callback(label, self.data())
    }

    /// Whether it asks or tells what an answer was worth.
    pub(super) fn is_feedback(&self) -> bool {
        matches!(
            self,
            Self::Helpful(_) | Self::NotHelpful(_) | Self::Because(..)
        )
    }
}

/// What parts the language from the rest of the data.
const BEFORE_LANGUAGE: char = '@';

/// Data without its language, and that as a tag; `None` if what stands there cannot be one.
fn apart(data: &str) -> Option<(&str, Option<&str>)> {
    let Some((rest, language)) = data.split_once(BEFORE_LANGUAGE) else {
        return Some((data, None));
    };
    let is_tag = tag(language).is_some_and(|tag| tag == language);
    is_tag.then_some((rest, Some(language)))
}

/// The language in which a tap on the button with this data is answered; `None` for the default one.
pub(super) fn language_of(data: &str) -> Option<&str> {
    apart(data)?.1
}

impl Complaint {
    const ALL: [Self; 3] = [Self::WrongTopic, Self::DoesNotAnswer, Self::Unclear];

    fn letter(self) -> &'static str {
        match self {
            Self::WrongTopic => "w",
            Self::DoesNotAnswer => "d",
            Self::Unclear => "c",
        }
    }

    fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|complaint| complaint.letter() == letter)
    }

    fn label<'a>(self, labels: &Labels<'a>) -> &'a str {
        match self {
            Self::WrongTopic => labels.wrong_topic,
            Self::DoesNotAnswer => labels.does_not_answer,
            Self::Unclear => labels.unclear,
        }
    }
}

/// Rows of buttons, one below the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Keyboard {
    rows: Vec<Vec<InlineKeyboardButton>>,
    /// Whether it asks for a reply in place of offering something.
    asks: bool,
}

impl Keyboard {
    /// A row for each choice.
    pub(super) fn of_choices(choices: &[Choice]) -> Self {
        let row = |choice: &Choice| {
            let button = match &choice.target {
                // `check` refuses other ids, but the bot loads them: Telegram would not take them.
                Target::Entry(id) if !is_id(id) => return None,
                Target::Entry(id) => Button::Entry(id.clone()),
                Target::NoneOfThese => Button::NoneOfThese,
            };
            Some(vec![button.labelled(choice.label.clone())])
        };
        Self {
            rows: choices.iter().filter_map(row).collect(),
            asks: false,
        }
    }

    /// An operator's buttons.
    pub(super) fn of_offers(rows: &[Vec<Offer>]) -> Self {
        let mut keyboard = Self::default();
        for row in rows {
            let row = row.iter();
            let row = row.map(|offer| {
                InlineKeyboardButton::callback(offer.label.clone(), acts::data(&offer.act))
            });
            keyboard.add_row(row.collect());
        }
        keyboard
    }

    /// No button: whoever the message replies to is asked to reply to it.
    pub(super) fn asking() -> Self {
        Self {
            rows: Vec::new(),
            asks: true,
        }
    }

    /// A page of choices, with ways to the pages before and after it.
    pub(super) fn of_page(
        choices: &[Choice],
        page: usize,
        is_last: bool,
        labels: &Labels<'_>,
    ) -> Self {
        let mut keyboard = Self::default();
        for choice in choices {
            if let Target::Entry(id) = &choice.target
                && is_id(id)
            {
                let id = id.clone();
                let button = Button::Browsed { page, id };
                keyboard
                    .rows
                    .push(vec![button.labelled(choice.label.clone())]);
            }
        }
        let mut ways = Vec::new();
        if let Some(before) = page.checked_sub(1) {
            ways.push(Button::Page(before).labelled(labels.previous_page));
        }
        if !is_last {
            ways.push(Button::Page(page + 1).labelled(labels.next_page));
        }
        keyboard.add_row(ways);
        keyboard
    }

    /// Lets a tap on each button be answered in a language other than the default one, if it is not
    /// in one already.
    pub(super) fn speaking(mut self, tag: &str) -> Self {
        for button in self.rows.iter_mut().flatten() {
            if let InlineKeyboardButtonKind::CallbackData(data) = &mut button.kind
                && !data.contains(BEFORE_LANGUAGE)
            {
                data.push(BEFORE_LANGUAGE);
                data.push_str(tag);
            }
        }
        self
    }

    /// Adds a way back to a page of the topics.
    pub(super) fn add_way_back(&mut self, page: usize, labels: &Labels<'_>) {
        self.rows
            .push(vec![Button::Page(page).labelled(labels.back_to_topics)]);
    }

    /// Adds the question whether the answer with this entry was of use.
    pub(super) fn add_feedback(&mut self, id: &str, labels: &Labels<'_>) {
        self.rows.push(vec![
            Button::Helpful(id.to_owned()).labelled(labels.helpful),
            Button::NotHelpful(id.to_owned()).labelled(labels.not_helpful),
        ]);
    }

    /// Adds the question why it was not.
    pub(super) fn add_complaints(&mut self, id: &str, labels: &Labels<'_>) {
        for complaint in Complaint::ALL {
            let button = Button::Because(complaint, id.to_owned());
            self.rows
                .push(vec![button.labelled(complaint.label(labels))]);
        }
    }

    /// The buttons of a message, without those about feedback.
    pub(super) fn without_feedback(shown: &InlineKeyboardMarkup) -> Self {
        let keeps = |button: &InlineKeyboardButton| {
            !Button::behind(button).is_some_and(|button| button.is_feedback())
        };
        let mut keyboard = Self::default();
        for row in &shown.inline_keyboard {
            keyboard.add_row(row.iter().filter(|button| keeps(button)).cloned().collect());
        }
        keyboard
    }

    fn add_row(&mut self, row: Vec<InlineKeyboardButton>) {
        if !row.is_empty() {
            self.rows.push(row);
        }
    }

    /// As Telegram takes it with a new message; `None` if there is nothing to take.
    pub(super) fn of_new(&self) -> Option<ReplyMarkup> {
        if self.asks {
            return Some(ReplyMarkup::ForceReply(ForceReply::new().selective()));
        }
        self.markup().map(ReplyMarkup::InlineKeyboard)
    }

    /// As Telegram takes it; `None` without a button.
    pub(super) fn markup(&self) -> Option<InlineKeyboardMarkup> {
        (!self.rows.is_empty()).then(|| InlineKeyboardMarkup::new(self.rows.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 3] = ["de", "pt-BR", "sl-Latn-IT-nedis"];

    fn all() -> Vec<Button> {
        let id = || "a".repeat(40);
        let mut all = vec![
            Button::Entry(id()),
            Button::NoneOfThese,
            Button::Page(MAX_PAGE),
            Button::Browsed {
                page: MAX_PAGE,
                id: id(),
            },
            Button::Helpful(id()),
            Button::NotHelpful(id()),
        ];
        all.extend(Complaint::ALL.map(|complaint| Button::Because(complaint, id())));
        all
    }

    #[test]
    fn data_leads_back_to_its_button_and_fits() {
        for button in all() {
            let data = button.data();
            assert!(data.len() <= 64, "{data}");
            assert_eq!(Button::parse(&data), Some(button));
        }
    }

    #[test]
    fn language_of_a_button_fits_beside_it_and_is_found_again() {
        for button in all() {
            let data = button.data();
            assert_eq!(language_of(&data), None);
            for language in LANGUAGES {
                let keyboard = Keyboard {
                    rows: vec![vec![button.labelled("Label")]],
                    asks: false,
                };
                let keyboard = keyboard.speaking(language).speaking("fr");
                let InlineKeyboardButtonKind::CallbackData(data) = &keyboard.rows[0][0].kind else {
                    panic!("no data");
                };
                assert!(data.len() <= 64, "{data}");
                assert_eq!(language_of(data), Some(language));
                assert_eq!(Button::parse(data).as_ref(), Some(&button));
            }
        }
    }

    #[test]
    fn forged_data_is_no_button() {
        for data in [
            "",
            "x",
            "e:",
            "e:UPPER",
            "e:../../etc",
            "p:-1",
            "p:10000",
            "p:99999999999999999999",
            "b:1",
            "b:x:pain",
            "z:pain",
            "n:pain:",
            "n@",
            "e:pain@DE",
            "e:pain@de@de",
            "e:pain@<b>",
            "e:\u{1f600}",
        ] {
            assert_eq!(Button::parse(data), None, "{data:?}");
        }
    }
}
