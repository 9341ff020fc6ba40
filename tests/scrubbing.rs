//! What is left of messages as people write them, beside the shipped FAQ.

use std::path::Path;
use std::sync::LazyLock;

use skincare_faq_bot::faq::load;
use skincare_faq_bot::matcher::Matcher;
use skincare_faq_bot::scrub::scrub;

static SHIPPED: LazyLock<Matcher> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("faq");
    Matcher::new(&load(&folder).unwrap())
});

/// What is left of a message in which line breaks are written `\n`.
fn left_of(message: &str) -> String {
    let message = message.replace("\\n", "\n");
    scrub(&message, |word| SHIPPED.knows(word)).unwrap_or_default()
}

/// The messages of which something else is left than expected, for the report of a failure.
fn wrong<'a>(expected: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (message, expected) in expected {
        count += 1;
        let left = left_of(message);
        if left != expected {
            wrong.push(format!("{message}\n  is:     {left}\n  should: {expected}"));
        }
    }
    assert!(count > 200, "only {count} messages were read");
    wrong
}

#[test]
fn what_tells_whose_a_message_is_goes_and_the_rest_stays() {
    let lines: Vec<&str> = include_str!("data/scrubbed.txt").lines().collect();
    let pairs = lines.chunks(2).map(|pair| match pair {
        [message, left] => (*message, left.trim_start()),
        _ => panic!("{pair:?} is no message with what is left of it"),
    });
    let wrong = wrong(pairs);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_tells_nothing_of_a_person_stays() {
    let messages = include_str!("data/unscrubbed.txt").lines();
    let wrong = wrong(messages.map(|message| (message, message)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
