//! What people say of themselves where a name could stand as well: "I'm petrified", "I'm Scottish".
//!
//! The FAQ knows the words of its subject; these are everyday ones that it need not know. Words that
//! are names of families as well ("Baker") are left out.

/// What somebody is or does, folded and in order.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "able", "abroad", "absent", "absolutely", "absurd", "accustomed", "aching", "addicted", "admin",
    "adopted", "aesthetician", "affected", "afraid", "agnostic", "agreeing", "alarming", "albino",
    "alive", "allergic", "alone", "alright", "amazed", "amazing", "anaemic", "anemic", "angry",
    "annoyed", "anxious", "appalling", "apprehensive", "architect", "arriving", "artist", "asap",
    "ashamed", "asking", "asleep", "asthmatic", "atheist", "autistic", "available", "awake",
    "aware", "away", "awesome", "awful", "back", "bad", "bald", "barista", "beautician",
    "bedridden", "begging", "beginner", "beginning", "bisexual", "black", "bleeding", "blessed",
    "blind", "blistered", "bloated", "blogger", "blonde", "bodybuilder", "booked", "bored",
    "bothered", "boy", "breaking", "brilliant", "bruised", "btw", "buddhist", "builder", "burning",
    "burnt", "busy", "calling", "calm", "cancelling", "careful", "carer", "cashier", "catholic",
    "celiac", "changing", "chatting", "checking", "chef", "child", "chilled", "chronically",
    "claustrophobic", "clean", "cleaner", "clear", "client", "clueless", "clumsy", "coeliac",
    "cold", "comfortable", "coming", "committed", "completely", "concerned", "concerning",
    "confident", "confused", "confusing", "congested", "considering", "constantly", "contagious",
    "convinced", "cool", "covered", "crazy", "crying", "curious", "currently", "cursed", "customer",
    "cyclist", "dancer", "dangerous", "dating", "day", "days", "dead", "deaf", "debating",
    "deciding", "definitely", "dehydrated", "delighted", "dentist", "depressed", "designer",
    "despairing", "desperate", "devastated", "diabetic", "different", "disabled", "disappointed",
    "disappointing", "disgraceful", "disgusted", "disgusting", "distraught", "distressed",
    "disturbed", "diver", "dizzy", "doctor", "doing", "done", "doubtful", "dreading", "dressed",
    "driver", "driving", "drowsy", "drunk", "dry", "due", "dying", "eager", "east", "eastern",
    "eating", "elderly", "electrician", "embarrassed", "embarrassing", "emotional", "engaged",
    "engineer", "enjoying", "enquiring", "enraged", "epileptic", "esthetician", "excellent",
    "exhausted", "expecting", "experiencing", "exposed", "extra", "extremely", "faint", "fainting",
    "fair", "fairly", "fantastic", "farmer", "fasting", "fearful", "fed", "feeling", "female",
    "feverish", "fine", "finished", "firefighter", "fit", "flaky", "flying", "following",
    "forgetful", "forty", "frail", "freaked", "freaking", "free", "freezing", "frightened",
    "frustrated", "frustrating", "full", "fully", "fuming", "furious", "fussy", "fyi", "gagging",
    "gardener", "gay", "getting", "giddy", "ginger", "girl", "glad", "gluten", "going", "good",
    "grateful", "greasy", "great", "grieving", "gutted", "guy", "gymnast", "haemophiliac",
    "hairdresser", "hairy", "halal", "happy", "having", "healed", "healing", "healthcare",
    "healthy", "hearing", "heartbroken", "heavily", "heavy", "hesitant", "hesitating", "hilarious",
    "hindu", "hopeful", "hopeless", "hoping", "horrified", "hot", "humiliated", "hungover",
    "hungry", "hurt", "hurting", "hypersensitive", "hypertensive", "hyperthyroid",
    "hyperventilating", "hypothyroid", "hysterical", "idk", "ill", "immune", "immunocompromised",
    "immunosuppressed", "impatient", "impressed", "incredibly", "infected", "inflamed",
    "influencer", "informed", "injured", "inquiring", "insane", "insecure", "insulted", "insured",
    "interested", "intersex", "intolerant", "intrigued", "irritated", "itching", "itchy", "jealous",
    "jewish", "journalist", "kind", "kosher", "lactating", "lactose", "lady", "late", "laughing",
    "lawyer", "leaking", "leaving", "lesbian", "lifeguard", "literally", "livid", "living",
    "loaded", "lol", "lonely", "looking", "losing", "lost", "loving", "lucky", "lying", "mad",
    "male", "man", "manager", "married", "mature", "meant", "mechanic", "menopausal",
    "menstruating", "middle", "midwife", "minded", "minor", "misleading", "missing", "mixed",
    "moaning", "mobile", "model", "mom", "month", "months", "mortified", "mother", "moving", "mum",
    "musician", "muslim", "native", "nauseated", "nauseous", "near", "nearly", "needing", "nervous",
    "new", "newbie", "next", "ngl", "nonbinary", "normal", "north", "northern", "novice", "numb",
    "nurse", "nursing", "obese", "obsessed", "offended", "ok", "okay", "old", "older", "omg",
    "online", "oozing", "open", "organic", "orthodox", "out", "outraged", "outrageous", "over",
    "overdue", "overjoyed", "overweight", "overwhelmed", "owner", "packing", "pained", "painful",
    "pale", "panicked", "panicking", "panicky", "paralysed", "paramedic", "paranoid", "passionate",
    "patchy", "patient", "paying", "peeling", "pensioner", "perimenopausal", "permanently",
    "petrified", "photographer", "picky", "pilot", "pink", "planning", "pleased", "pls", "plumber",
    "plz", "pms", "pmsing", "poor", "poorly", "positive", "post", "postmenopausal", "postpartum",
    "postponing", "pre", "pregnant", "prepared", "prone", "protestant", "proud", "puffy", "puzzled",
    "queasy", "queer", "quick", "quitting", "raging", "rash", "raw", "reacting", "reading", "ready",
    "really", "receptionist", "recovering", "red", "redhead", "reduced", "regretting", "related",
    "relaxed", "relieved", "religious", "reluctant", "reporter", "resting", "restless", "retired",
    "ridiculous", "ridiculously", "right", "roasting", "runner", "running", "rushing", "sad",
    "safe", "sailor", "salty", "satisfied", "scabby", "scandalous", "sceptical", "scientist",
    "scratching", "seeing", "seeking", "seeping", "self", "senior", "sensitive", "serious",
    "seriously", "severely", "shaken", "shaking", "shaky", "shattered", "shivering", "shocked",
    "shocking", "shopper", "shy", "sick", "significantly", "single", "sixty", "skeptical",
    "sleeper", "sleeping", "sleepless", "sleepy", "slightly", "slim", "smoker", "smoking",
    "sneezing", "sober", "soldier", "sore", "sorry", "south", "southern", "speechless", "sporty",
    "stable", "stage", "starting", "starving", "staying", "sterile", "stinging", "straight",
    "stressed", "stressing", "struggling", "stuck", "student", "studying", "stunned", "stupid",
    "sufferer", "suffering", "sunbathing", "sunburned", "sunburnt", "super", "supposed", "sure",
    "surgeon", "surprised", "suspicious", "sweating", "sweaty", "swelling", "swimmer", "swollen",
    "taking", "tall", "tanned", "tanning", "tbh", "teacher", "technician", "teen", "teenager",
    "tempted", "tender", "terminally", "terrible", "terrified", "thankful", "therapist", "thin",
    "thinking", "thirsty", "thirty", "thrilled", "throbbing", "ticklish", "tired", "torn",
    "tourist", "trainer", "training", "trans", "transgender", "traumatised", "traumatized",
    "traveling", "travelling", "trying", "type", "ugly", "unable", "unacceptable", "unaware",
    "unbelievable", "uncertain", "unclear", "uncomfortable", "underweight", "unemployed", "unfit",
    "unhappy", "uninsured", "unlucky", "unprofessional", "unsatisfied", "unsure", "unwell", "upset",
    "urgent", "used", "useless", "using", "usually", "vaccinated", "vegan", "vegetarian", "vet",
    "veteran", "visiting", "vomiting", "vulnerable", "waiter", "waiting", "waitress", "waking",
    "walking", "wanting", "warm", "wary", "watching", "weak", "wearing", "week", "weeks", "weeping",
    "weird", "welcome", "well", "west", "western", "wet", "white", "willing", "woman", "wonderful",
    "wondering", "worker", "working", "worried", "worrying", "writing", "wrong", "year", "years",
    "yellow", "younger",
];

/// Peoples and where somebody's family comes from, folded and in order.
#[rustfmt::skip]
const PEOPLES: &[&str] = &[
    "afghan", "african", "albanian", "algerian", "american", "arab", "arabian", "arabic",
    "argentinian", "armenian", "asian", "australian", "austrian", "azerbaijani", "bangladeshi",
    "basque", "belarusian", "belgian", "bengali", "bolivian", "bosnian", "brazilian", "british",
    "briton", "bulgarian", "burmese", "cambodian", "cameroonian", "canadian", "caribbean",
    "catalan", "caucasian", "chilean", "chinese", "colombian", "congolese", "croatian", "cuban",
    "cypriot", "czech", "danish", "dominican", "dutch", "ecuadorian", "egyptian", "emirati",
    "english", "eritrean", "estonian", "ethiopian", "european", "fijian", "filipina", "filipino",
    "finnish", "french", "georgian", "german", "ghanaian", "greek", "guyanese", "hawaiian",
    "hispanic", "hungarian", "icelandic", "indian", "indigenous", "indonesian", "iranian", "iraqi",
    "irish", "israeli", "italian", "ivorian", "jamaican", "japanese", "jordanian", "kazakh",
    "kenyan", "korean", "kurdish", "kuwaiti", "latina", "latino", "latinx", "latvian", "lebanese",
    "libyan", "lithuanian", "macedonian", "malay", "malaysian", "maltese", "mauritian",
    "mediterranean", "mexican", "moldovan", "mongolian", "moroccan", "nepalese", "nepali",
    "nigerian", "nordic", "norwegian", "pakistani", "palestinian", "peruvian", "polish",
    "portuguese", "punjabi", "romanian", "russian", "rwandan", "saudi", "scandinavian", "scottish",
    "senegalese", "serbian", "sikh", "singaporean", "slavic", "slovak", "slovenian", "somali",
    "spanish", "sudanese", "swedish", "swiss", "syrian", "taiwanese", "tamil", "tanzanian", "thai",
    "tibetan", "trinidadian", "tunisian", "turkish", "ugandan", "ukrainian", "uruguayan",
    "venezuelan", "vietnamese", "welsh", "yemeni", "zambian", "zimbabwean",
];

/// What is no deed, folded and in order: nobody is "harding".
#[rustfmt::skip]
const QUALITIES: &[&str] = &[
    "bold", "brown", "cold", "field", "gold", "good", "hard", "high", "mann", "old", "poor", "rich", "short",
    "small", "soft", "strong", "sweet", "thick", "weak", "wild", "young",
];

/// Whether a folded word looks like a form of another of which there is none: "harding".
pub(super) fn is_no_form(word: &str) -> bool {
    let stem = word.strip_suffix("ing");
    stem.is_some_and(|stem| QUALITIES.binary_search(&stem).is_ok())
}

/// Whether a folded word tells what somebody is, and not who; of one with a hyphen, its last part.
pub(super) fn is_state(word: &str) -> bool {
    let last = word.rsplit('-').next().unwrap_or(word);
    STATES.binary_search(&last).is_ok() || is_people(last)
}

/// Whether a folded word is the name of a people: "italian".
pub(super) fn is_people(word: &str) -> bool {
    let has = |word: &str| PEOPLES.binary_search(&word).is_ok();
    has(word) || word.strip_suffix('s').is_some_and(has)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn lists_are_in_order_and_folded() {
        for list in [STATES, PEOPLES, QUALITIES] {
            assert!(list.is_sorted_by(|a, b| a < b));
            for word in list {
                assert_eq!(Language::ENGLISH.fold(word), *word);
            }
        }
    }

    #[test]
    fn what_somebody_is_is_known() {
        for word in ["scottish", "italians", "petrified", "sun-sensitive"] {
            assert!(is_state(word), "{word}");
        }
        for word in ["anneliese", "parish", "thorvald", "anna-thorvald"] {
            assert!(!is_state(word), "{word}");
        }
    }
}
