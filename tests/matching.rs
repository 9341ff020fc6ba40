//! What is promised of the shipped FAQ: which message leads to which outcome.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use skincare_faq_bot::eval::Question;
use skincare_faq_bot::faq::{EntryIndex, Faq, load};
use skincare_faq_bot::matcher::{Decision, DeclineReason, MAX_CHARS, Matcher, Outcome};
use skincare_faq_bot::reply::{self, render};

struct Shipped {
    faq: Faq,
    matcher: Matcher,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| shipped_in(&folder()));

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("faq")
}

fn shipped_in(folder: &Path) -> Shipped {
    let faq = load(folder).unwrap();
    let matcher = Matcher::new(&faq);
    Shipped { faq, matcher }
}

fn decide(query: &str) -> Decision {
    SHIPPED.matcher.decide(query)
}

fn ids(entries: &[EntryIndex]) -> String {
    let ids = entries
        .iter()
        .map(|entry| SHIPPED.faq.entry(*entry).id.as_str());
    ids.collect::<Vec<_>>().join(" ")
}

/// The outcome in words, such as `answer pain sun, not covered: price`.
fn describe(outcome: &Outcome) -> String {
    let told = format!("{} {}", outcome.name(), ids(&outcome.entries()));
    match outcome.also_not_covered() {
        [] => told.trim_end().to_owned(),
        beside => format!("{told}, not covered: {}", ids(beside)),
    }
}

#[track_caller]
fn check(query: &str, expected: &str) {
    let found = describe(&decide(query).outcome);
    assert_eq!(found, expected, "query: {query:?}");
}

/// Every query that does not lead to what is expected of it, all at once.
#[track_caller]
fn check_all<'q>(cases: impl IntoIterator<Item = (&'q str, &'q str)>) {
    let wrong = cases.into_iter().filter_map(|(query, expected)| {
        let found = describe(&decide(query).outcome);
        (found != expected).then(|| format!("{query:?}: {found}, expected {expected}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every query whose outcome is not `wanted`, all at once.
#[track_caller]
fn check_each<'q>(queries: impl IntoIterator<Item = &'q str>, wanted: impl Fn(&Outcome) -> bool) {
    let wrong = queries.into_iter().filter_map(|query| {
        let outcome = decide(query).outcome;
        let start: String = query.chars().take(60).collect();
        (!wanted(&outcome)).then(|| format!("{start:?}: {}", describe(&outcome)))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn warns(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Urgent { urgent, .. } if ids(urgent) == "warning-signs")
}

fn declines(outcome: &Outcome, because: DeclineReason) -> bool {
    matches!(outcome, Outcome::Decline { reason } if *reason == because)
}

/// A text without any question or sign of danger, of at least so many characters.
fn story(length: usize) -> String {
    const SENTENCES: &str = "We drove to the lake on Sunday and had lunch by the water. My aunt \
        told us about her garden and the neighbours. Then it rained for an hour, so we played \
        cards. ";
    SENTENCES.repeat(length / SENTENCES.len() + 1)
}

// The conversations that the project promises.

#[test]
fn does_it_hurt_gets_the_pain_answer_with_aftercare_tips() {
    check("does it hurt?", "answer pain");
    let reply = render::plain(
        &reply::compose(&SHIPPED.faq, &decide("does it hurt?"), Date::MIN),
        false,
    );
    let pain = &SHIPPED.faq.entries[SHIPPED.faq.find("pain").unwrap().0];
    let tips = pain.tips.iter().map(|id| {
        let giver = SHIPPED.faq.find(&id.text).unwrap();
        SHIPPED.faq.entry(giver).tip.as_ref().unwrap().text.as_str()
    });
    let tips: Vec<_> = tips.collect();
    assert!(!tips.is_empty());
    for tip in tips {
        assert!(reply.contains(tip), "no {tip:?} in {reply}");
    }
}

#[test]
fn does_it_hurt_is_understood_with_typing_errors() {
    check("dose it hrut", "answer pain");
}

#[test]
fn single_vague_word_is_asked_back() {
    let decision = decide("roller?");
    let Outcome::Clarify { candidates } = &decision.outcome else {
        panic!("roller?: {}", describe(&decision.outcome));
    };
    let rollers = candidates.iter();
    let rollers = rollers.filter(|entry| SHIPPED.faq.entry(**entry).id.starts_with("derma-roller"));
    assert!(rollers.count() >= 2, "{}", describe(&decision.outcome));
}

#[test]
fn pregnancy_is_told_not_to_be_covered() {
    check("can I do it while pregnant?", "not_covered pregnancy");
}

#[test]
fn bleeding_gets_the_warning_first() {
    check("my cheeks are still bleeding", "urgent warning-signs");
}

// Several questions.

#[test]
fn two_questions_are_both_answered_in_the_order_asked() {
    check_all([
        (
            "does it hurt and when can I work?",
            "answer pain back-to-work",
        ),
        (
            "when can I work and does it hurt?",
            "answer back-to-work pain",
        ),
        (
            "Does it hurt? When can I go back to work?",
            "answer pain back-to-work",
        ),
        (
            "When can I go back to work? Does it hurt?",
            "answer back-to-work pain",
        ),
        (
            "can I wear makeup after? how long does it take?",
            "answer makeup duration",
        ),
        (
            "how long does it take and can I wear makeup after?",
            "answer duration makeup",
        ),
        (
            "who performs it and how many sessions do I need",
            "answer who-performs sessions",
        ),
    ]);
}

#[test]
fn three_questions_are_all_answered_in_the_order_asked() {
    check(
        "What is microneedling, does it hurt and how long does it take?",
        "answer what-is pain duration",
    );
}

#[test]
fn same_question_twice_is_answered_once() {
    check("Does it hurt? Is it painful?", "answer pain");
}

#[test]
fn covered_question_is_answered_beside_one_that_is_not() {
    check_all([
        (
            "does it hurt and how much does it cost?",
            "answer pain, not covered: price",
        ),
        (
            "how much does it cost and does it hurt?",
            "answer pain, not covered: price",
        ),
        (
            "Does it hurt? Can I have it while pregnant?",
            "answer pain, not covered: pregnancy",
        ),
        (
            "how many sessions do I need, and what does one cost?",
            "answer sessions, not covered: price",
        ),
    ]);
}

#[test]
fn long_story_with_one_question_is_answered_by_the_question() {
    check_all([
        (
            "I was a bit nervous about it all, because last summer my sister had some kind of \
             treatment and she was red for a week. We talked about it for a long time. Anyway, my \
             appointment is in two weeks. Does it hurt?",
            "answer pain",
        ),
        (
            "My cousin has been raving about this for months and finally talked me into booking. \
             I start a new job at a bank soon and sit at the front desk. When can I go back to \
             work afterwards?",
            "answer back-to-work",
        ),
        (
            "So I finally got it done yesterday with my mum, lovely place, nice music, free tea. \
             Can I put on foundation today?",
            "answer makeup",
        ),
    ]);
}

// Signs of danger.

#[test]
fn danger_sign_with_typing_errors_is_one() {
    check_each(
        [
            "my cheeks are bleedng",
            "my face is blleding",
            "its still beleding a lot",
            "theres puss coming out",
            "yelow pus on my chin",
            "my skin is infectd and hot",
            "i think its an infecton",
            "my face is brused and blue",
            "my skin is peelling off",
        ],
        warns,
    );
}

#[test]
fn danger_sign_wins_wherever_it_stands() {
    check_all([
        (
            "My cheeks are still bleeding. How long does the treatment take?",
            "urgent warning-signs duration",
        ),
        (
            "How long does the treatment take? My cheeks are still bleeding.",
            "urgent warning-signs duration",
        ),
        (
            "my cheeks are still bleeding, when can I go to work?",
            "urgent warning-signs back-to-work",
        ),
    ]);
    check_each(
        [
            "hi there! thanks for the lovely chat, my cheeks are still bleeding",
            "I had it done on Friday. The nurse was lovely. Now my face is bleeding and peeling. \
             What should I do? My sister says it is fine.",
            "what does it cost? btw my face won't stop bleeding",
        ],
        warns,
    );
}

#[test]
fn danger_words_of_a_long_text_about_other_things_are_no_alarm() {
    let text = "Lads who has got the tickets for saturday? Not me. I sent you the money in \
                July for the match and I still have the screenshot. I will check my email in a \
                minute. My phone screen is bleeding purple down one side so give me a second. \
                What did you do to it? Sat on it on the bus. Has anyone got a lift going from \
                town? My knee is the size of a melon after the five a side, so I cannot do the \
                trains. Did you put ice on it? Frozen peas. The seats are covered in dog hair, \
                so wear black then. Found them, block twelve, row seven. Who wants to say \
                sorry first? No one, forward them to me before you sit on something else.";
    assert!(text.split_whitespace().count() > 80);
    let outcome = decide(text).outcome;
    assert!(!warns(&outcome), "{}", describe(&outcome));
    let outcome = decide(&format!("{text} My face is bleeding.")).outcome;
    assert!(warns(&outcome), "{}", describe(&outcome));
}

#[test]
fn danger_sign_late_in_a_long_text_wins() {
    for before in [500, 2000, 3900] {
        let start = story(before);
        let start: String = start.chars().take(before).collect();
        let query = format!("{start}. My cheeks are still bleeding.");
        assert!(query.chars().count() <= MAX_CHARS);
        let outcome = decide(&query).outcome;
        assert!(warns(&outcome), "after {before}: {}", describe(&outcome));
        let query = format!("{start}. Does it hurt? My cheeks are still bleeding. {start}");
        let outcome = decide(&query).outcome;
        assert!(warns(&outcome), "amid {before}: {}", describe(&outcome));
    }
}

#[test]
fn danger_that_is_denied_is_none() {
    check_each(
        [
            "no bleeding, just a bit red",
            "it isn't bleeding, it is only red",
            "no blood, nothing bruised, only redder than I'd like",
            "I'm not bleeding, when can I go to work?",
            "there is no pus and no bleeding, is the redness normal?",
        ],
        |outcome| {
            let entries = ids(&outcome.entries());
            !matches!(outcome, Outcome::Urgent { .. }) && entries != "warning-signs"
        },
    );
}

#[test]
fn danger_that_is_denied_does_not_hide_another() {
    check_each(
        [
            "no bleeding, but there is pus on my cheek",
            "it does not hurt, but my face is bleeding",
        ],
        warns,
    );
}

#[test]
fn danger_that_is_denied_is_not_even_asked_back() {
    // Whoever says that there is none is not to be asked whether there is, and not warned.
    check_each(["no bleeding, just a bit red"], |outcome| {
        !ids(&outcome.entries()).contains("warning-signs")
    });
}

#[test]
fn danger_of_something_else_is_none() {
    check_each(
        [
            "my dog's paw is bleeding",
            "my bananas are bruised",
            "the paint on the fence is peeling",
        ],
        |outcome| !matches!(outcome, Outcome::Urgent { .. }),
    );
}

// Small talk.

#[test]
fn greeting_before_a_question_is_no_small_talk() {
    check_all([
        ("Hi! does it hurt?", "answer pain"),
        (
            "hello there, good morning! how long does it take",
            "answer duration",
        ),
        (
            "Hey, thanks for your help. can I go in the sun afterwards?",
            "answer sun",
        ),
        ("hi, how much does it cost?", "not_covered price"),
    ]);
}

#[test]
fn small_talk_alone_is_small_talk() {
    check_all([
        ("hello", "small_talk greeting"),
        ("Hello!!!", "small_talk greeting"),
        ("thank you", "small_talk thanks"),
        ("bye", "small_talk goodbye"),
        ("are you a robot", "small_talk who-are-you"),
        ("can I talk to a human", "small_talk talk-to-a-person"),
    ]);
}

// What nobody can answer.

#[test]
fn borrowed_words_do_not_get_an_answer() {
    check_each(
        [
            "does a tattoo hurt",
            "which knitting needles should I buy",
            "how do I clean a paint roller",
            "does laser hair removal hurt",
            "how many sessions does the parliament have",
        ],
        |outcome| {
            !matches!(outcome, Outcome::Answer { .. }) && !matches!(outcome, Outcome::Urgent { .. })
        },
    );
}

#[test]
fn other_languages_are_declined_as_such() {
    check_each(
        [
            "ça fait mal ?",
            "Tut das weh?",
            "¿Duele mucho?",
            "痛いですか",
            "это больно?",
            "هل هو مؤلم",
            "Fa male il trattamento?",
            "Quanto tempo demora o tratamento?",
            "Wie lange dauert die Behandlung?",
            "Combien de temps dure la séance ?",
        ],
        |outcome| declines(outcome, DeclineReason::Language),
    );
}

#[test]
fn message_without_words_is_declined_as_such() {
    check_each(
        [
            "",
            " ",
            "\n\t\r\n",
            "?",
            "...",
            "?!?!?!",
            "🙂",
            "😭😭😭 🩸",
            "❤️‍🔥",
            "\u{0}\u{1}\u{7f}",
            "\u{202e}\u{200f}\u{200d}",
            "-----",
        ],
        |outcome| declines(outcome, DeclineReason::NoWords),
    );
}

#[test]
fn gibberish_and_spam_are_declined() {
    let repeated = "hurt ".repeat(3);
    check(&repeated, "answer pain");
    check_each(
        [
            "asdf ghjk qwer",
            "xkcd zzz",
            "aaaaaaaaaaaaaaaaaaaaaaaa",
            "0x1f 0x2e 0x3d",
            "BUY CHEAP WATCHES NOW http://spam.example/?a=b&c=d 50% OFF!!!",
            "../../etc/passwd; DROP TABLE users;--",
        ],
        |outcome| {
            matches!(
                outcome,
                Outcome::Decline { .. } | Outcome::NotCovered { .. }
            )
        },
    );
}

/// Messages as long as anybody can make them, none of which asks anything.
fn endless() -> Vec<String> {
    let long = |piece: &str| piece.repeat(100_000 / piece.len() + 1);
    vec![
        long("a"),
        long("ab "),
        long("🙂"),
        long("\u{202e}\u{200f}"),
        long("\u{0}"),
        long("?"),
        long("e\u{301}"),
        long("ﷺ"),
        long("x.y,z!\n"),
        long("\n"),
        long("qwrtz plmnk vbgfd "),
    ]
}

#[test]
fn endless_text_is_declined() {
    let endless = endless();
    let queries = endless.iter().map(String::as_str);
    check_each(queries, |outcome| {
        matches!(outcome, Outcome::Decline { .. })
    });
}

#[test]
fn endless_text_takes_no_longer_than_what_is_read_of_it() {
    // Generous, as this may run unoptimised on a busy machine; `benches` measures.
    let most = Duration::from_secs(2);
    let words = "does the treatment hurt more than bleeding cheeks and ";
    let more = [
        words.repeat(2000),
        "bleeding? ".repeat(10_000),
        "collagen".repeat(12_000),
        story(100_000),
    ];
    for query in endless().into_iter().chain(more) {
        let start = Instant::now();
        let decision = decide(&query);
        let took = start.elapsed();
        let beginning: String = query.chars().take(20).collect();
        assert!(took < most, "{beginning:?} took {took:?}");
        assert!(decision.truncated, "{beginning:?}");
        let read: String = query.chars().take(MAX_CHARS).collect();
        let of_read = decide(&read);
        assert!(!of_read.truncated);
        assert_eq!(
            (decision.outcome, decision.ranked),
            (of_read.outcome, of_read.ranked),
            "{beginning:?}"
        );
    }
}

#[test]
fn unseen_characters_in_a_question_do_not_matter() {
    for query in [
        "does\u{200b} it hu\u{ad}rt?",
        "\u{202e}does it hurt?\u{202c}",
        "\u{feff}does it hurt?",
        "does it hurt?\u{0}",
        "ｄｏｅｓ ｉｔ ｈｕｒｔ？",
    ] {
        check(query, "answer pain");
    }
}

// The same message in other dress.

/// Messages of all sorts.
const QUERIES: [&str; 16] = [
    "does it hurt?",
    "dose it hrut",
    "roller",
    "can I do it while pregnant?",
    "my cheeks are still bleeding",
    "does it hurt and when can I work?",
    "does it hurt and how much does it cost?",
    "hello",
    "no bleeding, just a bit red",
    "what is the capital of France",
    "tut das weh?",
    "asdf ghjk",
    "🙂",
    "",
    "is it safe to do that at home",
    "I had it done yesterday. Can I wear makeup? My skin is peeling.",
];

#[track_caller]
fn check_same(query: &str, variant: &str) {
    assert_eq!(decide(query), decide(variant), "{query:?} and {variant:?}");
}

#[test]
fn same_message_has_the_same_outcome() {
    let first: Vec<_> = QUERIES.map(decide).into();
    let backwards: Vec<_> = QUERIES.iter().rev().map(|query| decide(query)).collect();
    assert!(first.iter().eq(backwards.iter().rev()));
    let anew = shipped_in(&folder());
    for (query, decision) in QUERIES.iter().zip(first) {
        assert_eq!(anew.matcher.decide(query), decision, "query: {query:?}");
        let explained = SHIPPED.matcher.explain(query).decision;
        assert_eq!(explained, decision, "query: {query:?}");
    }
}

#[test]
fn leaving_out_a_phrasing_changes_nothing_afterwards() {
    let Shipped { faq, matcher } = &*SHIPPED;
    let before = QUERIES.map(decide);
    for (at, entry) in faq.entries.iter().enumerate() {
        for position in 0..=entry.questions.len().min(3) {
            let _ = matcher.decide_without(EntryIndex(at), position);
        }
    }
    for (query, decision) in QUERIES.iter().zip(before) {
        assert_eq!(decide(query), decision, "query: {query:?}");
    }
}

#[test]
fn case_does_not_matter() {
    for query in QUERIES {
        check_same(query, &query.to_uppercase());
        check_same(query, &query.to_lowercase());
    }
}

#[test]
fn amount_of_space_does_not_matter() {
    for query in QUERIES {
        check_same(query, &query.replace(' ', "   "));
        check_same(query, &query.replace(' ', "\u{a0}\t"));
        check_same(query, &format!("  {query} \n"));
    }
}

/// The query with each of the usual ends, which say nothing new.
fn ends(query: &str) -> impl Iterator<Item = String> {
    let bare = query.trim_end_matches(['?', '.', '!', '…', ' ']);
    ["", "?", "??", "!", "...", " ?!", "…"]
        .map(|end| format!("{bare}{end}"))
        .into_iter()
}

#[test]
fn repeated_punctuation_does_not_matter() {
    for query in QUERIES {
        check_same(query, &query.replace('.', "...").replace('?', "???"));
    }
}

#[test]
fn trailing_punctuation_does_not_matter() {
    for query in QUERIES {
        let outcome = decide(query).outcome;
        for variant in ends(query) {
            assert_eq!(
                decide(&variant).outcome,
                outcome,
                "{query:?} and {variant:?}"
            );
        }
    }
}

#[test]
fn no_dress_of_the_development_set_matters() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/questions.jsonl");
    let mut wrong = Vec::new();
    for line in fs::read_to_string(file).unwrap().lines() {
        let question: Question = serde_json::from_str(line).unwrap();
        let text = question.text.as_str();
        let outcome = decide(text).outcome;
        let dresses = [text.to_uppercase(), text.replace(' ', "  ")];
        let found = dresses.into_iter().chain(ends(text)).find_map(|variant| {
            let found = decide(&variant).outcome;
            (found != outcome).then(|| (describe(&found), variant))
        });
        if let Some((found, variant)) = found {
            let at = variant.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
            let (id, end) = (question.id, &variant[at..]);
            wrong.push(format!(
                "{id}: {}, with the end {end:?}: {found}",
                describe(&outcome)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn order_of_files_does_not_matter() {
    // Copied backwards, so that a folder that lists its files in the order of writing lists them
    // in another one.
    let copy = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let mut folders = vec![folder()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    for file in files.iter().rev() {
        let target = copy.path().join(file.strip_prefix(folder()).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
    let copied = shipped_in(copy.path());
    for query in QUERIES {
        assert_eq!(copied.matcher.decide(query), decide(query), "{query:?}");
    }
}

// The ranking.

#[test]
fn at_most_ten_are_ranked_best_first_and_ties_by_id() {
    for query in QUERIES {
        let ranked = decide(query).ranked;
        assert!(ranked.len() <= 10, "query: {query:?}");
        for candidate in &ranked {
            assert!((0.0..=1.0).contains(&candidate.score), "query: {query:?}");
        }
        for pair in ranked.windows(2) {
            let in_order = pair[0].score > pair[1].score
                || (pair[0].score >= pair[1].score && pair[0].entry < pair[1].entry);
            assert!(in_order, "query: {query:?}, {pair:?}");
        }
    }
}

#[test]
fn whatever_the_outcome_there_is_a_ranking() {
    let no_words = ["🙂", ""];
    for query in QUERIES {
        let decision = decide(query);
        let knows_a_word = !no_words.contains(&query) && query != "asdf ghjk";
        assert!(
            !knows_a_word || !decision.ranked.is_empty(),
            "query: {query:?}, {}",
            describe(&decision.outcome)
        );
    }
}
