//! What the README shows is what the program says.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use skincare_faq_bot::faq::load;
use skincare_faq_bot::matcher::Matcher;
use skincare_faq_bot::reply::{compose, render};

/// Words parted by single spaces, without the numbers of choices.
fn plain(text: &str) -> String {
    let words = text.split_whitespace();
    let words = words.filter(|word| !word.chars().all(|char| char.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn conversation_in_the_readme_is_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, shown) = readme.split_once("-- chat\n> ").unwrap();
    let (shown, _) = shown.split_once("\n```").unwrap();
    let faq = load(&root.join("faq")).unwrap();
    let matcher = Matcher::new(&faq);
    let turns: Vec<_> = shown.split("\n> ").collect();
    assert!(turns.len() >= 4, "{} turns", turns.len());
    for turn in turns {
        let (question, reply) = turn.split_once('\n').unwrap();
        let said = compose(&faq, &matcher.decide(question), Date::MIN);
        let choices = said.choices.iter().map(|choice| choice.label.as_str());
        let choices: Vec<_> = choices.collect();
        let said = plain(&format!(
            "{}\n{}",
            render::plain(&said, false),
            choices.join("\n")
        ));
        for piece in reply.split("[...]").map(plain) {
            assert!(
                said.contains(&piece),
                "{question}\nshown: {piece}\nsaid: {said}"
            );
        }
    }
}
