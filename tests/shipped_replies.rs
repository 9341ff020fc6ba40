//! What the shipped bot says beside its answers: it tells who it is, and Telegram takes all of it.

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use skincare_faq_bot::faq::{EntryIndex, Faq, load};
use skincare_faq_bot::reply::render::{self, TELEGRAM_MAX_UTF16};
use skincare_faq_bot::reply::{self, Media, Reply, Target};

static FAQ: LazyLock<Faq> =
    LazyLock::new(|| load(Path::new(env!("CARGO_MANIFEST_DIR")).join("faq").as_path()).unwrap());

#[track_caller]
fn check_says(reply: &Reply, texts: &[&str]) {
    let said = render::telegram_text(reply).to_lowercase();
    for text in texts {
        assert!(said.contains(text), "no {text:?} in {said:?}");
    }
}

#[test]
fn start_says_that_it_is_automatic_no_doctor_and_what_it_answers() {
    let start = reply::start(&FAQ);
    check_says(
        &start,
        &["automatic", "not a doctor", "ask me", "not medical advice"],
    );
    assert!(!start.choices.is_empty());
}

#[test]
fn about_names_the_source_its_date_and_the_limits() {
    check_says(
        &reply::about(&FAQ),
        &["source: microneedling", "reviewed 20", "not a diagnosis"],
    );
}

#[test]
fn help_names_every_command_and_what_it_cannot_do() {
    let commands = reply::commands(&FAQ);
    let names: Vec<_> = commands
        .iter()
        .map(|command| format!("/{} – ", command.name))
        .collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    check_says(&reply::help(&FAQ), &names);
    check_says(&reply::unknown_command(&FAQ), &names);
    check_says(&reply::help(&FAQ), &["can't judge", "photos"]);
}

#[test]
fn privacy_says_what_is_kept_how_long_and_how_to_delete_it() {
    let texts = [
        "not kept once it is answered",
        "never logged",
        "sealed",
        "for a day",
        "48 hours",
        "deleted",
        "telegram",
    ];
    check_says(&reply::privacy(&FAQ, None), &texts);
    let unanswered = reply::privacy(&FAQ, NonZeroU32::new(365));
    check_says(&unanswered, &["could not answer", "for 365 days"]);
}

#[test]
fn photo_leads_to_the_warning_signs() {
    let reply = reply::media(&FAQ, Media::Photo);
    check_says(&reply, &["can't judge photos", "a doctor"]);
    let targets: Vec<_> = reply
        .choices
        .into_iter()
        .map(|choice| choice.target)
        .collect();
    assert_eq!(targets, [Target::Entry("warning-signs".to_owned())]);
}

#[test]
fn every_page_and_every_answer_is_one_message() {
    let pages = [
        reply::start(&FAQ),
        reply::topics(&FAQ),
        reply::help(&FAQ),
        reply::about(&FAQ),
        reply::privacy(&FAQ, NonZeroU32::new(365)),
        reply::none_of_these(&FAQ),
        reply::unknown_command(&FAQ),
        reply::media(&FAQ, Media::Photo),
        reply::media(&FAQ, Media::Other),
        reply::flooded(&FAQ),
        reply::away(&FAQ),
        reply::stale(&FAQ),
    ];
    let answers = (0..FAQ.entries.len()).map(|at| reply::chosen(&FAQ, EntryIndex(at), Date::MIN));
    for reply in pages.into_iter().chain(answers) {
        let messages = render::messages(&reply, TELEGRAM_MAX_UTF16);
        assert_eq!(messages.len(), 1, "{reply:?}");
        let in_words = render::with_choices_as_text(&reply);
        assert_eq!(render::messages(&in_words, TELEGRAM_MAX_UTF16).len(), 1);
    }
}

#[test]
fn every_answer_has_a_title_and_a_first_line() {
    for at in (0..FAQ.entries.len()).map(EntryIndex) {
        let line = reply::first_line(&reply::chosen(&FAQ, at, Date::MIN));
        let length = line.chars().count();
        assert!(
            (1..=120).contains(&length),
            "{}: {line:?}",
            FAQ.entry(at).id
        );
        assert!(!reply::inline_title(&FAQ, at).is_empty());
    }
}

#[test]
fn short_texts_are_whole() {
    let short = reply::short_description(&FAQ);
    let long = reply::description(&FAQ);
    for (text, most) in [(&short, 120), (&long, 512)] {
        let length = text.encode_utf16().count();
        assert!(
            (1..=most).contains(&length) && !text.ends_with('…'),
            "{text}"
        );
    }
    assert!(short.contains("Not a doctor") && long.contains("not a doctor"));
    for command in reply::commands(&FAQ) {
        let length = command.description.encode_utf16().count();
        assert!((1..=256).contains(&length), "{}", command.name);
    }
}
