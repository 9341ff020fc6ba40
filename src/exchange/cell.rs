//! What a cell of a table says.

use jiff::civil::Date;

use super::item::unless_blank;
use crate::faq::{Kind, excerpt};

/// What is wrong with a cell, and what to do about it.
pub(super) type Fault = (String, &'static str);

/// The kinds of entries, as a cell names them.
const KINDS: [(&str, Kind); 3] = [
    ("topic", Kind::Topic),
    ("not-covered", Kind::NotCovered),
    ("small-talk", Kind::SmallTalk),
];

/// A list in one cell: a text on each line. Where a text would not survive that, the whole list is
/// one in JSON.
pub(super) fn of_list<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> String {
    let is_plain =
        |text: &str| text.trim() == text && !text.starts_with('[') && !text.contains(['\n', '\r']);
    if texts.clone().all(is_plain) {
        return texts.collect::<Vec<_>>().join("\n");
    }
    texts.collect::<serde_json::Value>().to_string()
}

/// The texts of a list in a cell, blank ones left out.
pub(super) fn list(cell: &str) -> Vec<String> {
    if cell.trim_start().starts_with('[')
        && let Ok(texts) = serde_json::from_str::<Vec<String>>(cell)
    {
        return texts.iter().filter_map(|text| unless_blank(text)).collect();
    }
    let lines = cell.lines().map(str::trim);
    lines.filter_map(unless_blank).collect()
}

/// How the kind is named in a cell.
pub(super) fn of_kind(kind: Kind) -> &'static str {
    let name = KINDS.iter().find(|(_, known)| *known == kind);
    name.map_or("", |(name, _)| name)
}

pub(super) fn kind(cell: &str) -> Result<Option<Kind>, Fault> {
    let cell = cell.trim();
    let known = KINDS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(cell));
    match known {
        Some((_, kind)) => Ok(Some(*kind)),
        None if cell.is_empty() => Ok(None),
        None => Err((
            format!(
                "`kind` must be `topic`, `not-covered` or `small-talk`, found `{}`",
                excerpt(cell)
            ),
            "write one of them, or leave the cell empty",
        )),
    }
}

/// How a flag that is set is written.
pub(super) const SET: &str = "true";

pub(super) fn flag(cell: &str) -> Result<bool, Fault> {
    let cell = cell.trim();
    if cell.eq_ignore_ascii_case(SET) {
        Ok(true)
    } else if cell.is_empty() || cell.eq_ignore_ascii_case("false") {
        Ok(false)
    } else {
        let message = format!(
            "`urgent` must be `true` or `false`, found `{}`",
            excerpt(cell)
        );
        Err((message, "write one of them, or leave the cell empty"))
    }
}

pub(super) fn date(name: &str, cell: &str) -> Result<Option<Date>, Fault> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| {
        let found = excerpt(cell);
        let message = format!("`{name}` must be a date such as 2026-11-22, found `{found}`");
        (message, "write year, month and day")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn list_is_a_text_a_line_where_that_will_do() {
        assert_eq!(of_list(["a, b", "\"c\""].into_iter()), "a, b\n\"c\"");
        assert_eq!(of_list(["a", " b"].into_iter()), r#"["a"," b"]"#);
        assert_eq!(of_list(["[a]"].into_iter()), r#"["[a]"]"#);
        assert_eq!(of_list([].into_iter()), "");
        assert_eq!(list(" a \r\n\r\nb"), ["a", "b"]);
        assert_eq!(list("[see below]"), ["[see below]"]);
        assert_eq!(list(r#" ["a", " "]"#), ["a"]);
    }

    #[test]
    fn values_are_read_or_refused() {
        assert_eq!(kind(" Topic "), Ok(Some(Kind::Topic)));
        assert_eq!(kind(""), Ok(None));
        assert_eq!(
            kind("faq").unwrap_err().0,
            "`kind` must be `topic`, `not-covered` or `small-talk`, found `faq`"
        );
        assert_eq!(
            (flag("TRUE"), flag(" "), flag("false")),
            (Ok(true), Ok(false), Ok(false))
        );
        assert_eq!(
            flag("yes").unwrap_err().0,
            "`urgent` must be `true` or `false`, found `yes`"
        );
        assert_eq!(date("reviewed", ""), Ok(None));
        assert_eq!(
            date("reviewed", "22.11.2026").unwrap_err().0,
            "`reviewed` must be a date such as 2026-11-22, found `22.11.2026`"
        );
    }

    proptest! {
        #[test]
        fn list_that_is_written_is_read_back(
            texts in prop::collection::vec("([\\PC\n\r\t\\[\"])*[^\\s\\pC]([\\PC\n ])*", 0..5),
        ) {
            let cell = of_list(texts.iter().map(String::as_str));
            prop_assert_eq!(list(&cell), texts);
        }
    }
}
