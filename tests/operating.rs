//! `docs/operating.md` against the program: every message that `check` can print stands on the page,
//! and nothing else does.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use skincare_faq_bot::check::examine;
use skincare_faq_bot::faq::survey;

/// The sources that word what `check` prints.
const WORDED_IN: [&str; 24] = [
    "src/check/astray.rs",
    "src/check/length.rs",
    "src/check/pairs.rs",
    "src/check/report.rs",
    "src/check/trial.rs",
    "src/faq/aging.rs",
    "src/faq/bot.rs",
    "src/faq/concepts.rs",
    "src/faq/entry.rs",
    "src/faq/examples.rs",
    "src/faq/front_matter.rs",
    "src/faq/id.rs",
    "src/faq/keys.rs",
    "src/faq/languages.rs",
    "src/faq/links.rs",
    "src/faq/lists.rs",
    "src/faq/load.rs",
    "src/faq/markdown.rs",
    "src/faq/misplaced.rs",
    "src/faq/phrasing.rs",
    "src/faq/slip.rs",
    "src/faq/source.rs",
    "src/faq/stems.rs",
    "src/faq/survey.rs",
];

/// The sources of the same folders that word nothing of it.
const WORDED_ELSEWHERE: [&str; 9] = [
    "src/check/mod.rs",
    "src/faq/file_name.rs",
    "src/faq/joining.rs",
    "src/faq/mod.rs",
    "src/faq/problem.rs",
    "src/faq/single.rs",
    "src/faq/tag.rs",
    "src/faq/version.rs",
    "src/faq/wording.rs",
];

/// What stands behind this is the wording of the parser of TOML, of which the page says so once.
const SAID_BY_TOML: &str = " (TOML: ";

/// Texts of the sources that are no part of a message of `check`.
const OTHER_TEXTS: [&str; 1] = [
    // Told in the log and in the operators' chat.
    "`{id}` has to be reviewed by {by}, {}",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of the examples of what `check` says.
fn examples() -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/operating.md")).unwrap();
    let (_, part) = page.split_once("\n## What check says\n").unwrap();
    let blocks = part.split("```text\n").skip(1);
    let blocks = blocks.map(|block| block.split("\n```").next().unwrap());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// A line without its place and without the word for a warning.
fn said(line: &str) -> &str {
    let said = match line.split_once(": ") {
        Some((place, said)) if place.starts_with("faq") => said,
        _ => line,
    };
    said.strip_prefix("warning: ").unwrap_or(said)
}

/// Whether a path goes on with this.
fn is_of_path(char: char) -> bool {
    char.is_alphanumeric() || "/.-_".contains(char)
}

/// A line without what differs from FAQ to FAQ: names, texts and numbers, and how many there are.
fn form(line: &str) -> String {
    let line = said(line);
    let (line, _) = line.split_once(SAID_BY_TOML).unwrap_or((line, ""));
    // Which words are at fault stands last.
    let (line, _) = line.split_once(", by \"").unwrap_or((line, ""));
    let line = line.split_inclusive([' ', ':']).map(|word| {
        let path = word.split_once("faq/");
        path.map_or(word.to_owned(), |(before, path)| {
            format!("{before}faq{}", path.trim_start_matches(is_of_path))
        })
    });
    let line: String = line.collect();
    let mut form = String::new();
    let mut chars = line.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '`' | '"' => {
                chars.by_ref().find(|&other| other == char);
                form.push(char);
            }
            '0'..='9' => {
                while chars.next_if(char::is_ascii_digit).is_some() {}
                form.push('#');
                // A byte or a character by its code.
                if form.ends_with("U+#") || chars.next_if_eq(&'x').is_some() {
                    while chars.next_if(char::is_ascii_hexdigit).is_some() {}
                }
            }
            _ => form.push(char),
        }
    }
    for (many, one) in [
        ("`, `", "`"),
        ("\", \"", "\""),
        ("#, #", "#"),
        ("lines #", "line #"),
        ("phrasings", "phrasing"),
    ] {
        while form.contains(many) {
            form = form.replace(many, one);
        }
    }
    form
}

fn cases() -> Vec<PathBuf> {
    let cases = fs::read_dir(root().join("tests/data/broken")).unwrap();
    let mut cases: Vec<_> = cases.map(|case| case.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn every_message_on_a_broken_faq_is_on_the_page_in_its_form() {
    let known: Vec<_> = examples().iter().map(|line| form(line)).collect();
    let mut missing = Vec::new();
    for case in cases() {
        let report = examine(survey(&case.join("faq"), date(2026, 11, 22)), &|_, _| ());
        for problem in report.all() {
            let help = problem.help.map(|help| format!("  help: {help}"));
            for line in std::iter::once(problem.message).chain(help) {
                let line = line.replace(&format!("{}/", case.display()), "");
                if !known.contains(&form(&line)) {
                    missing.push(line);
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Every text between quotes in a source, without comments and tests.
fn texts(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<_> = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n").replace("'\"'", "");
    let mut texts = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '"' {
            continue;
        }
        let mut text = String::new();
        while let Some(char) = chars.next() {
            match (char, chars.peek().copied()) {
                ('"', _) => break,
                // A line that goes on in the next one.
                ('\\', Some('\n')) => while chars.next_if(|next| next.is_whitespace()).is_some() {},
                ('\\', Some(escaped)) => {
                    chars.next();
                    text.push(if escaped == 'n' { '\n' } else { escaped });
                }
                _ => text.push(char),
            }
        }
        texts.push(text);
    }
    texts
}

/// What a text says whatever is put in, piece by piece.
fn pieces(text: &str) -> Vec<String> {
    let text = text.replace("{{", "").replace("}}", "");
    let mut pieces = Vec::new();
    for part in text.split('{') {
        let fixed = part.split_once('}').map_or(part, |(_, fixed)| fixed);
        let lines = fixed.lines().map(str::trim).filter(|line| !line.is_empty());
        pieces.extend(lines.map(str::to_owned));
    }
    pieces
}

/// Whether a line holds all pieces, in their order.
fn holds(line: &str, pieces: &[String]) -> bool {
    let mut rest = line;
    pieces
        .iter()
        .all(|piece| match rest.split_once(piece.as_str()) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}

/// The texts that make messages: those of more than one word.
fn worded() -> Vec<String> {
    let texts = WORDED_IN
        .iter()
        .flat_map(|file| texts(&fs::read_to_string(root().join(file)).unwrap()));
    texts
        .filter(|text| {
            let said = pieces(text).join(" ");
            said.split_whitespace()
                .filter(|word| word.chars().any(char::is_alphabetic))
                .count()
                > 1
        })
        .filter(|text| !OTHER_TEXTS.contains(&text.as_str()))
        .collect()
}

#[test]
fn what_the_parser_says_stands_behind_a_message_and_is_explained() {
    let page = fs::read_to_string(root().join("docs/operating.md")).unwrap();
    assert!(page.contains("behind `TOML:`"));
    let mut found = 0;
    for case in cases() {
        let report = examine(survey(&case.join("faq"), date(2026, 11, 22)), &|_, _| ());
        for problem in report.all() {
            // The parser's own words are told by these.
            let is_of_parser = ["expected ", "duplicate key"]
                .iter()
                .any(|sign| problem.message.contains(sign));
            let (message, _) = problem.message.split_once(SAID_BY_TOML).unzip();
            assert_eq!(is_of_parser, message.is_some(), "{problem}");
            found += usize::from(is_of_parser);
        }
    }
    assert!(found > 20, "{found} messages");
}

#[test]
fn every_text_of_check_in_the_sources_is_on_the_page() {
    let examples = examples();
    let missing: Vec<_> = worded()
        .into_iter()
        .filter(|text| {
            let pieces = pieces(text);
            !examples.iter().any(|line| holds(line, &pieces))
        })
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn page_shows_nothing_that_check_does_not_print() {
    let worded: Vec<_> = worded().iter().map(|text| pieces(text)).collect();
    let strange: Vec<_> = examples()
        .into_iter()
        .filter(|line| {
            let said = said(line);
            !worded.iter().any(|pieces| holds(said, pieces))
        })
        .collect();
    assert!(strange.is_empty(), "{}", strange.join("\n"));
}

#[test]
fn every_source_of_check_is_known() {
    let mut found = Vec::new();
    for folder in ["src/check", "src/faq"] {
        for file in fs::read_dir(root().join(folder)).unwrap() {
            let file = file.unwrap().file_name().into_string().unwrap();
            found.push(format!("{folder}/{file}"));
        }
    }
    let known = |file: &String| {
        WORDED_IN.contains(&file.as_str()) || WORDED_ELSEWHERE.contains(&file.as_str())
    };
    found.retain(|file| !known(file));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn every_link_of_the_page_leads_somewhere() {
    let page = fs::read_to_string(root().join("docs/operating.md")).unwrap();
    let anchors: Vec<_> = page
        .lines()
        .filter_map(|line| {
            line.trim_start_matches('#')
                .strip_prefix(' ')
                .filter(|_| line.starts_with('#'))
        })
        .map(|heading| {
            let kept = heading.to_lowercase().replace(' ', "-");
            kept.replace(|char: char| !char.is_alphanumeric() && char != '-', "")
        })
        .collect();
    let mut links = 0;
    for link in page.split("](").skip(1) {
        let link = link.split(')').next().unwrap();
        links += 1;
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        if file.is_empty() {
            assert!(anchors.iter().any(|known| known == anchor), "{link}");
        } else {
            assert!(root().join("docs").join(file).is_file(), "{link}");
        }
    }
    assert!(links > 10, "{links} links");
}
