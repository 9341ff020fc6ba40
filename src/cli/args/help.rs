//! What `--help` says below the arguments of each command but `import` and `export`.

use std::fmt::Write as _;

use crate::config::SETTINGS;

pub(super) const OVERVIEW: &str = concat!(
    "Examples:\n  ",
    program!(),
    " ask how long does it take\n  ",
    program!(),
    " chat --faq my-faq\n  ",
    program!(),
    " check\n\n",
    "Exit codes:\n  \
    0  done; a question that is declined counts as done too\n  \
    1  problems were found in the FAQ (by `check`), in an edit of it (by `diff`), in the input, or\n     \
    with the bot (by `doctor` and `health`); warnings do not count\n  \
    2  a wrong argument or setting\n  \
    3  the FAQ cannot be loaded; `check` says why and exits with 1\n  \
    4  there is no token to serve Telegram with\n  \
    5  Telegram refuses the token\n  \
    6  the storage cannot be used\n  \
    130  a second signal ended the program while it was stopping",
);

pub(super) const RUN: &str = concat!(
    "Example:\n  TELOXIDE_TOKEN=123:abc ",
    program!(),
    " run\n\n",
    "Settings come from the environment and from .env in the current folder; see the overview with\n\
    --help. SIGINT and SIGTERM finish what was taken, within ten seconds."
);

pub(super) const DOCTOR: &str = concat!(
    "Example:\n  ",
    program!(),
    " doctor\n\n",
    "One line for each thing, `ok` or `problem` and what to do. The exit code is 1 if there is a\n\
    problem."
);

pub(super) const HEALTH: &str = concat!(
    "Example:\n  HEALTH_ADDR=9090 ",
    program!(),
    " health\n\n",
    "Asks /readyz where HEALTH_ADDR says, for five seconds at most, and prints the answer: one line\n\
    for each thing, `ok` or `problem` and why. The exit code is 0 if the bot is ready, 1 if it is not\n\
    or does not answer, and 2 if HEALTH_ADDR is not set."
);

pub(super) const ASK: &str = concat!(
    "Examples:\n  ",
    program!(),
    " ask how long does it take\n  ",
    program!(),
    " ask \"how long does it take?\" --explain\n  ",
    "echo \"how long does it take?\" | ",
    program!(),
    " ask --format json\n  ",
    program!(),
    " ask --jsonl < questions.jsonl > outcomes.jsonl\n\n",
    "Keys of --format json:\n  \
    outcome      answer, urgent, clarify, not_covered, small_talk or decline\n  \
    entries      ids answered (urgent ones first) or offered, best first\n  \
    not_covered  ids declined beside an answer; only if there are any\n  \
    score        of the first in `ranked`, 0 to 1; 0 if that is empty\n  \
    ranked       up to ten pairs of id and score, best first\n  \
    micros       microseconds from text to outcome\n  \
    reply        what is said, as plain text\n  \
    choices      what is offered next: `label` and `entry`, null for none of these\n  \
    truncated    whether only the beginning of the message was read\n  \
    explanation  why; only with --explain\n  \
    language     in which it is answered; only if the FAQ is written in several\n\n",
    "With --jsonl each line of input is an object with `id` and `text`, and each line of output has\n\
    its `id`, outcome, entries, score, ranked, micros, not_covered if there are any, and language if\n\
    there are several. In place of a line that is no such object stands one with `error` and `line`, and the exit code is 1.",
);

pub(super) const CHAT: &str = concat!(
    "Examples:\n  ",
    program!(),
    " chat\n  ",
    "printf 'how long does it take\\n1\\n' | ",
    program!(),
    " chat\n\n",
    "Type a question and press Enter, or the number of a choice. /help lists the commands; /quit,\n\
    Ctrl-D and Ctrl-C leave. Nothing of it is kept. Lines can be piped in, too: each gets its reply,\n\
    and the end of input ends the conversation.",
);

pub(super) const CHECK: &str = concat!(
    "Examples:\n  ",
    program!(),
    " check\n  ",
    program!(),
    " check --verbose | grep topics/pain.md\n  ",
    program!(),
    " check --faq my-faq --format json\n\n",
    "All problems of all files are shown at once, each as `file:line: what was found` with what to\n\
    do about it below; if many phrasings of an entry are astray, they are told together, by the\n\
    entries that take them and with the lines on which they stand. Errors come last. The exit code\n\
    is 1 if there are errors, also if they keep the FAQ from being loaded, and 0 if there are none:\n\
    warnings are worth a look, and the bot works with them.\n\n",
    "Errors:\n  \
    files that cannot be read, do not parse or are not read at all; unknown, missing and empty keys;\n  \
    ids and links to them that are wrong; the same phrasing in two places; Markdown and characters\n  \
    that Telegram cannot show; examples of what is no entry, listed twice, or phrasings of another\n  \
    entry; what names no language, and folders that are none; a translation in another folder, or\n  \
    urgent where the original is not; a reply too long for one of Telegram's messages; an\n  \
    example in `not` that is answered with its entry\n\
    Warnings:\n  \
    `review_by` is past, or will be within thirty days; an entry or a text of the bot is not\n  \
    translated, or not the other way round; words of a language count as they are written; an entry\n  \
    has no phrasing beside its title; a word is in two concepts, be it in another form; small talk\n  \
    has examples; a phrasing does not find its own entry, or is astray: it would not find it if it\n  \
    were not there, so nobody who words it a little differently will either; entries steal such\n  \
    phrasings from each other: the words by which they do are named, and what to do (the worst ten,\n  \
    --verbose all)\n\n",
    "Keys of --format json:\n  \
    errors    how many there are\n  \
    warnings  how many there are\n  \
    problems  objects with `path`, `line` (null: the file as a whole), `severity` (error or\n            \
    warning), `message` and `help` (null: the message says it)\n  \
    pairs     entries that steal from each other, worst first: `loses` and `takes` (`entry`, how many\n            \
    `phrasings` it has, and the `lines` of those that go to the other), `words` at fault\n            \
    (`word`, what it `stands_for`, by which `concept`; null: none) and a `suggestion`;\n            \
    each is among the problems, too",
);

pub(super) const DIFF: &str = concat!(
    "Examples:\n  ",
    program!(),
    " diff HEAD\n  ",
    program!(),
    " diff HEAD~1 --questions questions.jsonl\n  ",
    program!(),
    " diff v1.2 v1.3\n  ",
    program!(),
    " diff my-faq my-edited-faq --format json\n\n",
    "OLD and NEW are each a folder with a FAQ or, if there is no folder of that name, a revision that\n\
    git knows (a commit, tag or branch) of the folder that --faq names. `./x` is always a folder, and\n\
    `refs/heads/x` always a branch. Without NEW it is the folder that --faq names, as it is on disk:\n\
    `diff HEAD` shows what the edits change that are not committed yet. Nothing is written or checked\n\
    out.\n\n",
    "Both versions decide on every phrasing that either has, on the labelled questions of --questions\n\
    (see `eval --help`), and on the questions that people asked in vain: those that `unanswered` shows\n\
    for the version before, or the lines of --unanswered.\n\n",
    "A phrasing is decided on in its own language, if both versions are written in it. Any other message\n\
    is answered by each version in the language that it chooses, as the bot does for somebody who speaks\n\
    the default one. Languages are named where they are not that: `answer size (de)`.\n\n",
    "Shown is what gets another outcome, from what to what, the labelled questions that get worse first\n\
    and among these missed danger signs. Worse is what `eval` calls a worse mistake, and one answer\n\
    where two were. An entry that only has another id counts as the same.\n\n",
    "The exit code is 1 if a labelled question gets worse, or if something is wrong with its file;\n\
    0 if not; 2 if git or a revision is not there; 3 if one of the two cannot be loaded.\n\n",
    "Keys of --format json:\n  \
    old, new    what is compared: `name`, `languages` (the default one first), and how many `entries`\n              \
    and `phrasings` there are in all of them\n  \
    entries     of the default language: ids `added`, `removed`, `renamed` (`from`, `to`) and `changed`\n              \
    (`id`, `parts`), names of `concepts`, ids with `examples` and keys of `wording` that are\n              \
    not the same\n  \
    languages   tags of those `added` and `removed`; others that are `changed`: `language`, `entries`\n  \
    compared    how many `labelled` questions, `phrasings` and `unanswered` questions\n  \
    labelled    those that change: `id`, `text`, `turn` (worse, better or other), `from` and `to`\n              \
    (`outcome`, `entries`, and if there is any `not_covered`, and `language`: the tag of\n              \
    another than the default one), and the mistakes that `was` and that `is` made (null:\n              \
    none)\n  \
    phrasings   those that change: `entry`, `text`, `presence` (kept, moved, added or removed),\n              \
    `turn`, `from` and `to`\n  \
    unanswered  those that change: `text`, `from` and `to`",
);

pub(super) const EVAL: &str = concat!(
    "Example:\n  ",
    program!(),
    " eval questions.jsonl\n\n",
    "Each line of FILE is an object with `id`, `text`, `accept` (ids of the topics that are right, best\n\
    first; none if it must be declined; `social` for small talk) and `kind`.\n\n",
    "  right        in scope: every topic answered is accepted (`emergency`: and the outcome is urgent,\n               \
    the accepted one first); out of scope: neither answered nor urgent; small talk: taken so\n  \
    helped       in scope: an accepted topic is answered or offered\n  \
    wrong        in scope: answered, and nothing of it is accepted\n  \
    false        out of scope: answered or urgent\n  \
    asked back   out of scope: a choice of topics was offered\n  \
    false alarm  urgent, and no urgent entry is accepted\n\n\
    Keys of --format json:\n  \
    kinds       figures of each `kind`, in the order in which they occur\n  \
    all         figures of all questions\n  \
    confusions  worst first: `mistake`, `expected`, `got`, `count` and the `ids` of the questions\n\
    Figures are `kind`, `n` and shares (`count`, `of`, and `share`, null of nothing): `right`,\n\
    `right_in_scope`, `helped`, `wrong`, `false_answers`, `asked_back_out_of_scope`, `social`,\n\
    `emergencies`, `emergencies_missed` (not even asked back), `false_alarms`, and `both` (two\n\
    topics at once, both answered).",
);

pub(super) const UNANSWERED: &str = concat!(
    "Examples:\n  ",
    program!(),
    " unanswered\n  ",
    "UNANSWERED_MIN_ASKERS=1 ",
    program!(),
    " unanswered --format json\n\n",
    "Reads the storage of the bot, which may run meanwhile: DATA_DIR or DATABASE_URL, and the key,\n\
    have to be those of the bot. Questions that are alike stand together; those that the FAQ of today\n\
    answers have gone, and those that fewer than UNANSWERED_MIN_ASKERS people asked are not shown.\n\
    Names, numbers, addresses and links were taken out (___) before they were stored. The exit code is\n\
    6 if the storage cannot be read.\n\n",
    "Keys of --format json:\n  \
    min_askers  how many people must have asked alike\n  \
    questions   what most people asked first: `text`, `texts` (each wording once), `count`, `askers`,\n              \
    `last` (the hour in which it was asked last, in UTC), `why` (`decline`,\n              \
    `none_of_these`, `wrong_topic`, each with how often), `nearest` (`entry` and\n              \
    `title`; null if no entry comes near) and, if the FAQ has several, `language`",
);

pub(super) const STATS: &str = concat!(
    "Examples:\n  ",
    program!(),
    " stats\n  ",
    program!(),
    " stats --format json\n\n",
    "Reads the storage of the bot, which may run meanwhile: DATA_DIR or DATABASE_URL, and the key,\n\
    have to be those of the bot. Weeks begin on Monday, in UTC. Feedback is how often each button was\n\
    tapped below an answer. The exit code is 6 if the storage cannot be read.\n\n",
    "Keys of --format json: `this_week` and `last_week`, each with\n  \
    from         its Monday\n  \
    answered, asked_back, declined, not_covered, urgent, small_talk\n               \
    how many messages\n  \
    feedback     by the id of the entry: `helpful`, `not_helpful`, `wrong_topic`,\n               \
    `does_not_answer`, `unclear`",
);

/// Every setting with its default, for the help.
pub(super) fn settings() -> String {
    let mut shown = "Settings, from the environment or from .env in the current folder:".to_owned();
    for setting in SETTINGS {
        let default = match setting.default {
            "" => "not set",
            default => default,
        };
        // Writing to a string cannot fail.
        let _ = write!(
            shown,
            "\n  {} ({}; default: {default})\n      {}",
            setting.name, setting.unit, setting.sentence
        );
    }
    shown
}
