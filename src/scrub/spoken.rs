//! Addresses that are spelled to be read aloud, or parted by spaces: "anna at example dot com".

use super::marks::{ENDINGS, is_host};
use super::numerals::has_digits;
use super::tokens::{Token, is_letter};

/// How addresses end too: words of their own.
const ENDINGS_TOO: &[&str] = &["app", "at", "be", "co", "in", "is", "it", "me", "no", "us"];

/// Where people have their mail and their pages.
const PROVIDERS: &[&str] = &[
    "aol",
    "gmail",
    "gmx",
    "googlemail",
    "hotmail",
    "icloud",
    "mail",
    "outlook",
    "proton",
    "protonmail",
    "web",
    "yahoo",
];

/// What the "at" of an address is called, in lower case.
const ATS: &[&str] = &["arobase", "arroba", "at", "chiocciola", "ät"];

/// What its points are called.
const DOTS: &[&str] = &["dot", "point", "ponto", "punkt", "punto"];

/// What else is spelled in it.
const SIGNS: &[&str] = &["dash", "hyphen", "minus", "plus", "underscore"];

/// What stands before the last part of a link.
const SLASHES: &[&str] = &["slash"];

/// So many pieces an address has at most.
const LONGEST: usize = 16;

/// Takes out addresses that are spelled.
pub(super) fn blank(tokens: &mut [Token], is_known: &dyn Fn(&str) -> bool) {
    for at in 0..tokens.len() {
        if let Some((first, last)) = address(tokens, at, is_known) {
            let last = path_end(tokens, last);
            tokens[first..=last].iter_mut().for_each(Token::blank);
        }
    }
}

/// The first and the last piece of an address of which this one tells.
fn address(tokens: &[Token], at: usize, is_known: &dyn Fn(&str) -> bool) -> Option<(usize, usize)> {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    // "@ anna", "insta@ anna"
    if token.core().ends_with('@') && next.is_some_and(|next| !is_known(&next.folded)) {
        return Some((at, at + 1));
    }
    if at == 0 {
        return None;
    }
    if token.is_pointed() && ENDINGS.contains(&token.folded.as_str()) {
        return Some((at - 1, at));
    }
    let next = next?;
    let word = next.folded.as_str();
    let ends = is_dot(token)
        && (ENDINGS.contains(&word)
            || ENDINGS_TOO.contains(&word)
                && (first_of(tokens, at) + 1 < at || tokens[at - 1].folded == "t"));
    // "anna gmail com"
    let is_provider = PROVIDERS.contains(&token.folded.as_str()) && ENDINGS.contains(&word);
    let is_at = is_said(token, ATS);
    let at_provider = is_at && PROVIDERS.contains(&word);
    // "anna.k at home" is one as well for all that is known; "anna at mail.com", but not "sold at".
    let is_strange = !is_known(word) && next.core().contains(is_letter) && !has_digits(next);
    let has_name = tokens[at - 1].is_blank() && is_strange
        || !is_known(&tokens[at - 1].folded) && is_host(&next.core().to_lowercase());
    // "(at)" is nothing else, whatever is left of what stood behind it.
    let is_bracketed =
        !token.lead().is_empty() && (next.is_blank() || is_host(&next.core().to_lowercase()));
    let at_host = is_at && (has_name || is_bracketed);
    if is_provider {
        return Some((at - 1, at + 1));
    }
    (ends || at_provider || at_host).then(|| (first_of(tokens, at), at + 1))
}

/// Where an address begins whose last point or "at" this is: "first dot last at example dot com".
fn first_of(tokens: &[Token], at: usize) -> usize {
    let mut first = at - 1;
    while first >= 2 && at - first < LONGEST && is_between(&tokens[first - 1]) {
        first -= 2;
    }
    first
}

/// Where what follows an address ends: "slash anna", "/ anna".
fn path_end(tokens: &[Token], last: usize) -> usize {
    let mut last = last;
    while tokens.len() > last + 2 && !tokens[last].ends_clause() {
        let slash = &tokens[last + 1];
        if !is_said(slash, SLASHES) && slash.lead() != "/" {
            break;
        }
        last += if slash.is_bare() || is_said(slash, SLASHES) {
            2
        } else {
            1
        };
    }
    last
}

/// Whether it stands between the parts of a spelled address.
fn is_between(token: &Token) -> bool {
    is_dot(token) || is_said(token, ATS) || is_said(token, SIGNS)
}

fn is_dot(token: &Token) -> bool {
    token.is_point() || is_said(token, DOTS)
}

/// Whether it is one of these words, with no mark at it but brackets.
fn is_said(token: &Token, words: &[&str]) -> bool {
    matches!(token.trail(), "" | ")" | "]" | "}")
        && words.contains(&token.core().to_lowercase().as_str())
}
