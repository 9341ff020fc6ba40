//! Numbers that are written in words or letters, and what belongs to numbers: codes, dates of birth.

use super::tokens::{Token, is_letter};

/// Words for numbers, folded; of some languages only the digits.
#[rustfmt::skip]
const NUMBERS: &[&str] = &[
    // English
    "double", "eight", "eighteen", "eighty", "eleven", "fifteen", "fifty", "five", "forty", "four",
    "fourteen", "hundred", "nine", "nineteen", "ninety", "nought", "o", "oh", "one", "plus",
    "seven", "seventeen", "seventy", "six", "sixteen", "sixty", "ten", "thirteen", "thirty",
    "thousand", "three", "treble", "triple", "twelve", "twenty", "two", "zero",
    // German
    "null", "eins", "zwei", "zwo", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun",
    // Spanish, Portuguese, Italian
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "um", "dois",
    "quatro", "sete", "oito", "nove", "due", "tre", "quattro", "cinque", "sei", "sette", "otto",
    // French
    "un", "deux", "trois", "quatre", "cinq", "sept", "huit", "neuf",
    // Russian
    "ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
];

/// So many words for numbers one after another are no count of anything, but read out.
const READ_OUT: usize = 4;

/// After these a code may follow in letters.
#[rustfmt::skip]
const CODES: &[&str] = &[
    "booking", "code", "id", "licence", "license", "no", "number", "order", "passport", "plate",
    "ref", "reference",
];

/// A code in letters has so many.
const CODE_LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

/// After these a date of birth follows.
const BIRTH: &[&str] = &["birth", "birthday", "bday", "born", "dob"];

/// What a date is written with, beside numbers.
#[rustfmt::skip]
const DATES: &[&str] = &[
    "april", "august", "december", "february", "january", "july", "june", "march", "may",
    "november", "october", "september", "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth",
];

/// What stands between its parts.
const BETWEEN: &[&str] = &["and", "at", "date", "in", "is", "of", "on", "the", "was"];

/// Whether a folded word is a number.
pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.split('-').all(|part| NUMBERS.contains(&part))
}

/// Takes out numbers that are read out, letters of codes, and dates of birth; digits are left to
/// [`super::marks`].
pub(super) fn blank(tokens: &mut [Token], is_known: &dyn Fn(&str) -> bool) {
    read_out(tokens);
    codes(tokens, is_known);
    births(tokens);
}

/// "oh seven seven double four", "five five 5 1 2"
fn read_out(tokens: &mut [Token]) {
    let is_part = |token: &&Token| is_number(&token.folded) || is_digits(token);
    let mut start = 0;
    while start < tokens.len() {
        let run: Vec<&Token> = tokens[start..].iter().take_while(is_part).collect();
        let pieces = run.len();
        let numbers: usize = run.iter().map(|token| numbers_in(token)).sum();
        let is_said = run.iter().any(|token| is_number(&token.folded));
        if is_said && numbers >= READ_OUT {
            tokens[start..start + pieces]
                .iter_mut()
                .for_each(Token::blank);
        }
        start += pieces + 1;
    }
}

/// Whether a piece is nothing but digits, or was.
fn is_digits(token: &Token) -> bool {
    has_digits(token) && !token.core().contains(is_letter)
}

/// How many numbers a piece of a run reads out: words, or digits.
fn numbers_in(token: &Token) -> usize {
    let digits = token.core().chars().filter(|c| c.is_numeric()).count();
    digits.max(token.folded.split('-').count())
}

/// Letters that belong to a number or stand in place of one: "GB29 NWBK 6016", "ref XKCDQZ".
fn codes(tokens: &mut [Token], is_known: &dyn Fn(&str) -> bool) {
    // All capitals tell nothing where all is written in them.
    let has_case = tokens
        .iter()
        .any(|token| token.core().contains(char::is_lowercase));
    for at in 0..tokens.len() {
        let token = &tokens[at];
        let letters = token.core().chars().count();
        let is_code = CODE_LETTERS.contains(&letters)
            && token
                .core()
                .chars()
                .all(|c| is_letter(c) && c.is_uppercase())
            && !is_known(&token.folded);
        if !is_code {
            continue;
        }
        // "O7OO OOO"
        let is_noughts = token.folded.chars().all(|c| c == 'o');
        let is_called = at.checked_sub(1).is_some_and(|before| {
            let before = &tokens[before];
            CODES.contains(&before.folded.as_str()) || is_mixed(before)
        });
        let is_number = |at: usize| tokens.get(at).is_some_and(has_digits);
        let is_between = at > 0 && is_number(at - 1) && is_number(at + 1);
        if is_noughts || has_case && (is_called || is_between) {
            tokens[at].blank();
        }
    }
}

/// "born on the third of March nineteen ninety"
fn births(tokens: &mut [Token]) {
    let mut is_due = false;
    for token in tokens {
        let word = token.folded.as_str();
        if BIRTH.contains(&word) {
            is_due = true;
            continue;
        }
        let is_date = is_number(word) || DATES.contains(&word);
        is_due &= is_date || has_digits(token) || token.is_bare() || BETWEEN.contains(&word);
        let ends = token.ends_clause();
        if is_due && is_date {
            token.blank();
        }
        is_due &= !ends;
    }
}

/// Whether it holds a digit, or did.
pub(super) fn has_digits(token: &Token) -> bool {
    token.is_blank() || token.core().contains(char::is_numeric)
}

/// Whether it is made of digits and capitals: "AB12".
fn is_mixed(token: &Token) -> bool {
    let core = token.core();
    let has = |what: fn(char) -> bool| core.contains(what);
    has(char::is_numeric) && has(char::is_uppercase) && !has(char::is_lowercase)
}
