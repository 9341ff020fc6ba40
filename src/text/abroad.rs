//! Folding and words of languages other than English.

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

use super::fold::is_dropped;
use super::words::split_points;

/// `text` as [`super::fold`] leaves it, but with the marks that are letters of their own in some
/// scripts, and with what a language writes in two ways written in one.
pub(super) fn fold(text: &str, language: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Lower case may decompose anew (the capital dotted I), hence the second pass.
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        match c {
            // The short i is a letter, and endings hang on it.
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            // The sigma at the end of a word, and the Turkish i without a dot.
            'ς' => folded.push('σ'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            c if is_accent(c) || is_dropped(c) => {}
            c => folded.push(c),
        }
    }
    if language == "de" {
        folded = without_written_out_umlauts(&folded);
    }
    folded
}

/// German with "ae", "oe" and "ue" like "ä", "ö" and "ü", which have lost their dots. The Snowball
/// stemmer "German2" takes them so, too; "ue" stays after a vowel and a q, as it is no umlaut there
/// ("neue", "Quelle").
fn without_written_out_umlauts(folded: &str) -> String {
    let mut written = String::with_capacity(folded.len());
    let mut before = None;
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        written.push(c);
        let follows_e = chars.peek() == Some(&'e');
        let is_umlaut = match c {
            'a' | 'o' => follows_e,
            'u' => follows_e && !matches!(before, Some('a' | 'e' | 'i' | 'o' | 'q')),
            _ => false,
        };
        if is_umlaut {
            chars.next();
        }
        before = Some(c);
    }
    written
}

/// Marks that people leave out: accents, and the vowels of Hebrew and Arabic. Those of other scripts
/// are vowels that nobody leaves out.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// The words of folded text; where a script has no spaces, each two neighbouring characters.
pub(super) fn pieces(folded: &str) -> Vec<&str> {
    let is_of_word =
        |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '.' | ',');
    let runs = folded.split(|c| !is_of_word(c)).flat_map(split_points);
    let mut found = Vec::new();
    for run in runs.filter(|run| !run.is_empty()) {
        let mut start = 0;
        let mut is_spaceless = None;
        for (at, c) in run.char_indices() {
            let this = has_no_spaces(c) || (is_combining_mark(c) && is_spaceless == Some(true));
            if is_spaceless.is_some_and(|before| before != this) {
                add(&run[start..at], is_spaceless, &mut found);
                start = at;
            }
            is_spaceless = Some(this);
        }
        add(&run[start..], is_spaceless, &mut found);
    }
    found
}

fn add<'t>(run: &'t str, is_spaceless: Option<bool>, found: &mut Vec<&'t str>) {
    if is_spaceless != Some(true) {
        found.push(run);
        return;
    }
    let starts: Vec<usize> = run.grapheme_indices(true).map(|(at, _)| at).collect();
    if starts.len() < 3 {
        found.push(run);
        return;
    }
    let ends = starts[2..].iter().copied().chain([run.len()]);
    found.extend(
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| &run[*start..end]),
    );
}

/// Whether a character is of a script that is written without spaces between words: Thai, Lao,
/// Burmese, Khmer, Chinese and Japanese.
fn has_no_spaces(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether most letters of folded text are of other scripts than these words are.
pub(super) fn is_in_other_letters<'w>(
    folded: &str,
    words: impl Iterator<Item = &'w SmolStr>,
) -> bool {
    let mut own = words
        .flat_map(|word| word.chars())
        .filter(|c| c.is_alphabetic());
    let Some(block) = own.next().map(block_of) else {
        return false;
    };
    let letters = folded.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut alike) = (0, 0);
    for letter in letters {
        all += 1;
        alike += usize::from(block_of(letter) == block);
    }
    all > 0 && alike * 2 < all
}

/// About the script of a letter, as Unicode places those of one script together: Latin, Greek with
/// Coptic, Cyrillic, and each other by blocks of 256.
fn block_of(letter: char) -> u32 {
    match letter as u32 {
        0..=0x2ff | 0x1e00..=0x1eff => 0,
        0x370..=0x3ff | 0x1f00..=0x1fff => 1,
        0x400..=0x52f => 2,
        other => 3 + (other >> 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_in_two_ways_is_folded_into_one() {
        for (language, one, other) in [
            ("de", "Müdigkeit", "muedigkeit"),
            ("de", "GRÖSSE", "groesse"),
            ("de", "größe", "Grosse"),
            ("de", "Ärztin", "aerztin"),
            ("el", "ΠΟΝΟΣ", "πόνος"),
            ("ru", "Ещё", "еще"),
            ("tr", "IŞIK", "ışık"),
            ("tr", "İğne", "igne"),
            ("fr", "cœur", "COEUR"),
            ("ar", "أَلَم", "الم"),
        ] {
            assert_eq!(fold(one, language), fold(other, language));
        }
    }

    #[test]
    fn what_is_no_umlaut_stays() {
        assert_eq!(fold("neue Quelle, Mauer", "de"), "neue quelle, mauer");
        assert_eq!(fold("boot", "de"), "boot");
        assert_ne!(fold("май", "ru"), fold("маи", "ru"));
    }

    #[test]
    fn vowels_that_are_marks_stay() {
        let hindi = fold("कितना दर्द", "hi");
        assert_eq!(pieces(&hindi), ["कितना", "दर्द"]);
    }

    #[test]
    fn where_there_are_no_spaces_neighbours_are_words() {
        assert_eq!(pieces("皮肤会红"), ["皮肤", "肤会", "会红"]);
        assert_eq!(pieces("痛い?"), ["痛い"]);
        assert_eq!(pieces("痛"), ["痛"]);
        assert_eq!(pieces("用app付款"), ["用", "app", "付款"]);
        assert_eq!(pieces("เจ็บไหม"), ["เจ็", "จ็บ", "บไ", "ไห", "หม"]);
        assert_eq!(pieces("0,5 mm. oder"), ["0,5", "mm", "oder"]);
    }
}
