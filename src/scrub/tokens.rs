//! Pieces of a text between spaces, each a word with the marks around it.

use unicode_normalization::char::is_combining_mark;

use super::abroad::UNSPACED;
use super::given::GIVEN;
use super::{BLANK, MOST_CHARS};
use crate::text::Language;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    text: String,
    /// Where its word begins and ends, without the marks around it.
    start: usize,
    end: usize,
    /// The word, folded.
    pub(super) folded: String,
    /// Whether it begins a line.
    pub(super) begins_line: bool,
    /// Whether nothing parts it from the piece before.
    glued: bool,
}

impl Token {
    pub(super) fn new(text: &str) -> Self {
        let is_inner = |c: char| is_letter(c) || c.is_numeric() || matches!(c, '_' | '@');
        let start = text.find(is_inner).unwrap_or(text.len());
        let last = text.char_indices().rfind(|(_, c)| is_inner(*c));
        let end = last.map_or(start, |(at, c)| at + c.len_utf8());
        Self {
            folded: Language::ENGLISH.fold(&text[start..end]),
            text: text.to_owned(),
            start,
            end,
            begins_line: false,
            glued: false,
        }
    }

    /// The word without the marks around it.
    pub(super) fn core(&self) -> &str {
        &self.text[self.start..self.end]
    }

    /// The marks before the word.
    pub(super) fn lead(&self) -> &str {
        &self.text[..self.start]
    }

    /// The marks after the word.
    pub(super) fn trail(&self) -> &str {
        &self.text[self.end..]
    }

    pub(super) fn is_blank(&self) -> bool {
        self.core() == BLANK
    }

    /// Whether it is nothing but marks.
    pub(super) fn is_bare(&self) -> bool {
        self.core().is_empty()
    }

    /// Whether it is a point that stands alone.
    pub(super) fn is_point(&self) -> bool {
        self.text == "."
    }

    /// Whether marks stand before its word.
    fn starts_anew(&self) -> bool {
        self.start > 0 && !self.is_bare()
    }

    /// Whether it begins with a point: ".com".
    pub(super) fn is_pointed(&self) -> bool {
        self.text.starts_with('.')
    }

    /// Whether a clause ends after it.
    pub(super) fn ends_clause(&self) -> bool {
        let ends =
            |c: char| ".,;:!?)\u{3001}\u{3002}\u{ff0c}\u{60c}\u{61b}\u{61f}\u{964}".contains(c);
        self.trail().contains(ends)
    }

    /// Whether a sentence ends after it.
    pub(super) fn ends_sentence(&self) -> bool {
        self.trail()
            .contains(['.', '!', '?', '\u{3002}', '\u{61f}', '\u{964}'])
    }

    /// Whether nothing parts it from an introduction in a script without spaces.
    pub(super) fn is_introduced_by(&self, before: &Self) -> bool {
        self.glued && UNSPACED.iter().any(|cue| before.core().ends_with(cue))
    }

    /// Whether it is the first letter of a name alone: "K."
    pub(super) fn is_initial(&self) -> bool {
        self.is_capital() && self.is_letter_alone() && self.folded != "i"
    }

    /// Whether it stands for a part of a name: "K."
    pub(super) fn is_abbreviated(&self) -> bool {
        self.is_initial() && self.trail() == "."
    }

    /// Whether it is one letter.
    pub(super) fn is_letter_alone(&self) -> bool {
        let mut chars = self.core().chars();
        chars.next().is_some_and(is_letter) && chars.next().is_none()
    }

    pub(super) fn is_capital(&self) -> bool {
        self.core().starts_with(char::is_uppercase)
    }

    /// A part of the piece.
    fn part(&self, begin: usize, end: usize) -> Self {
        Self {
            begins_line: self.begins_line && begin == 0,
            glued: begin > 0 || self.glued,
            ..Self::new(&self.text[begin..end])
        }
    }

    /// Takes the word out.
    pub(super) fn blank(&mut self) {
        let trail = self.trail().to_owned();
        let before = self.lead().trim_end_matches('.').to_owned();
        self.put(&format!("{before}{BLANK}{trail}"));
    }

    /// Puts something else in its place.
    pub(super) fn put(&mut self, text: &str) {
        *self = Self {
            begins_line: self.begins_line,
            glued: self.glued,
            ..Self::new(text)
        };
    }
}

/// Whether it is a letter, or a mark on one.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c)
}

/// Letters of languages that put no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a piece goes on with a text in a script without spaces.
fn is_joined(text: &str, token: &Token) -> bool {
    text.ends_with(is_unspaced) || token.text.starts_with(is_unspaced)
}

/// Where an introduction in a script without spaces ends, else where the text does.
fn introduction(text: &str) -> usize {
    let ends = UNSPACED
        .iter()
        .filter_map(|cue| Some(text.find(cue)? + cue.len()));
    ends.min().unwrap_or(text.len())
}

/// The pieces of a clean text.
pub(super) fn read(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for line in text.split('\n') {
        let mut begins_line = !tokens.is_empty();
        for piece in line.split_whitespace() {
            let mut glued = false;
            let mut rest = piece;
            while let Some(first) = rest.chars().next() {
                let kind = is_unspaced(first);
                let end = rest.find(|c| is_unspaced(c) != kind);
                let end = introduction(&rest[..end.unwrap_or(rest.len())]);
                let (part, after) = rest.split_at(end);
                tokens.push(Token {
                    begins_line,
                    glued,
                    ..Token::new(part)
                });
                rest = after;
                (begins_line, glued) = (false, true);
            }
        }
    }
    tokens
}

/// The pieces with one for each word, where marks alone part them: "I'm/Anna", "I'mAnna".
pub(super) fn apart(tokens: Vec<Token>) -> Vec<Token> {
    let mut parted = Vec::with_capacity(tokens.len());
    for token in tokens {
        let mut begin = 0;
        for cut in cuts(&token) {
            parted.push(token.part(begin, cut));
            begin = cut;
        }
        parted.push(if begin == 0 {
            token
        } else {
            token.part(begin, token.text.len())
        });
    }
    parted
}

/// Where the second word of a piece begins, and those after it.
fn cuts(token: &Token) -> Vec<usize> {
    let core = token.core();
    if token.is_blank() || core.contains(' ') {
        return Vec::new();
    }
    let is_mark = |c: char| {
        !(is_letter(c) || c.is_numeric() || matches!(c, '\'' | '-' | '.' | ':' | '_' | '@'))
    };
    let spoken = speaker_end(core);
    let mut cuts = Vec::new();
    let mut before = None;
    for (at, c) in core.char_indices() {
        let is_after_mark = before.is_some_and(is_mark) && !is_mark(c);
        if is_after_mark || spoken == Some(at) {
            cuts.push(token.start + at);
        }
        before = Some(c);
    }
    cuts
}

/// Where "I'm" ends to which the next word is written: "I'mAnna", "I'm-anna", "imanna".
fn speaker_end(core: &str) -> Option<usize> {
    let after = |start: &str| {
        let begins = core.get(..start.len())?.eq_ignore_ascii_case(start);
        begins.then(|| &core[start.len()..])
    };
    let is_apart = |rest: &&str| {
        let is_capital = rest.starts_with(char::is_uppercase) && core.contains(char::is_lowercase);
        let is_name = || {
            GIVEN
                .binary_search(&Language::ENGLISH.fold(rest).as_str())
                .is_ok()
        };
        rest.starts_with('-') || is_capital || is_name()
    };
    let mut short = ["iam", "im"].into_iter().filter_map(after);
    let rest = after("i'm").or_else(|| short.find(is_apart))?;
    let rest = rest.trim_start_matches('-');
    let is_next = rest.starts_with(is_letter);
    is_next.then_some(core.len() - rest.len())
}

/// The text of pieces, in one line: blanks beside each other as one, and cut to what may be left.
pub(super) fn written(tokens: Vec<Token>) -> String {
    let mut merged: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut bare = 0;
    for token in tokens {
        let follows = merged.len().checked_sub(bare + 1);
        if token.is_blank()
            && let Some(before) = follows
            && merged[before].is_blank()
        {
            merged.truncate(before + 1);
            let blank = format!("{BLANK}{}", token.trail());
            merged[before].put(&blank);
            bare = 0;
            continue;
        }
        bare = if token.is_bare() { bare + 1 } else { 0 };
        merged.push(token);
    }
    let mut text = String::new();
    let mut length = 0;
    let mut is_after_blank = false;
    for token in &merged {
        // What is put together again must not look like an address.
        let is_parted = token.starts_anew() && (text.ends_with(BLANK) || token.is_pointed())
            || (token.is_blank() || is_after_blank && !token.is_bare()) && !is_joined(&text, token);
        let gap = if text.is_empty() || token.glued && !is_parted {
            ""
        } else if token.begins_line && !text.ends_with(['.', '!', '?', ',', ';', ':']) {
            ". "
        } else {
            " "
        };
        let more = gap.len() + token.text.chars().count();
        // Room for the blank that stands for the rest.
        if length + more > MOST_CHARS - BLANK.len() - 1 {
            if !text.ends_with(BLANK) {
                text.push(' ');
                text.push_str(BLANK);
            }
            break;
        }
        text.push_str(gap);
        text.push_str(&token.text);
        length += more;
        is_after_blank = token.is_blank();
    }
    text
}
