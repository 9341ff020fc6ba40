//! What holds for every message, whatever it says, on the shipped FAQ.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use skincare_faq_bot::faq::{Entry, EntryIndex, Faq, Kind, load};
use skincare_faq_bot::matcher::{Candidate, Decision, DeclineReason, MAX_CHARS, Matcher, Outcome};
use skincare_faq_bot::reply::{Target, compose, render};
use skincare_faq_bot::text::Language;

struct Shipped {
    faq: Faq,
    matcher: Matcher,
    /// Every word of its phrasings and concepts, folded.
    known: HashSet<String>,
    /// The stems of these words.
    stems: HashSet<String>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let faq = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("faq")).unwrap();
    let concepts = faq.concepts.iter();
    let concepts =
        concepts.flat_map(|concept| std::iter::once(&concept.name).chain(&concept.words));
    let phrasings = faq.entries.iter().flat_map(phrasings);
    let known = concepts.map(String::as_str).chain(phrasings);
    let known = known.flat_map(|text| Language::ENGLISH.words(&Language::ENGLISH.fold(text)));
    let known: HashSet<_> = known.map(|word| word.text.to_string()).collect();
    let stems = known
        .iter()
        .map(|word| Language::ENGLISH.stem(word).to_string())
        .collect();
    let matcher = Matcher::new(&faq);
    Shipped {
        faq,
        matcher,
        known,
        stems,
    }
});

fn phrasings(entry: &Entry) -> impl Iterator<Item = &str> {
    let all = std::iter::once(&entry.title).chain(&entry.questions);
    all.map(|phrasing| phrasing.text.as_str())
}

fn decide(query: &str) -> Decision {
    SHIPPED.matcher.decide(query)
}

/// Any text at all.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\PC\\n\\t]{0,200}",
        "[a-z ?.,!']{0,120}",
        prop::collection::vec(any::<char>(), 4000..4300).prop_map(String::from_iter),
    ]
}

/// Text of the FAQ's own words among others, of one or several sentences.
fn likely_text() -> impl Strategy<Value = String> {
    let mut known: Vec<_> = SHIPPED.known.iter().cloned().collect();
    known.sort_unstable();
    let phrasings = SHIPPED.faq.entries.iter().flat_map(phrasings);
    let phrasings: Vec<_> = phrasings.map(str::to_owned).collect();
    let piece = prop_oneof![
        4 => select(known),
        4 => select(phrasings),
        1 => "[a-z]{1,9}",
        1 => select(vec!["not", "and", "no", "I", "my", "is", "?", ".", "\n", ",", "🙂"])
            .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.join(" "))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any_text(), likely_text()]
}

fn are(entries: &[EntryIndex], wanted: impl Fn(&Entry) -> bool) -> bool {
    entries
        .iter()
        .all(|entry| wanted(SHIPPED.faq.entry(*entry)))
}

/// What is wrong with an outcome, whatever the message.
fn fault(outcome: &Outcome) -> Option<&'static str> {
    let entries = outcome.entries();
    let beside = outcome.also_not_covered();
    let shown = [entries.as_slice(), beside].concat();
    if shown
        .iter()
        .any(|entry| entry.0 >= SHIPPED.faq.entries.len())
    {
        return Some("an entry that is none");
    }
    let different: HashSet<_> = shown.iter().collect();
    if different.len() != shown.len() {
        return Some("an entry twice");
    }
    if beside.len() > 3 || !are(beside, |entry| entry.kind == Kind::NotCovered) {
        return Some("declined beside an answer");
    }
    let is_topic = |entry: &Entry| entry.kind == Kind::Topic;
    let is_right = match outcome {
        Outcome::Answer { entries, .. } => {
            (1..=3).contains(&entries.len()) && are(entries, is_topic)
        }
        Outcome::Urgent { urgent, rest, .. } => {
            !urgent.is_empty()
                && are(urgent, |entry| entry.urgent)
                && rest.len() <= 3
                && are(rest, |entry| is_topic(entry) && !entry.urgent)
        }
        Outcome::Clarify { candidates } => {
            (2..=4).contains(&candidates.len())
                && are(candidates, |entry| entry.kind != Kind::SmallTalk)
        }
        Outcome::NotCovered { entries } => {
            (1..=3).contains(&entries.len()) && are(entries, |entry| entry.kind == Kind::NotCovered)
        }
        Outcome::SmallTalk { entry } => are(&[*entry], |entry| entry.kind == Kind::SmallTalk),
        Outcome::Decline { .. } => true,
    };
    (!is_right).then_some("the number or kind of entries")
}

/// Whether candidates stand in order: at most ten, best first, ties by id, each once.
fn is_ranking(ranked: &[Candidate]) -> bool {
    let different: HashSet<_> = ranked.iter().map(|candidate| candidate.entry).collect();
    let order = |a: &Candidate, b: &Candidate| {
        a.score > b.score || (a.score >= b.score && a.entry < b.entry)
    };
    ranked.len() <= 10
        && different.len() == ranked.len()
        && ranked.iter().all(|of| (0.0..=1.0).contains(&of.score))
        && ranked.windows(2).all(|pair| order(&pair[0], &pair[1]))
}

/// Words in the order in which a decision on them would have to be the same.
fn respaced(text: &str) -> String {
    text.replace(' ', "  ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_message_has_a_sound_outcome_and_ranking(text in text()) {
        let decision = decide(&text);
        prop_assert_eq!(fault(&decision.outcome), None, "{:?}", decision.outcome);
        prop_assert!(is_ranking(&decision.ranked), "{:?}", decision.ranked);
        prop_assert_eq!(decision.truncated, text.chars().count() > MAX_CHARS);
    }

    #[test]
    fn any_message_has_one_outcome(text in text(), between in text()) {
        let decision = decide(&text);
        let _ = decide(&between);
        prop_assert_eq!(&decide(&text), &decision);
        let explanation = SHIPPED.matcher.explain(&text);
        prop_assert!(!explanation.to_string().is_empty());
        prop_assert_eq!(&explanation.decision, &decision);
    }

    #[test]
    fn case_of_ascii_letters_never_matters(text in text()) {
        prop_assert_eq!(decide(&text.to_ascii_uppercase()), decide(&text.to_ascii_lowercase()));
    }

    #[test]
    fn amount_of_space_never_matters(text in "[\\PC\\n]{0,200}") {
        let decision = decide(&text);
        prop_assert_eq!(&decide(&respaced(&text)), &decision);
        prop_assert_eq!(&decide(&format!(" {text}  ")), &decision);
    }

    #[test]
    fn amount_of_space_never_matters_between_words(text in likely_text()) {
        prop_assume!(text.chars().count() * 2 < MAX_CHARS);
        prop_assert_eq!(decide(&respaced(&text)), decide(&text));
    }

    #[test]
    fn repeated_punctuation_never_matters(text in "[a-z ]{0,40}[?!.] [a-z ]{0,40}[?!.]") {
        let mut repeated = String::new();
        for char in text.chars() {
            repeated.push(char);
            if char.is_ascii_punctuation() {
                repeated.extend([char, char]);
            }
        }
        prop_assert_eq!(decide(&repeated), decide(&text), "{:?}", repeated);
    }

    #[test]
    fn trailing_punctuation_never_matters(text in likely_text(), end in "[?!.…]{1,3}") {
        let bare = text.trim_end_matches([' ', '?', '!', '.', '\n', ',']);
        prop_assert_eq!(decide(&format!("{bare}{end}")).outcome, decide(bare).outcome);
    }

    #[test]
    fn any_message_gets_a_reply(text in text()) {
        let reply = compose(&SHIPPED.faq, &decide(&text), Date::MIN);
        prop_assert!(!render::plain(&reply, false).trim().is_empty());
    }
}

/// Any outcome with entries of the shipped FAQ, whether or not a message leads to it.
fn any_outcome() -> impl Strategy<Value = Outcome> {
    let entries = || {
        let entry = any::<Index>().prop_map(|at| EntryIndex(at.index(SHIPPED.faq.entries.len())));
        prop::collection::vec(entry, 0..5)
    };
    (0..6, entries(), entries(), entries()).prop_map(|(which, a, b, c)| match which {
        0 => Outcome::Answer {
            entries: a,
            not_covered: b,
        },
        1 => Outcome::Urgent {
            urgent: a,
            rest: b,
            not_covered: c,
        },
        2 => Outcome::Clarify { candidates: a },
        3 => Outcome::NotCovered { entries: a },
        4 if !a.is_empty() => Outcome::SmallTalk { entry: a[0] },
        _ => Outcome::Decline {
            reason: match b.len() {
                0 => DeclineReason::Unknown,
                1 => DeclineReason::Language,
                _ => DeclineReason::NoWords,
            },
        },
    })
}

proptest! {
    #[test]
    fn any_decision_can_be_worded(outcome in any_outcome(), truncated in any::<bool>()) {
        let decision = Decision { outcome, ranked: Vec::new(), truncated };
        let reply = compose(&SHIPPED.faq, &decision, Date::MIN);
        for text in [
            render::plain(&reply, false),
            render::plain(&reply, true),
            render::telegram_html(&reply),
            render::telegram_text(&reply),
        ] {
            prop_assert!(!text.contains("\n\n\n"), "{}", text);
        }
        prop_assert_eq!(
            render::utf16_len(&reply),
            render::telegram_text(&reply).encode_utf16().count()
        );
        for choice in &reply.choices {
            if let Target::Entry(id) = &choice.target {
                prop_assert!(SHIPPED.faq.find(id).is_some(), "{}", id);
            }
        }
    }
}

/// Words shorter than this may be lost by two letters swapped.
const LONG: usize = 7;

/// Every text that comes of `phrasing` by swapping two neighbouring letters in a long word,
/// without those that make another known word, or a form of one.
fn swaps(phrasing: &str) -> Vec<String> {
    let chars: Vec<char> = phrasing.chars().collect();
    let mut found = Vec::new();
    let mut start = 0;
    for word in chars.split(|char| !char.is_alphabetic()) {
        let folded = |word: &[char]| Language::ENGLISH.fold(&word.iter().collect::<String>());
        for at in 1..word.len() {
            let mut swapped = word.to_vec();
            swapped.swap(at - 1, at);
            let makes_another = SHIPPED
                .stems
                .contains(Language::ENGLISH.stem(&folded(&swapped)).as_str());
            if word.len() >= LONG && folded(&swapped) != folded(word) && !makes_another {
                let end = start + word.len();
                let whole = [&chars[..start], &swapped, &chars[end..]].concat();
                found.push(String::from_iter(whole));
            }
        }
        start += word.len() + 1;
    }
    found
}

#[test]
fn swapped_letters_in_a_long_word_keep_the_top_entry() {
    // One phrasing in twenty is enough for every day, all of them take a minute unoptimised.
    let step = if std::env::var_os("EXHAUSTIVE").is_some() {
        1
    } else {
        20
    };
    let (mut all, mut astray) = (0, Vec::new());
    let top = |text: &str| decide(text).ranked.first().map(|best| best.entry);
    let name = |entry: Option<EntryIndex>| {
        entry.map_or("nothing", |entry| SHIPPED.faq.entry(entry).id.as_str())
    };
    let phrasings = SHIPPED.faq.entries.iter().flat_map(phrasings);
    for phrasing in phrasings.step_by(step) {
        let expected = top(phrasing);
        for swapped in swaps(phrasing) {
            all += 1;
            let found = top(&swapped);
            if found != expected {
                astray.push(format!(
                    "{swapped:?}: {}, not {}",
                    name(found),
                    name(expected)
                ));
            }
        }
    }
    assert!(all > 1000, "only {all} swaps");
    let (number, told) = (astray.len(), astray.join("\n"));
    assert!(astray.is_empty(), "{told}\n{number} of {all}");
}
