//! What the shipped FAQ is asked: messages as people write them, and the worst that can come.

use std::fmt;

use skincare_faq_bot::matcher::MAX_CHARS;

use crate::random::Random;

/// Messages of mixed lengths, some mistyped.
pub(crate) const QUERIES: [&str; 40] = [
    "does it hurt",
    "sunscren?",
    "how long till the redness is gone",
    "Hi there!",
    "can i wear makeup tomorow",
    "price",
    "what is a derma roller and is it any good",
    "My skin is realy sensitive, would that be a problem?",
    "how many sesions do i need",
    "is it ok to go to work the next morning",
    "Hello! I had my first appointment yesterday and I look like a tomato. When will it calm down?",
    "which roller shuld I buy for home use",
    "my cheek keeps bleeding and it will not stop",
    "can i do it while im pregnant",
    "thx",
    "how does pricking the skin make it better??",
    "do you numb the face frist",
    "who is alowed to do this, a beautician or a doctor",
    "will it help with my old acne scars",
    "sauna after treatment",
    "I'm getting married in three weeks and my photos are the weekend before. Is that enough time for the marks to fade, and may I use foundation on the day?",
    "what can go wrong",
    "difference between the pen and a roler",
    "is the skin suposed to peel",
    "how long does one apointment take",
    "can you recommend a good moisturiser afterwards",
    "yellow stuff is coming out of one of the little holes and it feels hot, what now",
    "are there side efects",
    "does it realy work or is it just a fad",
    "Good evening, my sister told me about this and I read a bit on the internet, but everyone says something else. She goes to a clinic, I would rather do it in my bathroom. Is doing it at home safe at all?",
    "whats microneedling",
    "how soon do you see resutls",
    "wat shoud i not do afterwards",
    "is botox better",
    "sun holiday 5 days after the treatment, good or bad idea",
    "what hapens during the procedure step by step",
    "are you a real person",
    "who won the football yesterday",
    "does the effect last or do i have to repeat it every year",
    "i am 62 and have large pores and lines round my mouth, is it worth it for someone like me or is it to late",
];

/// A message of the greatest length that is read, and what makes it hard.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Worst {
    /// Phrasings one after another, mistyped words and unknown ones among them, clauses and
    /// sentences of all lengths.
    Mixed,
    /// Mistyped words alone, in one sentence.
    Typos,
    /// Known words alone, a comma after every second.
    Clauses,
    /// Known words glued together.
    OneWord,
}

impl Worst {
    pub(crate) const ALL: [Self; 4] = [Self::Mixed, Self::Typos, Self::Clauses, Self::OneWord];

    /// The message, made of the words of these phrasings.
    pub(crate) fn text(self, phrasings: &[String]) -> String {
        let mut random = Random::new(MAX_CHARS as u64);
        let mut text = String::new();
        while text.chars().count() < MAX_CHARS {
            for word in random.pick(phrasings).split(' ') {
                match self {
                    Self::Mixed if random.once_in(4) => text += &random.mistyped(word),
                    Self::Mixed if random.once_in(12) => text += &unknown(&mut random),
                    Self::Typos => text += &random.mistyped(word),
                    _ => text += word,
                }
                text += match self {
                    Self::Mixed => {
                        *random.pick(&[" ", " ", " ", " ", " ", " ", ", ", " and ", ". ", "? "])
                    }
                    Self::Typos => " ",
                    Self::Clauses => *random.pick(&[" ", ", "]),
                    Self::OneWord => "",
                };
            }
        }
        if matches!(self, Self::OneWord) {
            text.retain(|c| c.is_ascii_alphabetic());
            text = text.repeat(2);
        }
        text.chars().take(MAX_CHARS).collect()
    }
}

impl fmt::Display for Worst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Mixed => "mixed",
            Self::Typos => "typos",
            Self::Clauses => "clauses",
            Self::OneWord => "one_word",
        })
    }
}

fn unknown(random: &mut Random) -> String {
    (0..random.below(9) + 4)
        .map(|_| *random.pick(&['a', 'e', 'g', 'k', 'l', 'm', 'o', 'q', 'u', 'x', 'z']))
        .collect()
}
