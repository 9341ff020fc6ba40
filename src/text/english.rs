//! What the English language itself says, whatever the subject: function words, light words,
//! negation, and how words are shortened on a phone.
//!
//! All words stand as [`super::fold`] leaves them: lower case, without apostrophes.

/// Words that carry grammar rather than subject.
pub(super) const FUNCTION: &[&str] = &[
    "a", "about", "again", "all", "also", "am", "an", "and", "any", "are", "arent", "as", "at", "be", "been",
    "being", "both", "but", "by", "can", "cannot", "cant", "could", "couldnt", "did", "didnt", "do", "does",
    "doesnt", "doing", "dont", "each", "either", "else", "even", "ever", "every", "for", "from", "had", "hadnt", "has",
    "hasnt", "have", "havent", "having", "he", "hed", "her", "hers", "herself", "hes", "him", "himself", "his", "how",
    "hows", "i", "id", "if", "ill", "im", "in", "into", "is", "isnt", "it", "itd", "itll", "its", "itself", "ive", "just",
    "lets", "may", "me", "might", "mine", "must", "my", "myself", "nor", "of", "off", "on", "or", "other",
    "our", "ours", "ourselves", "out", "over", "own", "shall", "she", "shed", "shes", "should", "shouldnt", "so", "some",
    "such", "than", "that", "thats", "the", "their", "theirs", "them", "themselves", "then", "there", "theres", "these",
    "they", "theyd", "theyll", "theyre", "theyve", "this", "those", "though", "through", "to", "too", "up",
    "upon", "us", "very", "was", "wasnt", "we", "wed", "were", "werent", "weve", "what", "whatever", "whats", "when",
    "whens", "where", "wheres", "whether", "which", "while", "who", "whoever", "whom", "whos", "whose", "why", "whys", "will",
    "with", "within", "wont", "would", "wouldnt", "yet", "you", "youd", "youll", "your", "youre", "yours",
    "yourself", "yourselves", "youve", "ain", "aint", "oh", "ok", "okay", "yes", "yeah", "no", "not", "without", "never",
    "none", "nothing", "neither", "because", "since", "until", "till", "during", "between", "among", "per", "via", "onto",
    "toward", "towards", "like", "only", "really", "quite", "rather", "still", "already", "now", "here", "etc", "one", "ones",
    "somebody", "someone", "anybody", "anyone", "everybody", "everyone", "something", "anything", "everything", "shouldve",
    "wouldve", "couldve", "mustnt", "neednt", "well", "lot", "lots", "much", "many", "more", "most", "few", "bit",
];

/// Words of everyday talk that say little about what is asked: fillers, politeness, and verbs and
/// nouns that fit any subject.
pub(super) const LIGHT: &[&str] = &[
    "able", "absolutely", "actual", "actually", "ago", "almost", "alone", "along", "alright", "although", "always", "anyway", "apparently",
    "around", "ask", "asked", "asking", "away", "back", "basically", "believe", "bother", "bring", "call", "came", "care", "certain",
    "come", "comes", "coming", "completely", "considering", "curious", "daft", "day", "days", "dear", "definitely", "different",
    "done", "else", "end", "enough", "exactly", "expect", "explain", "fact", "feel", "feeling", "feels", "felt", "find", "fine",
    "first", "folk", "folks", "found", "friend", "gave", "get", "gets", "getting", "girl", "give", "given", "gives", "go", "god", "goes",
    "going", "gone", "gonna", "good", "got", "gotta", "great", "guess", "guys", "happen", "happened", "happening", "happens",
    "hear", "heard", "help", "hey", "hi", "honest", "honestly", "hope", "hoping", "hour", "hours", "idea", "info", "information", "inside",
    "instead", "keep", "keeps", "kind", "kinda", "knew", "know", "last", "lately", "later", "least", "left", "less", "let",
    "life", "literally", "little", "lol", "long", "look", "looking", "looks", "love", "lovely", "made", "main", "make", "makes", "making",
    "manage", "mate", "matter", "maybe", "mean", "means", "meant", "mention", "mentioned", "minute", "moment", "month", "morning", "mum", "mom",
    "need", "needed", "needs", "new", "next", "nice", "night", "normally", "obviously", "old", "omg", "once", "open", "order",
    "part", "particular", "past", "people", "perhaps", "person", "place", "plan", "planning", "please", "plus", "point", "possible", "possibly", "pretty",
    "probably", "properly", "put", "question", "quick", "quickly", "read", "real", "reading", "reason", "regarding", "right", "said", "same", "saw",
    "say", "saying", "says", "see", "seem", "seems", "seen", "set", "sister", "small", "somehow", "sometimes", "somewhere", "soon", "sorry", "sort", "sound",
    "sounds", "specific", "start", "started", "stop", "stuff", "suppose", "supposed", "sure", "swear", "take", "taken", "takes", "taking", "talk", "talking", "tell",
    "tells", "thank", "thanks", "thing", "things", "think", "thinking", "thought", "time", "times", "today", "together", "told", "tomorrow", "tonight", "took",
    "totally", "tried", "truth", "try", "trying", "turn", "understand", "use", "used", "uses", "using", "usual", "usually",
    "wait", "wanna", "want", "wanted", "wanting", "wants", "way", "week", "weeks", "went", "whole", "wife", "husband", "wonder", "wondered", "wondering", "word", "words",
    "work", "works", "worth", "write", "wrong", "year", "years", "yesterday", "years", "advice", "anywhere", "brother", "daughter", "son", "cousin", "aunt", "friends",
    "somewhat", "hence", "however", "therefore", "kindly", "regards", "team", "sir", "madam", "pls", "plz", "hello",
];

/// Words that deny what follows in the same clause.
pub(super) const NEGATION: &[&str] = &[
    "no", "not", "without", "never", "none", "nothing", "neither", "nor", "isnt", "arent", "wasnt", "werent", "doesnt", "dont",
    "didnt", "havent", "hasnt", "hadnt", "aint", "nobody", "zero", "cannot",
];

/// Words after which a denial is no longer in force, as it was meant for something else:
/// "it does not stop bleeding", "why is there no end to it".
pub(super) const NEGATION_ENDS: &[&str] = &[
    "stop", "stops", "stopped", "stopping", "end", "ends", "ended", "ending", "but", "only", "just", "except", "though", "although", "however",
    "sure", "know", "understand", "normal", "if", "when", "because", "go", "going", "gone", "goes", "better", "help", "helping", "clear", "clearing",
    "heal", "healing", "healed", "settle", "settling", "sleep", "see", "open", "believe", "expect", "expecting", "think", "like", "ease",
    "subside", "subsiding", "fade", "fading", "slow", "slowing", "close", "closing", "easing", "improve", "improving", "dry", "drying", "breathe", "swallow",
    "quit", "quitting", "cease", "ceasing", "control", "shake", "let", "want", "wanna", "joking", "kidding", "tell", "told", "say", "said",
];

/// Words that "to" often follows, so that a "2" behind them is no number.
pub(super) const BEFORE_TO: &[&str] = &[
    "have", "has", "had", "need", "needs", "want", "got", "going", "how", "able", "ready", "used", "ok", "okay", "try", "trying", "meant", "supposed", "allowed",
    "like", "love", "hope", "happens", "happen", "close", "next", "back", "go", "it", "me", "explain", "go", "listen", "due",
];

/// Words before which a number is a number.
pub(super) const TIME_UNITS: &[&str] = &["day", "days", "hour", "hours", "week", "weeks", "month", "months", "year", "years", "minute", "minutes", "time", "times"];

/// Words that begin a question.
pub(super) const ASKING: &[&str] = &[
    "what", "whats", "how", "hows", "when", "whens", "where", "wheres", "which", "who", "whos", "whom", "why", "whys", "can", "could", "may", "is", "are",
    "am", "do", "does", "did", "will", "would", "should", "shall", "has", "have", "isnt", "arent", "doesnt", "dont", "wont", "wouldnt", "shouldnt", "any", "tell", "explain",
];

/// Words that stand between two questions in one message.
pub(super) const CONNECTORS: &[&str] = &["and", "but", "also", "plus", "then", "because", "so", "though", "however", "n", "although"];

/// How words are shortened or spelled by ear on a phone, and what is meant.
pub(super) const SHORTHAND: &[(&str, &str)] = &[
    ("2day", "today"), ("2moro", "tomorrow"), ("2morrow", "tomorrow"), ("2nite", "tonight"), ("abt", "about"), ("acc", "account"),
    ("aftr", "after"), ("afta", "after"), ("alrdy", "already"), ("alot", "a lot"), ("amnt", "amount"), ("ansa", "answer"), ("any1", "anyone"), ("appt", "appointment"), ("appts", "appointments"), ("asap", "soon"), ("b4", "before"), ("bc", "because"),
    ("bcos", "because"), ("bcoz", "because"), ("bcz", "because"), ("bf", "boyfriend"), ("bk", "back"), ("bout", "about"), ("btw", "by the way"), ("bcause", "because"), ("cn", "can"), ("coz", "because"), ("cos", "because"), ("cuz", "because"), ("cud", "could"), ("cudnt", "couldnt"),
    ("da", "the"), ("dat", "that"), ("dats", "thats"), ("dem", "them"), ("dere", "there"), ("dis", "this"), ("dnt", "dont"), ("doc", "doctor"), ("docs", "doctors"), ("dr", "doctor"), ("duz", "does"), ("dus", "does"), ("dun", "done"), ("dunno", "dont know"),
    ("enuf", "enough"), ("enuff", "enough"), ("evn", "even"), ("evry", "every"), ("evry1", "everyone"), ("every1", "everyone"), ("fb", "facebook"), ("fone", "phone"), ("frm", "from"), ("fwd", "forward"), ("gd", "good"), ("gf", "girlfriend"), ("gimme", "give me"), ("gona", "going to"), ("gonna", "going to"),
    ("gota", "got to"), ("gotta", "got to"), ("gud", "good"), ("gr8", "great"), ("hav", "have"), ("havnt", "havent"), ("hafta", "have to"), ("hlp", "help"), ("hr", "hour"), ("hrs", "hours"), ("hw", "how"), ("hou", "how"), ("hu", "who"), ("imo", "in my opinion"),
    ("innit", "isnt it"), ("jus", "just"), ("jst", "just"), ("kno", "know"), ("knw", "know"), ("l8r", "later"), ("l8", "late"), ("lemme", "let me"), ("lng", "long"), ("lots", "lots"), ("luk", "look"), ("luv", "love"), ("m8", "mate"), ("mayb", "maybe"), ("min", "minute"), ("mins", "minutes"), ("mnth", "month"), ("mnths", "months"), ("mny", "many"), ("mrng", "morning"),
    ("msg", "message"), ("n", "and"), ("nd", "and"), ("neva", "never"), ("nite", "night"), ("nt", "not"), ("nuffin", "nothing"), ("nxt", "next"), ("obv", "obviously"), ("ov", "of"), ("payin", "paying"), ("ppl", "people"), ("prob", "probably"), ("probs", "probably"), ("propa", "proper"), ("r", "are"), ("rite", "right"), ("rly", "really"),
    ("rlly", "really"), ("shld", "should"), ("shud", "should"), ("shudnt", "shouldnt"), ("shoud", "should"), ("sm1", "someone"), ("som1", "someone"), ("sum1", "someone"), ("some1", "someone"), ("sumthin", "something"), ("sumthing", "something"), ("smth", "something"), ("sumtimes", "sometimes"), ("srsly", "seriously"), ("strait", "straight"), ("tbh", "to be honest"), ("teh", "the"), ("tel", "tell"), ("thay", "they"), ("thru", "through"), ("thrs", "theres"), ("tht", "that"), ("thx", "thanks"), ("tmr", "tomorrow"),
    ("tmrw", "tomorrow"), ("tmw", "tomorrow"), ("tmoz", "tomorrow"), ("tomo", "tomorrow"), ("tomoz", "tomorrow"), ("tommorow", "tomorrow"), ("tonite", "tonight"), ("tnx", "thanks"), ("ty", "thanks"), ("tysm", "thanks"), ("thnx", "thanks"), ("thanx", "thanks"), ("u", "you"), ("ud", "youd"), ("ul", "youll"), ("ur", "your"), ("urself", "yourself"), ("urs", "yours"), ("v", "very"), ("vs", "versus"), ("w", "with"), ("wanna", "want to"),
    ("wana", "want to"), ("wat", "what"), ("wats", "whats"), ("watever", "whatever"), ("wen", "when"), ("wer", "where"), ("wernt", "werent"), ("whn", "when"), ("wht", "what"), ("whts", "whats"), ("whos", "who is"), ("wich", "which"), ("wil", "will"), ("wk", "week"), ("wks", "weeks"), ("wnt", "want"), ("wot", "what"), ("wots", "whats"), ("wrk", "work"), ("wud", "would"), ("wudnt", "wouldnt"), ("wld", "would"), ("wth", "with"), ("wiv", "with"), ("wif", "with"), ("wot", "what"), ("xplain", "explain"), ("y", "why"), ("ya", "you"),
    ("yday", "yesterday"), ("yest", "yesterday"), ("yh", "yes"), ("yr", "year"), ("yrs", "years"), ("shd", "should"), ("frnd", "friend"), ("pic", "picture"), ("pics", "pictures"), ("vid", "video"), ("plz", "please"), ("pls", "please"), ("pleez", "please"), ("plse", "please"), ("thot", "thought"), ("tho", "though"), ("altho", "although"), ("cd", "could"), ("bday", "birthday"), ("wknd", "weekend"), ("wkend", "weekend"), ("mon", "monday"), ("tues", "tuesday"), ("thurs", "thursday"), ("fri", "friday"), ("em", "them"), ("outta", "out of"), ("kinda", "kind of"), ("sorta", "sort of"), ("lotta", "lot of"), ("cant", "cannot"),
    ("hubby", "husband"), ("hapens", "happens"), ("hapen", "happen"), ("meny", "many"), ("woz", "was"), ("dey", "they"), ("skool", "school"), ("havin", "having"), ("ther", "there"),
];
