//! The files below a FAQ's folder: which are read, as what, and what stops the loading.

use std::fs;
use std::path::{Path, PathBuf};

use super::concepts::Groups;
use super::entry::Draft;
use super::problem::{Findings, LoadError, Problem};
use super::source::Source;
use super::wording::{excerpt, nearest, shown_path};
use super::{Bot, Faq, Kind, bot, concepts, entry};

/// The folders of entries and what sort of entry each holds.
const FOLDERS: [(&str, Kind); 3] = [
    (Kind::Topic.folder(), Kind::Topic),
    (Kind::NotCovered.folder(), Kind::NotCovered),
    (Kind::SmallTalk.folder(), Kind::SmallTalk),
];

/// The FAQ that the files below `dir` describe.
///
/// Read are `bot.toml` and `concepts.toml`, both optional, and the `.md` files in `topics`,
/// `not-covered` and `small-talk`. The order of files, a byte order mark and the kind of line end
/// make no difference. Blank texts other than titles and answers count as absent.
///
/// # Errors
///
/// Every file that cannot be read or does not parse, every unknown key and value of the wrong
/// type, every missing title or answer and every duplicate id; a folder that is not there or has
/// no entry. Everything else that may be wrong is for [`survey`](super::survey()) to say.
pub fn load(dir: &Path) -> Result<Faq, LoadError> {
    let reading = read(dir);
    let mut problems = reading.findings.stopping;
    if problems.is_empty() {
        return Ok(Faq {
            entries: reading
                .drafts
                .into_iter()
                .map(|draft| draft.entry)
                .collect(),
            concepts: reading.groups.into_concepts(),
            bot: reading.bot,
        });
    }
    problems.sort();
    Err(LoadError { problems })
}

/// What could be read of a FAQ, and everything found wrong on the way.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The entries as far as their files can be read, sorted by id and path.
    pub(super) drafts: Vec<Draft>,
    /// The files of all entries, whether they parse or not, sorted by id and path.
    pub(super) files: Vec<EntryFile>,
    /// Whether every folder of entries could be read, so that an id without a file is none.
    pub(super) has_all_files: bool,
    /// The groups of `concepts.toml`.
    pub(super) groups: Groups,
    /// What `bot.toml` says.
    pub(super) bot: Bot,
    /// Everything found wrong while reading.
    pub(super) findings: Findings,
}

/// The file of an entry.
#[derive(Debug)]
pub(super) struct EntryFile {
    /// Its name without `.md`.
    pub(super) id: String,
    /// What its folder holds.
    kind: Kind,
    /// Where it is.
    pub(super) path: PathBuf,
}

/// Reads everything below `dir`, each file once.
pub(super) fn read(dir: &Path) -> Reading {
    let mut reading = Reading::default();
    let findings = &mut reading.findings;
    if !dir.is_dir() {
        let found = if dir.exists() {
            "is no folder"
        } else {
            "there is no such folder"
        };
        findings.stop(
            Problem::error(dir, None, found)
                .with_help("name the folder of the FAQ with `--faq DIR`, or start where `faq` is"),
        );
        return reading;
    }
    let mut files = Vec::new();
    let mut groups_file = None;
    let mut has_all_files = true;
    for (path, name) in list(dir, &mut has_all_files, findings) {
        if let Some(&(_, kind)) = FOLDERS.iter().find(|&&(folder, _)| folder == name) {
            let items = list(&path, &mut has_all_files, findings);
            collect(&path, items, kind, &mut files, findings);
        } else if name == "bot.toml" {
            if let Some(source) = open(&path, findings) {
                reading.bot = bot::read(&source, findings);
            }
        } else if name == "concepts.toml" {
            groups_file = Some(path);
        } else {
            note_misplaced_at_top(dir, &path, &name, findings);
        }
    }
    files.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    stop_at_duplicates(&files, findings);
    // Of folders that cannot be read nobody knows what they hold.
    if files.is_empty() && has_all_files {
        let example = dir.join("topics").join("opening-hours.md");
        findings.stop(Problem::error(dir, None, "holds no entry").with_help(format!(
            "write one, such as {}: `+++`, `title = \"...\"`, `+++` and the answer, each on a line",
            shown_path(&example)
        )));
    }
    // The groups hold about as much as all entries, so they are read beside them.
    std::thread::scope(|scope| {
        let groups = scope.spawn(|| {
            let mut findings = Findings::default();
            let source = groups_file.and_then(|path| open(&path, &mut findings));
            let groups = source.map(|source| concepts::read(&source, &mut findings));
            (groups.unwrap_or_default(), findings)
        });
        for file in &files {
            if let Some(source) = open(&file.path, findings) {
                let draft = entry::read(&source, &file.id, file.kind, findings);
                reading.drafts.extend(draft);
            }
        }
        match groups.join() {
            Ok((groups, found)) => {
                reading.groups = groups;
                findings.extend(found);
            }
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    reading.files = files;
    reading.has_all_files = has_all_files;
    reading
}

fn open(path: &Path, findings: &mut Findings) -> Option<Source> {
    Source::read(path)
        .map_err(|problem| findings.stop(problem))
        .ok()
}

/// What stands directly below `dir`, without hidden files, each with its name. If that is not all,
/// `is_all` becomes `false`.
fn list(dir: &Path, is_all: &mut bool, findings: &mut Findings) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut stop = |error: std::io::Error| {
        *is_all = false;
        let problem = Problem::error(dir, None, format!("cannot be read: {error}"));
        findings.stop(problem.with_help("see that it is a folder you may read, or remove it"));
    };
    match fs::read_dir(dir) {
        Err(error) => stop(error),
        Ok(items) => {
            for item in items {
                match item {
                    Err(error) => stop(error),
                    Ok(item) => {
                        let name = item.file_name().to_string_lossy().into_owned();
                        if !name.starts_with('.') {
                            found.push((item.path(), name));
                        }
                    }
                }
            }
        }
    }
    found
}

/// Adds the entries' files in one of the folders.
fn collect(
    dir: &Path,
    items: Vec<(PathBuf, String)>,
    kind: Kind,
    files: &mut Vec<EntryFile>,
    findings: &mut Findings,
) {
    for (path, name) in items {
        if let Some(id) = without_extension(&name, "md") {
            files.push(EntryFile {
                id: id.to_owned(),
                kind,
                path,
            });
        } else if without_extension(&name, "toml").is_some() {
            let help =
                "entries are `.md` files; `bot.toml` and `concepts.toml` stand one folder up";
            findings.note(Problem::error(path, None, "is not read").with_help(help));
        } else if holds_faq_files(&path) {
            let help = format!("move its files up into {}", shown_path(dir));
            findings.note(Problem::error(path, None, "this folder is not read").with_help(help));
        }
    }
}

fn stop_at_duplicates(files: &[EntryFile], findings: &mut Findings) {
    for same in files.chunk_by(|a, b| a.id == b.id) {
        for later in &same[1..] {
            let message = format!(
                "id `{}` is taken already by {}",
                excerpt(&later.id),
                shown_path(&same[0].path)
            );
            let problem = Problem::error(&later.path, None, message);
            findings.stop(problem.with_help("give one of the two files another name"));
        }
    }
}

/// Notes a file or folder beside `bot.toml` that looks as if it should be read, and is not.
fn note_misplaced_at_top(dir: &Path, path: &Path, name: &str, findings: &mut Findings) {
    let folders = FOLDERS.map(|(folder, _)| folder);
    let mut note = |message: &str, help: String| {
        findings.note(Problem::error(path, None, message).with_help(help));
    };
    if holds_faq_files(path) {
        let help = match nearest(name, folders) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => format!("entries stand in `{}`", folders.join("`, `")),
        };
        note("this folder is not read", help);
    } else if name.eq_ignore_ascii_case("README.md") {
        // Written for the people who edit the files.
    } else if without_extension(name, "md").is_some() {
        let places = folders.map(|folder| shown_path(&dir.join(folder)));
        note("is not read", format!("move it into {}", places.join(", ")));
    } else if without_extension(name, "toml").is_some() {
        let help = match nearest(name, ["bot.toml", "concepts.toml"]) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "only `bot.toml` and `concepts.toml` are read".to_owned(),
        };
        note("is not read", help);
    }
}

/// Whether this is a folder with files in it that look like parts of a FAQ.
fn holds_faq_files(path: &Path) -> bool {
    // Asked without following links, which may lead anywhere.
    path.symlink_metadata().is_ok_and(|file| file.is_dir())
        && fs::read_dir(path).is_ok_and(|mut items| {
            items.any(|item| {
                item.is_ok_and(|item| {
                    let name = item.file_name().to_string_lossy().into_owned();
                    ["md", "toml"]
                        .iter()
                        .any(|end| without_extension(&name, end).is_some())
                })
            })
        })
}

/// The name of a file without its extension, if that is `extension` in whatever case.
fn without_extension<'n>(name: &'n str, extension: &str) -> Option<&'n str> {
    let (stem, found) = name.rsplit_once('.')?;
    (!stem.is_empty() && found.eq_ignore_ascii_case(extension)).then_some(stem)
}
