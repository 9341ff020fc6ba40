use super::*;
use crate::eval::Mistake;
use crate::faq::{Kind, Located};
use crate::reply::sample::{entry, faq};

fn asked(kind: Kind, id: &str, title: &str, questions: &[&str]) -> crate::faq::Entry {
    let mut entry = entry(kind, id, title, &format!("About {id}."));
    let questions = (5..).zip(questions);
    entry.questions = questions
        .map(|(line, text)| Located {
            text: (*text).to_owned(),
            line,
        })
        .collect();
    entry
}

/// Questions to a boat hire.
fn boats() -> Faq {
    use Kind::{NotCovered, Topic};
    faq(vec![
        asked(Topic, "opening", "When do you open?", &["opening hours"]),
        asked(
            Topic,
            "licence",
            "Do I need a licence?",
            &["is a licence needed", "must i pass a test"],
        ),
        asked(NotCovered, "fishing", "Can I fish?", &["do you sell bait"]),
    ])
}

fn edited(edit: impl FnOnce(&mut Faq)) -> Faq {
    let mut faq = boats();
    edit(&mut faq);
    faq.entries.sort_by(|a, b| a.id.cmp(&b.id));
    faq
}

fn entry_of<'f>(faq: &'f mut Faq, id: &str) -> &'f mut crate::faq::Entry {
    let index = faq.find(id).unwrap();
    &mut faq.entries[index.0]
}

fn question(id: &str, text: &str, accept: &[&str], kind: &str) -> Question {
    Question {
        id: id.to_owned(),
        text: text.to_owned(),
        accept: accept.iter().map(|id| (*id).to_owned()).collect(),
        kind: kind.to_owned(),
    }
}

fn changes(old: &Faq, new: &Faq, labelled: &[Question], unanswered: &[String]) -> Changes {
    let (of_old, of_new) = (Matcher::new(old), Matcher::new(new));
    let side = |faq, matcher| Side { faq, matcher };
    let corpus = Corpus {
        labelled,
        unanswered,
    };
    compare(
        &[side(old, &of_old)],
        &[side(new, &of_new)],
        corpus,
        &|_, _| {},
    )
}

#[test]
fn the_same_faq_changes_nothing() {
    let labelled = [question("a", "when do you open", &["opening"], "canonical")];
    let told = changes(&boats(), &boats(), &labelled, &["xylophone".to_owned()]).to_string();
    let expected = "\
entries: nothing changes
labelled questions: 1 compared, 0 worse, 0 better, 0 other
phrasings: 7 compared, 0 changed
unanswered questions: 1 compared, 0 changed
";
    assert_eq!(told, expected);
}

#[test]
fn what_gets_worse_comes_first_and_what_was_asked_in_vain_may_be_answered() {
    let new = edited(|faq| {
        entry_of(faq, "licence").questions.clear();
        entry_of(faq, "opening").questions.push(Located {
            text: "are there lockers".to_owned(),
            line: 9,
        });
    });
    let labelled = [
        question("a", "when do you open", &["opening"], "canonical"),
        question("b", "are there lockers", &["opening"], "canonical"),
        question("c", "must i pass a test", &["licence"], "canonical"),
    ];
    let unanswered = ["are there lockers?".to_owned()];
    let found = changes(&boats(), &new, &labelled, &unanswered);
    let turns: Vec<_> = (found.labelled.iter())
        .map(|change| (change.turn, change.id.as_str()))
        .collect();
    assert_eq!(turns, [(Turn::Worse, "c"), (Turn::Better, "b")]);
    assert_eq!(found.labelled_that_turn(Turn::Worse), 1);
    let expected = "\
entries
  changed  licence (questions)
  changed  opening (questions)
labelled questions: 3 compared, 1 worse, 1 better, 0 other
  worse   c \"must i pass a test\": answer licence -> decline (right -> not helped)
  better  b \"are there lockers\": decline -> answer opening (not helped -> right)
phrasings: 8 compared, 2 changed
  better  opening \"are there lockers\", added: decline -> answer opening
  other   licence \"must i pass a test\", removed: answer licence -> decline
unanswered questions: 1 compared, 1 changed
  \"are there lockers?\": decline -> answer opening
";
    assert_eq!(found.to_string(), expected);
}

#[test]
fn renamed_entry_is_the_same_entry() {
    let new = edited(|faq| entry_of(faq, "licence").id = "permit".to_owned());
    let labelled = [
        question("a", "do i need a licence", &["licence"], "canonical"),
        question("b", "is a licence needed", &["permit"], "canonical"),
    ];
    let found = changes(&boats(), &new, &labelled, &[]);
    let expected = Renamed {
        from: "licence".to_owned(),
        to: "permit".to_owned(),
    };
    assert_eq!(found.entries.renamed, [expected]);
    assert_eq!(found.entries.added.len() + found.entries.removed.len(), 0);
    assert_eq!((found.labelled, found.phrasings), (vec![], vec![]));
}

#[test]
fn missed_danger_is_the_worst() {
    let old = edited(|faq| {
        faq.entries.push(asked(
            Kind::Topic,
            "distress",
            "We are sinking",
            &["the boat is sinking", "somebody fell overboard"],
        ));
        faq.entries.sort_by(|a, b| a.id.cmp(&b.id));
        entry_of(faq, "distress").urgent = true;
    });
    let new = edited(|faq| faq.entries.retain(|entry| entry.id != "licence"));
    let labelled = [
        question("a", "do i need a licence", &["licence"], "canonical"),
        question("b", "somebody fell overboard", &["distress"], "emergency"),
    ];
    let found = changes(&old, &new, &labelled, &[]);
    let worse: Vec<_> = found.labelled.iter().map(|change| &change.id).collect();
    assert_eq!(worse, ["b", "a"]);
    assert_eq!(found.labelled[0].is, Some(Mistake::MissedEmergency));
    assert_eq!(found.entries.removed, ["distress", "licence"]);
}

#[test]
fn one_answer_of_two_is_worse_and_a_phrasing_may_move() {
    let new = edited(|faq| {
        let moved = entry_of(faq, "licence").questions.remove(1);
        entry_of(faq, "opening").questions.push(moved);
    });
    let found = changes(&boats(), &new, &[], &[]);
    let change = &found.phrasings[0];
    assert_eq!(change.presence, Presence::Moved);
    assert_eq!(
        (change.entry.as_str(), change.turn),
        ("opening", Turn::Other)
    );

    let old = boats();
    let matcher = Matcher::new(&old);
    let both = "do i need a licence? when do you open?";
    let one = old.find("licence").unwrap();
    let sides = [Side {
        faq: &old,
        matcher: &matcher,
    }];
    let (languages, ..) = Languages::of(&sides, &sides);
    let mut pair = Pair::new(languages.chosen(both), both);
    let accept = ["licence", "opening"];
    let question = question("m", both, &accept, "multi");
    assert_eq!(pair.labelled(&question), None);
    pair.is.outcome = crate::matcher::Outcome::Answer {
        entries: vec![one],
        not_covered: Vec::new(),
    };
    let change = pair.labelled(&question).unwrap();
    assert_eq!((change.turn, change.is), (Turn::Worse, None));
}

#[test]
fn every_part_of_an_entry_concepts_examples_and_wording_are_named() {
    let new = edited(|faq| {
        let entry = entry_of(faq, "opening");
        entry.kind = Kind::NotCovered;
        entry.body.text.push_str(" Always.");
        entry.urgent = true;
        entry.review_by = Some((jiff::civil::date(2026, 1, 1), 3));
        faq.bot.greeting = Some("Ahoy!".to_owned());
        faq.concepts.push(crate::faq::Concept {
            name: "boat".to_owned(),
            words: vec!["canoe".to_owned()],
            line: 2,
        });
        faq.examples.push(crate::faq::Examples {
            entry: "opening".to_owned(),
            messages: vec!["we would come at nine".to_owned()],
            line: 2,
        });
    });
    let told = changes(&boats(), &new, &[], &[]).to_string();
    let expected = "\
entries
  changed  opening (folder, answer, urgent, review_by)
  changed  concepts.toml (boat)
  changed  examples.toml (opening)
  changed  bot.toml (greeting)
";
    assert!(told.starts_with(expected), "{told}");
}
