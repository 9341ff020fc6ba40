//! What a phrasing and a title have to be like, beside those that are there already.

use super::Error;
use crate::faq::{Entry, Examples, Faq, LONGEST_TITLE, Located, excerpt, folded, nearest};

/// Most characters of a phrasing. What is longer is a story, and no two people tell the same.
const LONGEST_PHRASING: usize = 300;

/// The entry called `id`, or that there is none.
pub(super) fn find<'f>(faq: &'f Faq, id: &str) -> Result<&'f Entry, Error> {
    match faq.find(id) {
        Some(index) => Ok(faq.entry(index)),
        None => Err(Error::NoSuchEntry {
            id: excerpt(id),
            similar: nearest(id, faq.entries.iter().map(|entry| entry.id.as_str()))
                .map(str::to_owned),
        }),
    }
}

/// That `phrasing` may become one of the entry called `id`.
pub(super) fn check_phrasing(faq: &Faq, id: &str, phrasing: &str) -> Result<(), Error> {
    check_length("phrasing", phrasing, LONGEST_PHRASING)?;
    check_is_free(faq, id, phrasing)
}

/// That `title` may become that of a new entry.
pub(super) fn check_title(faq: &Faq, title: &str) -> Result<(), Error> {
    check_length("title", title, LONGEST_TITLE)?;
    check_is_free(faq, "", title)
}

fn check_length(what: &'static str, text: &str, most: usize) -> Result<(), Error> {
    let found = text.chars().count();
    if found > most {
        return Err(Error::TooLong { what, most, found });
    }
    if folded(text).is_empty() {
        return Err(Error::NoLetters {
            what,
            text: excerpt(text),
        });
    }
    Ok(())
}

/// That nobody has the phrasing, that it is no example of what another entry should get, and that the
/// entry called `id` may have it.
fn check_is_free(faq: &Faq, id: &str, phrasing: &str) -> Result<(), Error> {
    let key = folded(phrasing);
    let is_same = |text: &&Located| folded(&text.text) == key;
    for entry in &faq.entries {
        let path = entry.path.clone();
        if let Some(known) = entry.phrasings().find(is_same) {
            let (text, line) = (excerpt(&known.text), known.line);
            return Err(if entry.id == id {
                Error::KnownAlready { text, path, line }
            } else {
                Error::Taken {
                    text,
                    id: entry.id.clone(),
                    path,
                    line,
                }
            });
        }
        if entry.id == id
            && let Some(example) = entry.not.iter().find(is_same)
        {
            return Err(Error::Excluded {
                text: excerpt(&example.text),
                id: entry.id.clone(),
                path,
                line: example.line,
            });
        }
    }
    let others = faq.examples.iter().filter(|of| of.entry != id);
    for Examples {
        entry,
        messages,
        line,
    } in others
    {
        if let Some(message) = messages.iter().find(|text| folded(text) == key) {
            return Err(Error::Exemplified {
                text: excerpt(message),
                id: excerpt(entry),
                line: *line,
            });
        }
    }
    Ok(())
}
