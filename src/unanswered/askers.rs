//! How many different people asked alike, in memory alone.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, PoisonError};

use super::alike::Alike;
use crate::config::MOST_ASKERS;
use crate::matcher::Gist;

/// So many groups of questions are remembered; the half that was asked least of late goes when there
/// are more.
const MOST_GROUPS: usize = 1_000;

/// Who asked what of late: groups of questions that are alike, each with hashes of the people who asked.
///
/// The hashes are salted anew in every process and never stored, and no question can be read from
/// its gist alone. A restart begins to count anew, and replicas count each for itself.
#[derive(Debug, Default)]
pub struct Askers {
    salt: RandomState,
    asked: Mutex<Asked>,
}

#[derive(Debug, Default)]
struct Asked {
    alike: Alike,
    groups: Vec<Group>,
    /// How many questions came so far.
    clock: u64,
}

#[derive(Debug)]
struct Group {
    gist: Gist,
    people: Vec<u64>,
    /// The number of its latest question.
    last: u64,
}

impl Askers {
    /// Notes that a person asked something, and gives how many different people have asked alike, up
    /// to [`MOST_ASKERS`]. Of a question of nobody in particular, only that.
    pub fn ask(&self, gist: &Gist, person: Option<i64>) -> u32 {
        let person = person.map(|person| self.salt.hash_one(person));
        // Nothing in here can be left half done.
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.ask(gist, person)
    }
}

impl Asked {
    fn ask(&mut self, gist: &Gist, person: Option<u64>) -> u32 {
        self.clock += 1;
        let number = match self.alike.most_alike(gist) {
            Some(number) => number,
            None => self.add(gist),
        };
        let group = &mut self.groups[number];
        group.last = self.clock;
        if let Some(person) = person
            && !group.people.contains(&person)
            && group.people.len() < MOST_ASKERS as usize
        {
            group.people.push(person);
        }
        u32::try_from(group.people.len()).unwrap_or(u32::MAX)
    }

    fn add(&mut self, gist: &Gist) -> usize {
        if self.groups.len() >= MOST_GROUPS {
            self.groups
                .sort_by_key(|group| std::cmp::Reverse(group.last));
            self.groups.truncate(MOST_GROUPS / 2);
            self.alike = Alike::default();
            for group in &self.groups {
                self.alike.add(group.gist.clone());
            }
        }
        self.groups.push(Group {
            gist: gist.clone(),
            people: Vec::new(),
            last: self.clock,
        });
        self.alike.add(gist.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assistant::Assistant;
    use crate::reply::sample;

    #[test]
    fn people_are_counted_once_and_only_if_they_ask_alike() {
        let assistant = Assistant::new(sample::boat_hire());
        let gist = |text: &str| assistant.matcher().gist(text);
        let askers = Askers::default();
        let asks = |text: &str, person| askers.ask(&gist(text), person);
        assert_eq!(asks("can I bring my elephant", Some(1)), 1);
        assert_eq!(asks("may I bring my elephant?", Some(1)), 1);
        assert_eq!(asks("do you sell xylophones", Some(2)), 1);
        assert_eq!(asks("can i bring an elefant", Some(2)), 2);
        assert_eq!(asks("can I bring my elephant", None), 2);
        assert_eq!(
            Askers::default().ask(&gist("can I bring my elephant"), None),
            0
        );
        for person in 0..1_000 {
            assert!(asks("can I bring my elephant", Some(person)) <= 100);
        }
    }

    #[test]
    fn what_was_asked_of_late_is_remembered() {
        let assistant = Assistant::new(sample::boat_hire());
        let askers = Askers::default();
        // Letters alone, so that no two words are alike.
        let word = |number: usize| -> String {
            (0..7)
                .map(|place| {
                    char::from(
                        b"bcdfghjkmnpqrtvwxz"[(number * 7_919 + 31) / 18_usize.pow(place) % 18],
                    )
                })
                .collect()
        };
        let asks = |number: usize, person| {
            askers.ask(&assistant.matcher().gist(&word(number)), Some(person))
        };
        for number in 0..MOST_GROUPS * 2 {
            asks(number, 1);
            let groups = askers.asked.lock().unwrap().groups.len();
            assert!(groups <= MOST_GROUPS, "{groups}");
        }
        assert!(askers.asked.lock().unwrap().groups.len() > MOST_GROUPS / 4);
        assert_eq!(asks(MOST_GROUPS * 2 - 1, 2), 2);
        assert_eq!(asks(0, 2), 1, "long ago");
    }
}
