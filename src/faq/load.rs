//! Stands in for the loader until it lands.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use super::{Entry, Faq, Kind, Located};

/// Why a FAQ cannot be used.
#[derive(Debug)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LoadError {}

/// Reads the FAQ below `dir`.
///
/// # Errors
///
/// The first thing wrong.
pub fn load(dir: &Path) -> Result<Faq, LoadError> {
    let fail =
        |path: &Path, error: &dyn fmt::Display| LoadError(format!("{}: {error}", path.display()));
    if !dir.is_dir() {
        return Err(fail(dir, &"there is no such folder"));
    }
    let mut entries = Vec::new();
    for (folder, kind) in [
        ("topics", Kind::Topic),
        ("not-covered", Kind::NotCovered),
        ("small-talk", Kind::SmallTalk),
    ] {
        let paths = fs::read_dir(dir.join(folder)).and_then(|files| {
            files
                .map(|file| Ok(file?.path()))
                .collect::<io::Result<Vec<PathBuf>>>()
        });
        for path in paths.unwrap_or_default() {
            let text = fs::read_to_string(&path).map_err(|e| fail(&path, &e))?;
            entries.push(entry(&path, kind, &text).map_err(|e| fail(&path, &e))?);
        }
    }
    entries.sort_by(|a, b| a.id.cmp(&b.id));
    let bot = fs::read_to_string(dir.join("bot.toml")).unwrap_or_default();
    let bot = toml::from_str(&bot).map_err(|e| fail(&dir.join("bot.toml"), &e))?;
    Ok(Faq {
        entries,
        concepts: Vec::new(),
        bot,
    })
}

fn entry(path: &Path, kind: Kind, text: &str) -> Result<Entry, String> {
    let mut parts = text.splitn(3, "+++\n").skip(1);
    let (Some(front), Some(body)) = (parts.next(), parts.next()) else {
        return Err("no front matter".to_owned());
    };
    let front: toml::Table = toml::from_str(front).map_err(|e| e.to_string())?;
    let located = |text: &str| Located {
        text: text.trim().to_owned(),
        line: 1,
    };
    let one = |key: &str| front.get(key).and_then(|v| v.as_str()).map(located);
    let many = |key: &str| -> Vec<_> {
        let list = front
            .get(key)
            .and_then(|v| v.as_array())
            .into_iter()
            .flatten();
        list.filter_map(|v| v.as_str()).map(located).collect()
    };
    Ok(Entry {
        id: path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        kind,
        path: path.to_owned(),
        title: one("title").ok_or("no title")?,
        questions: many("questions"),
        not: many("not"),
        tip: one("tip"),
        tips: many("tips"),
        related: many("related"),
        urgent: front.get("urgent").and_then(toml::Value::as_bool) == Some(true),
        section: one("section"),
        reviewed: front
            .get("reviewed")
            .and_then(|v| v.as_datetime()?.to_string().parse().ok()),
        review_by: None,
        body: located(body),
    })
}
