//! `tips` and `related`, which lead from one entry to others.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Entry;
use super::load::Reading;
use super::problem::Problem;
use super::wording::{excerpt, nearest, shown_path};

/// What to write instead of an id that is that of no entry.
pub(super) fn meant<'i>(id: &str, ids: impl Iterator<Item = &'i str>) -> String {
    match nearest(id, ids) {
        Some(similar) => format!("did you mean `{}`?", excerpt(similar)),
        None => "write the name of an entry's file, without `.md`".to_owned(),
    }
}

/// `tips` and `related` that lead nowhere, to their own entry, or twice to the same.
/// What `default` lends can be named, too.
pub(super) fn check(reading: &Reading, default: Option<&Reading>, problems: &mut Vec<Problem>) {
    let readings = || default.into_iter().chain([reading]);
    let files = readings().flat_map(|reading| &reading.files);
    let ids: BTreeSet<&str> = files.map(|file| file.id.as_str()).collect();
    let has_all_files = readings().all(|reading| reading.has_all_files);
    // Without those whose keys are not read: they may have a tip.
    let entries: BTreeMap<&str, &Entry> = readings()
        .flat_map(|reading| &reading.drafts)
        .filter(|draft| draft.has_keys)
        .map(|draft| (draft.entry.id.as_str(), &draft.entry))
        .collect();
    for entry in reading.drafts.iter().map(|draft| &draft.entry) {
        for (key, links) in [("tips", &entry.tips), ("related", &entry.related)] {
            let mut seen = HashSet::new();
            for link in links {
                let id = link.text.as_str();
                let shown = excerpt(id);
                let mut report = |message: String, help: String| {
                    let problem = Problem::error(&entry.path, link.line, message);
                    problems.push(problem.with_help(help));
                };
                if !seen.insert(id) {
                    let message = format!("`{key}` names `{shown}` twice");
                    report(message, "remove one of the two".to_owned());
                } else if id == entry.id {
                    let message = format!("`{key}` names the entry itself, `{shown}`");
                    report(message, "remove it".to_owned());
                } else if !ids.contains(id) {
                    if !has_all_files {
                        continue;
                    }
                    let help = meant(id, ids.iter().copied());
                    report(format!("`{key}` names `{shown}`, which is no entry"), help);
                } else if key == "tips"
                    && let Some(other) = entries.get(id)
                    && other.tip.is_none()
                {
                    let help = format!("write `tip = \"...\"` in {}", shown_path(&other.path));
                    report(format!("`tips` names `{shown}`, which has no `tip`"), help);
                }
            }
        }
    }
}
