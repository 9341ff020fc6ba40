//! What holds for any message.

use proptest::prelude::*;

use super::tests::{knows, scrubbed};
use super::*;

/// How a message tells a name, `_` in its place: with a capital.
const WITH_A_CAPITAL: &[&str] = &[
    "Hi, I'm _. Does it hurt?",
    "this is _, does it hurt",
    "It's _ again, does it hurt",
    "soy _, does it hurt",
    "Ich bin _, does it hurt",
    "_ here, does it hurt",
    "my sister _ had it",
    "Dr _ said so",
    "does it hurt? Regards, _",
    "does it hurt?\n- _",
    "does it hurt? _",
    "I live in _, does it hurt",
    "I'm Anna _, does it hurt",
    "hello _, does it hurt",
    "I'm the one, _, does it hurt",
    "I'm not _, does it hurt",
    "I'm from here, but we're _ and red, does it hurt",
];

/// As well without one.
const WITHOUT: &[&str] = &[
    "im _, does it hurt",
    "my name is _ does it hurt",
    "me llamo _ does it hurt",
    "call me _ does it hurt",
    "thanks, _",
    "does it hurt?\n_",
    "my insta is _, does it hurt",
    "_@example.com hurts",
    "_ at example dot com hurts",
    "t.me/_ hurts",
    "i am from _, does it hurt",
    "i'm _ing, does it hurt",
    "i'm _ent, does it hurt",
    "I'm/_ does it hurt",
    "I'm(_) does it hurt",
    "I'm, _, does it hurt",
    "I'm\u{200b}_ does it hurt",
    "i\u{2032}m <b>_</b> does it hurt",
    "i'm still _ does it hurt",
    "I'm van der _ does it hurt",
];

/// A name that no list has.
fn name() -> impl Strategy<Value = String> {
    "[BDFGKLMPRTVZ][aeou][bdfgklmprtvz][aeou][bdfgklmprtvz][aeou]"
}

/// Words that no rule is about.
const PLAIN: &[&str] = &[
    "after", "afraid", "and", "bad", "better", "bleeding", "boat", "days", "does", "feel", "hurt",
    "I", "if", "it", "months", "much", "nervous", "not", "pain", "red", "should", "so", "swim",
    "the", "to", "two", "very", "weeks", "what", "when", "with", "wrong",
];

/// The letters of a text, in their order.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphabetic())
}

/// Whether all letters of `part` stand in `whole`, in this order.
fn is_left_of(part: &str, whole: &str) -> bool {
    let mut whole = letters(whole);
    letters(part).all(|c| whole.any(|other| other == c))
}

/// Pieces that give somebody away, and what may stand around them.
fn telling() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("anna.k@example.com".to_owned()),
        Just("an\u{200b}na\u{ff20}example\u{ff0e}com".to_owned()),
        Just("http://example.com/x".to_owned()),
        Just("www.example.org".to_owned()),
        Just("t.me/anna".to_owned()),
        Just("@anna".to_owned()),
        Just("+49 170 1234567".to_owned()),
        Just("I'm Anna".to_owned()),
        Just("my name is Anna Kowalska".to_owned()),
        Just("thanks, Peter".to_owned()),
        "\\p{Nd}{1,4}",
        "[a-zA-Z.@/:_' -]{0,12}",
        "\\PC{0,8}",
        "[\u{200b}-\u{200f}\u{ff10}-\u{ff19}\u{660}-\u{669}\u{e0041}e\u{301}\n .]{0,6}",
        Just("does it hurt.is it bad".to_owned()),
        Just("___".to_owned()),
    ];
    let gap = prop_oneof![Just(" "), Just(""), Just("\n"), Just(", "), Just(". ")];
    let pieces = proptest::collection::vec((piece, gap), 0..14);
    pieces.prop_map(|pieces| {
        let parts = pieces.iter().flat_map(|(piece, gap)| [piece.as_str(), gap]);
        parts.collect()
    })
}

/// Whether a piece looks like the name of a host: letters, a point, two letters or more.
fn is_host(text: &str) -> bool {
    let letters = |part: &str| part.chars().take_while(|c| c.is_alphabetic()).count();
    text.match_indices('.')
        .any(|(at, _)| text[..at].ends_with(char::is_alphanumeric) && letters(&text[at + 1..]) >= 2)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_that_tells_is_left(message in telling()) {
        if let Some(text) = scrubbed(&message) {
            prop_assert_eq!(scrubbed(&text), Some(text.clone()), "twice");
            let lower = text.to_lowercase();
            prop_assert!(!text.contains(|c: char| c.is_numeric() || c == '@' || c.is_control()), "{text}");
            prop_assert!(!lower.contains("http") && !lower.contains("www"), "{text}");
            prop_assert!(!is_host(&text), "{text}");
            prop_assert!(text.chars().count() <= MOST_CHARS);
            prop_assert!(!lower.contains("kowalska") && !lower.contains("anna.k"), "{text}");
        }
    }

    #[test]
    fn any_text_at_all_is_scrubbed_once_and_for_all(message in "(?s).{0,400}") {
        if let Some(text) = scrubbed(&message) {
            prop_assert_eq!(scrubbed(&text), Some(text.clone()));
            prop_assert!(text.chars().count() <= MOST_CHARS);
            prop_assert!(!text.contains(|c: char| c.is_numeric() || c == '@'));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn names_go_wherever_they_are_told(
        name in name(),
        frame in prop::sample::select(WITH_A_CAPITAL),
        small in prop::sample::select(WITHOUT),
    ) {
        let cases = [
            (frame, name.clone()),
            (small, name.clone()),
            (small, name.to_lowercase()),
        ];
        for (frame, name) in cases {
            let left = scrubbed(&frame.replace('_', &name)).unwrap_or_default();
            prop_assert!(!left.to_lowercase().contains(&name.to_lowercase()), "{frame}: {left}");
            prop_assert!(left.contains("hurt") == frame.contains("hurt"), "{frame}: {left}");
        }
    }

    #[test]
    fn what_is_left_keeps_its_order(message in telling(), any in "(?s).{0,200}") {
        for message in [message, any] {
            if let Some(text) = scrubbed(&message) {
                prop_assert!(is_left_of(&text, &clean(&message)), "{message:?}: {text:?}");
            }
        }
    }

    #[test]
    fn what_no_rule_touches_stays_as_it_is(
        words in prop::collection::vec(prop::sample::select(PLAIN), 1..30),
        end in prop::sample::select(&["", ".", "?", "!"][..]),
    ) {
        let message = words.join(" ") + end;
        prop_assert!(words.iter().all(|word| knows(&word.to_lowercase())));
        prop_assert_eq!(scrubbed(&message), Some(message));
    }
}
