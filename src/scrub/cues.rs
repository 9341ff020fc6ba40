//! Words beside which a name stands, folded: those of English. See [`super::abroad`] for others.

/// A phrase, word by word.
pub(super) type Phrase = &'static [&'static str];

/// After these a name follows whatever it looks like.
pub(super) const SURELY: &[Phrase] = &[
    &["name", "is"],
    &["names"],
    &["surname", "is"],
    &["nickname", "is"],
];

/// After these a name follows whatever it looks like, if a colon stands between: "name: Anna".
pub(super) const FIELDS: &[&str] = &["name", "nickname", "patient", "signed", "surname"];

/// With these people speak of themselves; a name may follow, or what they are.
pub(super) const SPEAKER: &[Phrase] = &[
    &["im"],
    &["i", "am"],
    &["i", "m"],
    &["iam"],
    // An "l" for an "I"
    &["lm"],
    &["am"],
    &["we", "are"],
];

/// Between these and a name.
#[rustfmt::skip]
pub(super) const ADVERBS: &[&str] = &[
    "actually", "again", "already", "also", "always", "apparently", "basically", "btw", "currently",
    "definitely", "er", "erm", "formerly", "hello", "hi", "honestly", "indeed", "just", "like",
    "literally", "now", "obviously", "officially", "only", "originally", "probably", "really",
    "simply", "still", "uh", "uhm", "um", "usually", "well", "yeah", "yes",
];

/// Between these and what somebody is, or a name with a capital.
#[rustfmt::skip]
pub(super) const DEGREES: &[&str] = &["and", "not", "quite", "rather", "so", "too", "very"];

/// Before what somebody is, or a name with a capital.
#[rustfmt::skip]
pub(super) const DETERMINERS: &[&str] = &["a", "an", "one", "our", "that", "the", "ur", "your"];

/// What stands after these is no name of who speaks.
#[rustfmt::skip]
pub(super) const PREPOSITIONS: &[&str] = &[
    "about", "after", "allergic", "at", "before", "by", "for", "from", "in", "into", "of", "off",
    "on", "over", "taking", "than", "to", "under", "using", "with", "without",
];

/// After these a name follows if neither the FAQ nor the language knows the word.
pub(super) const MAYBE: &[Phrase] = &[
    &["its", "me"],
    &["this", "is"],
    &["call", "me"],
    &["calls", "me"],
    &["called"],
    &["go", "by"],
    &["goes", "by"],
    &["going", "by"],
    &["known", "as"],
    &["named"],
    &["name"],
    &["surname"],
    &["nickname"],
    &["patient"],
    &["speaking"],
    &["spoke", "to"],
    &["spoke", "with"],
    &["spoken", "to"],
    &["spoken", "with"],
    &["speak", "to"],
    &["speak", "with"],
    &["speaking", "to"],
    &["speaking", "with"],
    &["talk", "to"],
    &["talked", "to"],
    &["greetings", "from"],
    &["love", "from"],
    &["message", "from"],
    &["regards", "from"],
];

/// After these a name follows if it is written like one.
pub(super) const WRITTEN: &[Phrase] = &[
    &["its"],
    &["it", "is"],
    &["hes"],
    &["i", "was"],
    &["shes"],
    &["thats"],
    &["theyre"],
    // "we're" as well
    &["were"],
    &["im", "in"],
    &["am", "in"],
    &["appointment", "for"],
    &["appointment", "is", "for"],
    &["appointment", "with"],
    &["ask"],
    &["asked"],
    &["booked", "for"],
    &["booked", "under"],
    &["booked", "with"],
    &["booking", "for"],
    &["booking", "is", "for"],
    &["booking", "under"],
    &["done", "by"],
    &["meet"],
    &["met"],
    &["see"],
    &["seen", "by"],
    &["session", "with"],
    &["tell"],
    &["told"],
    &["treated", "by"],
    &["work", "at"],
    &["work", "for"],
    &["working", "at"],
    &["working", "for"],
    &["works", "at"],
    &["works", "for"],
];

/// After these a name follows if it is written like one.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "capt", "captain", "col", "dr", "frau", "herr", "lord", "lt", "madame", "monsieur", "mr", "mrs",
    "ms", "mx", "prof", "professor", "rev", "reverend", "senor", "senora", "sgt",
];

/// These are words of their own too.
#[rustfmt::skip]
pub(super) const TITLES_TOO: &[&str] = &[
    "assistant", "aunt", "auntie", "baby", "bestie", "bf", "boss", "boyfriend", "brother", "child",
    "children", "client", "colleague", "cousin", "dad", "daughter", "doctor", "ex", "father",
    "fiance", "fiancee", "flatmate", "friend", "gf", "girlfriend", "gran", "grandad",
    "granddaughter", "grandma", "grandson", "granny", "hubby", "husband", "kid", "madam", "manager",
    "mate", "miss", "mom", "mother", "mum", "nan", "neighbour", "nephew", "niece", "nurse",
    "partner", "practitioner", "receptionist", "roommate", "sir", "sister", "son", "stepdaughter",
    "stepson", "surgeon", "technician", "therapist", "twin", "uncle", "wife",
];

/// After these the one who is spoken to is named, or the one who speaks.
#[rustfmt::skip]
pub(super) const GREETINGS: &[&str] = &[
    "best", "bye", "cheers", "dear", "faithfully", "greetings", "hello", "hey", "hi", "hiya",
    "love", "regards", "signed", "sincerely", "ta", "thank", "thanks", "thx", "truly", "ty",
    "wishes", "x", "xoxo", "xx", "xxx", "you", "yours",
];

/// Before these somebody is named who speaks: "Anna here", "Anna again".
pub(super) const PRESENCE: &[&str] = &["again", "here", "speaking"];

/// What people do who are named, and things do not.
pub(super) const TELLING: &[&str] = &["said", "says", "told"];

/// What follows a name at the beginning of a clause: "my sister anna had it".
#[rustfmt::skip]
pub(super) const DOING: &[&str] = &[
    "and", "can", "could", "did", "does", "gets", "goes", "got", "had", "has", "is", "needs",
    "said", "says", "told", "used", "uses", "wants", "was", "went", "will",
];

/// Between the parts of a name.
#[rustfmt::skip]
pub(super) const PARTICLES: &[&str] = &[
    "al", "bin", "da", "das", "de", "del", "della", "der", "di", "do", "dos", "el", "la", "le",
    "los", "o", "st", "ten", "ter", "van", "von", "y", "zu",
];
