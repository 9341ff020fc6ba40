//! Everything that is computed when a FAQ is loaded, the costly parts beside each other.

use super::index::Index;
use super::learned::Learned;
use super::lessons::{AllLessons, Classes, Lessons};
use super::lexicon::Lexicon;
use super::phrasings::Wording;
use super::reading::Reader;
use super::texts::Texts;
use crate::faq::Faq;

/// What the words of a FAQ are turned into.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) lexicon: Lexicon,
    pub(super) index: Index,
    /// Each phrasing as written.
    pub(super) phrasing_texts: Texts,
    pub(super) learned: Learned,
}

/// A message with the class that it is an example of.
type Example<'a> = (u32, &'a str);

impl Prepared {
    /// Prepares the words of a FAQ.
    ///
    /// The search of similar spellings and glued words is prepared while the phrasings are indexed, all
    /// of whose words are known; each does half of the examples after that.
    pub(super) fn new(faq: &Faq, wording: Wording<'_>) -> Self {
        let Wording {
            questions,
            concepts,
            examples,
        } = wording;
        let (mut lexicon, phrasings) = Lexicon::new(faq, questions, concepts);
        let joined = lexicon.take_joined();
        let classes = Classes::of(&faq.entries);
        let messages: Vec<Example<'_>> = examples
            .iter()
            .filter_map(|examples| Some((faq.find(&examples.entry)?, &examples.messages)))
            .filter_map(|(entry, messages)| Some((classes.of_entry(entry.0)?, messages)))
            .flat_map(|(class, messages)| messages.iter().map(move |text| (class, text.as_str())))
            .collect();
        let (mine, others) = messages.split_at(messages.len() / 2);
        let (index, lessons, (spellings, more)) = std::thread::scope(|scope| {
            let beside = scope.spawn(|| {
                let spellings = lexicon.spellings(joined, &phrasings);
                let mut lessons = Lessons::default();
                read_examples(&lexicon, others, &mut lessons);
                (spellings, lessons)
            });
            let mut lessons = Lessons::default();
            let index = Index::new(faq, &lexicon, &phrasings, |entry, tokens| {
                if let Some(class) = classes.of_entry(entry) {
                    lessons.add(&lexicon, tokens, 0, class);
                }
            });
            read_examples(&lexicon, mine, &mut lessons);
            match beside.join() {
                Ok(beside) => (index, lessons, beside),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        // What the texts say is in the lessons now; their room is needed.
        drop(messages);
        drop(examples);
        let lessons = AllLessons::new(lessons, more);
        let learned = Learned::new(classes, &lexicon, lessons);
        lexicon.finish(spellings);
        Self {
            lexicon,
            index,
            phrasing_texts: phrasings.texts,
            learned,
        }
    }
}

fn read_examples(lexicon: &Lexicon, examples: &[Example<'_>], lessons: &mut Lessons) {
    let language = lexicon.vocabulary.language();
    let mut reader = Reader::new(lexicon);
    for (class, text) in examples {
        let words = language.words(&language.fold(text));
        let (tokens, unknown) = reader.read_known(&words);
        lessons.add(lexicon, &tokens, unknown, *class);
    }
}
