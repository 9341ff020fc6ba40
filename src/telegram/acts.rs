//! What stands behind the operator's buttons: data of at most 64 bytes, which anybody may forge.

use crate::faq::{Kind, is_id};
use crate::reply::operator::{Act, QuestionKey, Stamp};

/// The highest place or page that data may name.
const MOST: usize = 9_999;

/// So many digits has the key of a question; what follows them at once is the stamp of a change.
const KEY: usize = 16;

/// The data of a button, at most 64 bytes as ids have at most 40. None of the other buttons' data
/// begins like this.
pub(super) fn data(act: &Act) -> String {
    match act {
        Act::Show(at) => format!("o:s:{at}"),
        Act::Question(question) => format!("o:q:{question}"),
        Act::Add(question, stamp, entry) => format!("o:a:{question}{}:{entry}", written(*stamp)),
        Act::Others(question, page) => format!("o:o:{question}:{page}"),
        Act::Weigh(question, entry) => format!("o:w:{question}:{entry}"),
        Act::New(question) => format!("o:n:{question}"),
        Act::Create(question, stamp, kind) => {
            format!("o:c:{question}{}:{}", written(*stamp), letter(*kind))
        }
        Act::Ignore(question) => format!("o:i:{question}"),
    }
}

/// What a tap on a button with this data does, if it is one of these.
pub(super) fn parse(data: &str) -> Option<Act> {
    let (act, rest) = data.strip_prefix("o:")?.split_once(':')?;
    let number = |text: &str| text.parse().ok().filter(|number| *number <= MOST);
    if act == "s" {
        return Some(Act::Show(number(rest)?));
    }
    let (question, more) = match rest.split_once(':') {
        Some((question, more)) => (question, Some(more)),
        None => (rest, None),
    };
    let (question, stamp) = question.split_at_checked(KEY)?;
    let question = QuestionKey::parse(question)?;
    let stamp = match stamp {
        "" => None,
        stamp => Some(Stamp::parse(stamp).filter(|_| matches!(act, "a" | "c"))?),
    };
    let entry = || more.filter(|id| is_id(id)).map(str::to_owned);
    Some(match (act, more) {
        ("a", _) => Act::Add(question, stamp, entry()?),
        ("w", _) => Act::Weigh(question, entry()?),
        ("o", Some(page)) => Act::Others(question, number(page)?),
        ("c", Some(kind)) => Act::Create(question, stamp, kind_of(kind)?),
        ("n", None) => Act::New(question),
        ("q", None) => Act::Question(question),
        ("i", None) => Act::Ignore(question),
        _ => return None,
    })
}

fn written(stamp: Option<Stamp>) -> String {
    stamp.map_or_else(String::new, |stamp| stamp.to_string())
}

fn letter(kind: Kind) -> &'static str {
    match kind {
        Kind::Topic => "t",
        Kind::NotCovered => "n",
        Kind::SmallTalk => "s",
    }
}

fn kind_of(letter: &str) -> Option<Kind> {
    let mut all = Kind::ALL.into_iter();
    all.find(|kind| self::letter(*kind) == letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telegram::buttons::Button;

    fn all() -> Vec<Act> {
        let (question, id) = (QuestionKey(u64::MAX), || "a".repeat(40));
        let stamp = Some(Stamp::of(-1));
        vec![
            Act::Show(MOST),
            Act::Add(question, stamp, id()),
            Act::Add(QuestionKey(7), Some(Stamp::of(0)), id()),
            Act::Add(question, None, id()),
            Act::Others(question, MOST),
            Act::Weigh(QuestionKey(7), id()),
            Act::New(question),
            Act::Create(question, stamp, Kind::Topic),
            Act::Create(question, None, Kind::NotCovered),
            Act::Question(question),
            Act::Ignore(question),
        ]
    }

    #[test]
    fn data_leads_back_to_its_act_and_to_no_other_button() {
        for act in all() {
            let data = data(&act);
            assert!(data.len() <= 64, "{data}");
            assert_eq!(parse(&data), Some(act));
            assert_eq!(Button::parse(&data), None);
        }
    }

    #[test]
    fn forged_data_does_nothing() {
        for data in [
            "o:",
            "o:s:",
            "o:s:-1",
            "o:s:10000",
            "o:a:0000000000000007:",
            "o:a:0000000000000007:../x",
            "o:a:7:pain",
            "o:a:000000000000000712:pain",
            "o:a:00000000000000071234:pain",
            "o:a:000000000000000712!:pain",
            "o:a:0000000000000007\u{e9}12:pain",
            "o:a:000000000000000\u{e9}:pain",
            "o:w:0000000000000007123:pain",
            "o:i:0000000000000007123",
            "o:a:+000000000000007:pain",
            "o:o:0000000000000007:x",
            "o:c:0000000000000007:x",
            "o:n:0000000000000007:pain",
            "o:x:0000000000000007",
            "o:i:00000000000000g7",
            "e:pain",
        ] {
            assert_eq!(parse(data), None, "{data:?}");
        }
    }
}
