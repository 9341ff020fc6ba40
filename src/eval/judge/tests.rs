use super::*;
use crate::eval::Report;
use crate::matcher::DeclineReason;
use crate::reply::sample::{boat_hire, decided, indices};

/// An outcome written as its name and entries: those before `|` are urgent, those after `+` are
/// declined beside the answer.
fn outcome(faq: &Faq, written: &str) -> Outcome {
    let (name, rest) = written.split_once(' ').unwrap_or((written, ""));
    let (entries, not_covered) = rest.split_once('+').unwrap_or((rest, ""));
    let list = |ids: &str| indices(faq, &ids.split_whitespace().collect::<Vec<_>>());
    match name {
        "answer" => Outcome::Answer {
            entries: list(entries),
            not_covered: list(not_covered),
        },
        "urgent" => {
            let (urgent, rest) = entries.split_once('|').unwrap_or((entries, ""));
            Outcome::Urgent {
                urgent: list(urgent),
                rest: list(rest),
                not_covered: list(not_covered),
            }
        }
        "clarify" => Outcome::Clarify {
            candidates: list(entries),
        },
        "not_covered" => Outcome::NotCovered {
            entries: list(entries),
        },
        "small_talk" => Outcome::SmallTalk {
            entry: list(entries)[0],
        },
        _ => Outcome::Decline {
            reason: DeclineReason::Unknown,
        },
    }
}

fn question(kind: &str, accept: &str) -> Question {
    Question {
        id: "q".to_owned(),
        text: "text".to_owned(),
        accept: accept.split_whitespace().map(str::to_owned).collect(),
        kind: kind.to_owned(),
    }
}

fn verdict(kind: &str, accept: &str, written: &str) -> Verdict {
    let faq = boat_hire();
    judge(
        &faq,
        &question(kind, accept),
        &decided(outcome(&faq, written)),
    )
}

#[track_caller]
fn check(kind: &str, accept: &str, written: &str, flags: &str, mistake: Option<Mistake>) {
    let verdict = verdict(kind, accept, written);
    let set: Vec<_> = [
        (verdict.right, "right"),
        (verdict.helped, "helped"),
        (verdict.wrong, "wrong"),
        (verdict.false_answer, "false"),
        (verdict.asked_back, "asked"),
        (verdict.false_alarm, "alarm"),
    ]
    .into_iter()
    .filter_map(|(set, name)| set.then_some(name))
    .collect();
    let found = (set.join(" "), verdict.mistake);
    assert_eq!(
        found,
        (flags.to_owned(), mistake),
        "{accept:?} got {written:?}"
    );
}

#[test]
fn question_in_scope() {
    use Mistake::{AskedBack, FalseAlarm, NotHelped, PartlyWrong, WrongAnswer};
    check("k", "cost hours", "answer hours", "right helped", None);
    check("k", "cost", "answer cost + dogs", "right helped", None);
    check(
        "k",
        "cost",
        "answer cost hours",
        "helped",
        Some(PartlyWrong),
    );
    check("k", "cost", "answer hours", "wrong", Some(WrongAnswer));
    check(
        "k",
        "cost",
        "clarify hours cost",
        "helped asked",
        Some(AskedBack),
    );
    check(
        "k",
        "cost",
        "clarify hours weather",
        "asked",
        Some(NotHelped),
    );
    check("k", "cost", "decline", "", Some(NotHelped));
    check("k", "cost", "not_covered dogs", "", Some(NotHelped));
    check("k", "cost", "small_talk hello", "", Some(NotHelped));
    check("k", "cost", "urgent storm", "wrong alarm", Some(FalseAlarm));
    check(
        "k",
        "cost",
        "urgent storm | cost",
        "helped alarm",
        Some(FalseAlarm),
    );
    check("k", "storm cost", "answer cost", "right helped", None);
}

#[test]
fn question_out_of_scope() {
    use Mistake::{FalseAlarm, FalseAnswer};
    check("oos", "", "decline", "right", None);
    check("oos", "", "not_covered dogs", "right", None);
    check("oos", "", "small_talk hello", "right", None);
    check("oos", "", "clarify cost hours", "right asked", None);
    check("oos", "", "answer cost", "false", Some(FalseAnswer));
    check("oos", "", "urgent storm", "false alarm", Some(FalseAlarm));
}

#[test]
fn emergency() {
    use Mistake::{EmergencyAskedBack, MissedEmergency, PartlyWrong};
    check("emergency", "storm", "urgent storm", "right helped", None);
    check(
        "emergency",
        "storm",
        "urgent storm | cost",
        "helped",
        Some(PartlyWrong),
    );
    check(
        "emergency",
        "storm",
        "answer storm",
        "helped",
        Some(MissedEmergency),
    );
    check(
        "emergency",
        "storm",
        "answer weather",
        "wrong",
        Some(MissedEmergency),
    );
    check(
        "emergency",
        "storm",
        "clarify weather storm",
        "helped asked",
        Some(EmergencyAskedBack),
    );
    check(
        "emergency",
        "storm",
        "clarify weather cost",
        "asked",
        Some(MissedEmergency),
    );
    check("emergency", "storm", "decline", "", Some(MissedEmergency));
    assert_eq!(
        verdict("emergency", "storm", "urgent storm | cost").recognised,
        Some(true)
    );
}

#[test]
fn small_talk() {
    use Mistake::{FalseAlarm, NotHelped};
    check("social", "social", "small_talk hello", "right", None);
    check("social", "social", "answer cost", "", Some(NotHelped));
    check(
        "social",
        "social",
        "urgent storm",
        "alarm",
        Some(FalseAlarm),
    );
}

#[test]
fn two_questions_at_once() {
    let both = |accept, written| verdict("multi", accept, written).both;
    assert_eq!(both("cost hours weather", "answer hours cost"), Some(true));
    assert_eq!(both("cost hours", "answer hours"), Some(false));
    assert_eq!(both("cost", "answer cost"), None);
}

#[test]
fn report_sums_up_and_puts_the_worst_first() {
    let faq = boat_hire();
    let mut report = Report::default();
    for (kind, accept, written) in [
        ("plain", "cost", "answer cost"),
        ("plain", "cost", "answer hours"),
        ("far", "", "answer hours"),
        ("far", "", "answer hours"),
        ("far", "", "clarify cost hours"),
        ("emergency", "storm", "decline"),
        ("social", "social", "small_talk hello"),
    ] {
        report.add(
            &faq,
            &question(kind, accept),
            &decided(outcome(&faq, written)),
        );
    }
    report.sort();
    let share = |share: crate::eval::Share| (share.count, share.of);
    assert_eq!(report.all.n, 7);
    assert_eq!(share(report.all.right), (3, 7));
    assert_eq!(share(report.all.right_in_scope), (1, 3));
    assert_eq!(share(report.all.wrong), (1, 3));
    assert_eq!(share(report.all.false_answers), (2, 3));
    assert_eq!(share(report.all.asked_back_out_of_scope), (1, 3));
    assert_eq!(share(report.all.emergencies_missed), (1, 1));
    assert_eq!(share(report.all.social), (1, 1));
    let kinds: Vec<_> = report
        .kinds
        .iter()
        .map(|of| (of.kind.as_str(), of.n))
        .collect();
    assert_eq!(
        kinds,
        [("plain", 2), ("far", 3), ("emergency", 1), ("social", 1)]
    );
    let confusions: Vec<_> = report
        .confusions
        .iter()
        .map(|c| format!("{} -> {} ({})", c.expected, c.got, c.count))
        .collect();
    assert_eq!(
        confusions,
        [
            "storm -> decline (1)",
            "cost -> answer hours (1)",
            "decline -> answer hours (2)"
        ]
    );
}
