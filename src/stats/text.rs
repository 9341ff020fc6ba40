//! The figures of two weeks as people read them, in columns.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Feedback, Week, Weeks};

/// The figures as text, a line for each; `title` gives the title of an entry that there still is.
#[must_use]
pub fn text<'a>(weeks: &Weeks, title: impl Fn(&str) -> Option<&'a str>) -> String {
    let Weeks {
        this_week,
        last_week,
    } = weeks;
    let mut text = format!(
        "this week since Monday {}, last week since Monday {} (UTC)\n\n{:WIDTH$} this week  last week\n",
        this_week.from, last_week.from, ""
    );
    let figures = |week: &Week| {
        [
            week.answered,
            week.asked_back,
            week.declined,
            week.not_covered,
            week.urgent,
            week.small_talk,
        ]
    };
    let figures = figures(this_week).into_iter().zip(figures(last_week));
    for (name, (this, last)) in OUTCOMES.iter().zip(figures) {
        row(&mut text, name, this, last);
    }
    let judged: BTreeSet<&String> = this_week
        .feedback
        .keys()
        .chain(last_week.feedback.keys())
        .collect();
    if judged.is_empty() {
        text.push_str("\nno feedback");
        return text;
    }
    text.push_str("\nfeedback\n");
    for id in judged {
        let _ = match title(id) {
            Some(title) => writeln!(text, "{id}: {title}"),
            None => writeln!(text, "{id} (no longer there)"),
        };
        let of = |week: &Week| week.feedback.get(id).copied().unwrap_or_default();
        let figures = |feedback: Feedback| {
            [
                feedback.helpful,
                feedback.not_helpful,
                feedback.wrong_topic,
                feedback.does_not_answer,
                feedback.unclear,
            ]
        };
        let figures = figures(of(this_week))
            .into_iter()
            .zip(figures(of(last_week)));
        for (name, (this, last)) in FEEDBACK.iter().zip(figures) {
            if this + last > 0 {
                row(&mut text, name, this, last);
            }
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The names of figures, in their order.
const OUTCOMES: [&str; 6] = [
    "answered",
    "asked back",
    "declined",
    "not covered",
    "urgent",
    "small talk",
];
const FEEDBACK: [&str; 5] = [
    "  helpful",
    "  not helpful",
    "    wrong topic",
    "    does not answer",
    "    unclear",
];

/// Width of the names of figures.
const WIDTH: usize = 19;

fn row(text: &mut String, name: &str, this: u64, last: u64) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{name:WIDTH$} {this:>9}  {last:>9}");
}

#[cfg(test)]
mod tests {
    use super::super::{HELPFUL, NOT_HELPFUL, WRONG_TOPIC};
    use super::*;
    use crate::store::Count;

    #[test]
    fn figures_stand_in_columns() {
        let count = |day, kind: &str, entry: &str, n| Count {
            day,
            kind: kind.to_owned(),
            entry: entry.to_owned(),
            n,
        };
        let counts = [
            count(20_831, "answer", "", 12),
            count(20_824, "answer", "", 1_040),
            count(20_831, "decline", "", 3),
            count(20_831, HELPFUL, "sun", 2),
            count(20_824, NOT_HELPFUL, "sun", 1),
            count(20_824, WRONG_TOPIC, "sun", 1),
            count(20_824, HELPFUL, "gone", 1),
        ];
        let title = |id: &str| (id == "sun").then_some("Sun and heat");
        insta::assert_snapshot!(text(&Weeks::of(&counts, 20_831), title), @"
        this week since Monday 2027-01-11, last week since Monday 2027-01-04 (UTC)

                            this week  last week
        answered                   12       1040
        asked back                  0          0
        declined                    3          0
        not covered                 0          0
        urgent                      0          0
        small talk                  0          0

        feedback
        gone (no longer there)
          helpful                   0          1
        sun: Sun and heat
          helpful                   2          0
          not helpful               0          1
            wrong topic             0          1
        ");
    }

    #[test]
    fn nothing_counted_is_told_as_nothing() {
        let told = text(&Weeks::of(&[], 20_831), |_| None);
        assert!(
            told.ends_with("\nsmall talk                  0          0\n\nno feedback"),
            "{told}"
        );
    }
}
