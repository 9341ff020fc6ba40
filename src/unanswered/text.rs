//! Questions that were not answered as people read them.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::Group;
use crate::assistant::Assistant;
use crate::faq::counted;
use crate::store::Why;

/// At most so many other wordings of a question are shown.
const FEW: usize = 3;

/// The questions as text, a paragraph for each; `assistant` is the one that grouped them.
///
/// # Panics
///
/// May panic if it is another.
#[must_use]
pub fn text(groups: &[Group], min_askers: u32, assistant: &Assistant) -> String {
    let of_whom = match min_askers {
        1 => String::new(),
        several => format!(" by at least {several} people who asked alike"),
    };
    if groups.is_empty() {
        return format!("no question that was left unanswered{of_whom}");
    }
    let questions = counted(groups.len(), "question that was", "questions that were");
    let mut text = format!("{questions} left unanswered{of_whom}\n");
    for group in groups {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n“{}”\n  {}, {}, last at {}: {}\n",
            group.text,
            counted(group.askers as usize, "person", "people"),
            counted(group.count(), "time", "times"),
            group.last_asked(),
            reasons(group),
        );
        others(&mut text, &group.texts[1..]);
        if let Some(language) = assistant.other_language(group.edition) {
            let _ = writeln!(text, "  language: {language}");
        }
        let faq = assistant.edition(group.edition).faq();
        match group.nearest.map(|entry| faq.entry(entry)) {
            Some(entry) => {
                let _ = writeln!(text, "  nearest: {} ({})", entry.id, entry.title.text);
            }
            None => text.push_str("  nearest: none\n"),
        }
    }
    text.truncate(text.trim_end().len());
    text
}

impl Group {
    /// When it was asked last, as people read it: "2027-01-15 08:00 UTC".
    #[must_use]
    pub fn last_asked(&self) -> String {
        let last = Timestamp::from_second(self.last).unwrap_or_default();
        last.strftime("%Y-%m-%d %H:%M UTC").to_string()
    }
}

fn reasons(group: &Group) -> String {
    let reasons: Vec<String> = group
        .why
        .iter()
        .map(|(why, n)| {
            let why = match why {
                Why::Decline => "declined",
                Why::NoneOfThese => "none of these",
                Why::WrongTopic => "wrong topic",
            };
            if group.why.len() == 1 {
                why.to_owned()
            } else {
                format!("{why} {n}")
            }
        })
        .collect();
    reasons.join(", ")
}

/// Other wordings of a question.
fn others(text: &mut String, others: &[String]) {
    if others.is_empty() {
        return;
    }
    let few: Vec<String> = others
        .iter()
        .take(FEW)
        .map(|other| format!("“{other}”"))
        .collect();
    let _ = write!(text, "  also: {}", few.join(", "));
    if others.len() > FEW {
        let _ = write!(text, " and {} more", others.len() - FEW);
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::assistant::EditionIndex;
    use crate::reply::sample::boat_hire;

    #[test]
    fn groups_are_told_with_all_that_is_known_of_them() {
        let assistant = Assistant::new(boat_hire());
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let groups = [
            Group {
                text: "can I bring my elephant".to_owned(),
                texts: texts(&["can I bring my elephant", "elephants?", "b", "c", "d", "e"]),
                numbers: vec![1; 12],
                askers: 7,
                last: 1_800_000_000,
                why: BTreeMap::from([(Why::Decline, 10), (Why::WrongTopic, 2)]),
                edition: EditionIndex::DEFAULT,
                nearest: assistant.faq().find("dogs"),
            },
            Group {
                text: "xylophones".to_owned(),
                texts: texts(&["xylophones"]),
                numbers: vec![1],
                askers: 1,
                last: 1_800_003_600,
                why: BTreeMap::from([(Why::NoneOfThese, 1)]),
                edition: EditionIndex::DEFAULT,
                nearest: None,
            },
        ];
        insta::assert_snapshot!(text(&groups, 1, &assistant), @"
        2 questions that were left unanswered

        “can I bring my elephant”
          7 people, 12 times, last at 2027-01-15 08:00 UTC: declined 10, wrong topic 2
          also: “elephants?”, “b”, “c” and 2 more
          nearest: dogs (May dogs come?)

        “xylophones”
          1 person, 1 time, last at 2027-01-15 09:00 UTC: none of these
          nearest: none
        ");
        let one = text(&groups[..1], 2, &assistant);
        assert!(
            one.starts_with(
                "1 question that was left unanswered by at least 2 people who asked alike\n"
            ),
            "{one}"
        );
        assert_eq!(
            text(&[], 2, &assistant),
            "no question that was left unanswered by at least 2 people who asked alike"
        );
    }
}
