//! Figures of one kind of question, or of all.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Mistake, Scope, Verdict};

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are meant.
    pub count: usize,
    /// Among how many.
    pub of: usize,
}

impl Share {
    /// The share in `0.0..=1.0`, or `None` of nothing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "no file holds 2^52 questions")]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    fn add(&mut self, counts: bool) {
        self.of += 1;
        self.count += usize::from(counts);
    }
}

impl Serialize for Share {
    /// As `count`, `of` and `share`, rounded to four digits, or null of nothing.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = self.value().map(|value| (value * 1e4).round() / 1e4);
        let mut fields = serializer.serialize_struct("Share", 3)?;
        fields.serialize_field("count", &self.count)?;
        fields.serialize_field("of", &self.of)?;
        fields.serialize_field("share", &rounded)?;
        fields.end()
    }
}

/// The figures of one kind of question, or of all. Each share is of the questions to which it
/// applies.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Figures {
    /// The kind.
    pub kind: String,
    /// How many questions.
    pub n: usize,
    /// Of all: answered rightly, which out of scope means declined or asked back.
    pub right: Share,
    /// Of those in scope: answered rightly.
    pub right_in_scope: Share,
    /// Of those in scope: an accepted entry was answered or offered.
    pub helped: Share,
    /// Of those in scope: answered, and nothing of it is accepted.
    pub wrong: Share,
    /// Of those out of scope: answered or urgent.
    pub false_answers: Share,
    /// Of those out of scope: asked back instead of declined.
    pub asked_back_out_of_scope: Share,
    /// Of small talk: taken as such.
    pub social: Share,
    /// Of emergencies: recognised, with the warning first.
    pub emergencies: Share,
    /// Of emergencies: not even asked back.
    pub emergencies_missed: Share,
    /// Of all: urgent although no urgent entry is accepted.
    pub false_alarms: Share,
    /// Of those that ask for two topics at once: both were answered.
    pub both: Share,
}

impl Figures {
    /// No figures yet of this kind.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    /// Counts one verdict.
    pub fn add(&mut self, verdict: &Verdict) {
        self.n += 1;
        self.right.add(verdict.right);
        self.false_alarms.add(verdict.false_alarm);
        match verdict.scope {
            Scope::In => {
                self.right_in_scope.add(verdict.right);
                self.helped.add(verdict.helped);
                self.wrong.add(verdict.wrong);
            }
            Scope::Out => {
                self.false_answers.add(verdict.false_answer);
                self.asked_back_out_of_scope.add(verdict.asked_back);
            }
            Scope::Social => self.social.add(verdict.right),
        }
        if let Some(recognised) = verdict.recognised {
            self.emergencies.add(recognised);
            self.emergencies_missed
                .add(verdict.mistake == Some(Mistake::MissedEmergency));
        }
        if let Some(both) = verdict.both {
            self.both.add(both);
        }
    }
}
