//! Words beside which a name stands, folded.

/// After these a name follows whatever it looks like.
pub(super) const SURELY: &[&[&str]] = &[
    &["name", "is"],
    &["names"],
    &["name"],
    &["surname"],
    &["surname", "is"],
    // In languages that the FAQ may not be in.
    &["heiße"],
    &["heisse"],
    &["llamo"],
    &["mappelle"],
    &["chiamo"],
    &["зовут"],
    &["name", "ist"],
    &["naam", "is"],
    &["nom", "est"],
    &["nombre", "es"],
    &["heet"],
    &["heter"],
    &["hedder"],
    &["chamo"],
];

/// After these a name follows if it looks like one.
pub(super) const MAYBE: &[&[&str]] = &[
    &["im"],
    &["i", "am"],
    &["i", "m"],
    &["am"],
    &["this", "is"],
    &["call", "me"],
    &["called"],
    &["named"],
    &["its"],
    &["insta"],
    &["instagram"],
    &["insta", "is"],
    &["instagram", "is"],
    &["username", "is"],
    &["handle", "is"],
    &["email", "is"],
];

/// After these a name follows if it is written like one.
pub(super) const TITLES: &[&str] = &[
    "dr",
    "frau",
    "herr",
    "madame",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mx",
    "prof",
    "professor",
    "senor",
    "senora",
];

/// These are words of their own too.
pub(super) const TITLES_TOO: &[&str] = &[
    "aunt",
    "boyfriend",
    "brother",
    "colleague",
    "daughter",
    "doctor",
    "father",
    "friend",
    "girlfriend",
    "husband",
    "madam",
    "miss",
    "mother",
    "mum",
    "nurse",
    "partner",
    "sir",
    "sister",
    "son",
    "uncle",
    "wife",
];

/// After these the one who is spoken to is named, or the one who speaks.
pub(super) const GREETINGS: &[&str] = &[
    "best",
    "bye",
    "cheers",
    "dear",
    "greetings",
    "hello",
    "hey",
    "hi",
    "hiya",
    "love",
    "regards",
    "sincerely",
    "thanks",
    "thank",
    "thx",
    "ty",
    "you",
    "yours",
];

/// Between the parts of a name.
pub(super) const PARTICLES: &[&str] = &[
    "al", "bin", "da", "de", "del", "der", "di", "la", "le", "van", "von",
];

/// After the name of a street.
pub(super) const STREETS: &[&str] = &["avenue", "lane", "road", "street"];
