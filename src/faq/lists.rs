//! A file that holds one table of lists of texts: `concepts.toml` and `examples.toml`.

use std::path::PathBuf;

use super::Located;
use super::keys::{FreeKey, Keys, is_like};
use super::problem::Findings;
use super::slip::{Known, Shape};
use super::source::Source;

/// The lists of one file, with the place of every text.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// The file; empty if there is none.
    pub(super) path: PathBuf,
    /// Each name with its texts, sorted by line. None of the texts is blank.
    pub(super) lists: Vec<(Located, Vec<Located>)>,
}

/// The lists below `[table]`, which is all that the file may hold, with everything noted that stops the
/// loading. Blank texts are noted and left out.
pub(super) fn read(source: &Source, table: &'static str, findings: &mut Findings) -> Lists {
    let mut read = Lists {
        path: source.path.clone(),
        lists: Vec::new(),
    };
    let known = Known {
        keys: &[(table, Shape::Table)],
        others: Some(Shape::List),
    };
    let mut keys = match Keys::parse(source, 0..source.text.len(), &known) {
        Ok(keys) => keys,
        Err(problems) => {
            findings.stopping.extend(problems);
            return read;
        }
    };
    let lists = keys.table(table, findings);
    let below = |key: &FreeKey<'_>| {
        let help = || format!("only `[{table}]` is read: move it below that line");
        (!is_like(&key.name, table)).then(help)
    };
    keys.finish(below, findings);
    if let Some(mut lists) = lists {
        for list in lists.rest() {
            let name = Located {
                text: list.name.clone(),
                line: list.line,
            };
            let texts = lists.texts_of(list, findings);
            read.lists.extend(texts.map(|texts| (name, texts)));
        }
    }
    read
}
