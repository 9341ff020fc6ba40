//! The files below a FAQ's folder: which are read, as what, and what stops the loading.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use super::concepts::Groups;
use super::entry::Draft;
use super::examples::Messages;
use super::file_name::without_extension;
use super::problem::{Findings, LoadError, Problem};
use super::source::Source;
use super::wording::{excerpt, shown_path};
use super::{Bot, Faq, Kind, bot, concepts, entry, examples, languages, misplaced, tag};

/// The FAQ that the files below `dir` describe, in its default language.
///
/// Read are `bot.toml`, `concepts.toml` and `examples.toml`, all optional, and the `.md` files in
/// `topics`, `not-covered` and `small-talk`. The order of files, a byte order mark and the kind of line end
/// make no difference. Blank texts other than titles and answers count as absent. A folder named by a
/// language, such as `de` or `pt-BR`, holds the same in that language.
///
/// # Errors
///
/// Every file that cannot be read or does not parse, or that git could not merge, every unknown key and value of the wrong
/// type, every missing title or answer and every duplicate id; a folder that is not there or has
/// no entry. Everything else that may be wrong is for [`survey`](super::survey()) to say.
pub fn load(dir: &Path) -> Result<Faq, LoadError> {
    Ok(loaded(dir)?.into_faqs().0)
}

/// The FAQ that the files below `dir` describe in each of its languages: in the default one first,
/// then sorted by tag. What is not translated is lent by the default language.
///
/// # Errors
///
/// What stops [`load`], in any language.
pub fn load_all(dir: &Path) -> Result<Vec<Faq>, LoadError> {
    let (default, mut all) = loaded(dir)?.into_faqs();
    all.insert(0, default);
    Ok(all)
}

/// The same in one of its languages alone, the default one if none is named, with the folder that
/// holds it; `None` if there is no folder of that language.
///
/// # Errors
///
/// What stops [`load`], in any language.
pub(crate) fn load_language(
    dir: &Path,
    language: Option<&str>,
) -> Result<Option<(PathBuf, Faq)>, LoadError> {
    let reading = loaded(dir)?;
    let Some(tag) = language else {
        let dir = reading.dir.clone();
        return Ok(Some((dir, reading.into_faqs().0)));
    };
    let is_it = |other: &Reading| other.bot.language.as_deref() == Some(tag);
    let Some(at) = reading.others.iter().position(is_it) else {
        return Ok(None);
    };
    let dir = reading.others[at].dir.clone();
    Ok(Some((dir, reading.into_faqs().1.swap_remove(at))))
}

fn loaded(dir: &Path) -> Result<Reading, LoadError> {
    let mut reading = read(dir);
    let mut problems = std::mem::take(&mut reading.findings.stopping);
    if problems.is_empty() {
        return Ok(reading);
    }
    problems.sort();
    Err(LoadError { problems })
}

/// What could be read of a FAQ, and everything found wrong on the way.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The folder that was read.
    pub(super) dir: PathBuf,
    /// What was read of the other languages, sorted by tag.
    pub(super) others: Vec<Reading>,
    /// The entries as far as their files can be read, sorted by id and path.
    pub(super) drafts: Vec<Draft>,
    /// The files of all entries, whether they parse or not, sorted by id and path.
    pub(super) files: Vec<EntryFile>,
    /// Whether every folder of entries could be read, so that an id without a file is none.
    pub(super) has_all_files: bool,
    /// The groups of `concepts.toml`.
    pub(super) groups: Groups,
    /// The messages of `examples.toml`.
    pub(super) examples: Messages,
    /// What `bot.toml` says.
    pub(super) bot: Bot,
    /// Whether that is all it says: it could be read, or there is none.
    pub(super) has_bot: bool,
    /// Everything found wrong while reading.
    pub(super) findings: Findings,
}

/// The file of an entry.
#[derive(Debug)]
pub(super) struct EntryFile {
    /// Its name without `.md`.
    pub(super) id: String,
    /// What its folder holds.
    pub(super) kind: Kind,
    /// Where it is.
    pub(super) path: PathBuf,
}

impl Reading {
    fn of(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            ..Self::default()
        }
    }

    /// What is read of a folder that is not there yet: nothing, and that is all.
    pub(super) fn empty(dir: &Path) -> Self {
        Self {
            has_all_files: true,
            ..Self::of(dir)
        }
    }

    /// Adds an entry as if its file had been read.
    pub(super) fn add(&mut self, draft: Draft) {
        self.files.push(EntryFile {
            id: draft.entry.id.clone(),
            kind: draft.entry.kind,
            path: draft.entry.path.clone(),
        });
        self.drafts.push(draft);
    }

    /// What was read as a FAQ in the default language and in the others, of the entries those that
    /// can be shown: all of them if nothing stops the loading.
    pub(super) fn into_faqs(self) -> (Faq, Vec<Faq>) {
        let whole = self.drafts.into_iter().filter(Draft::is_whole);
        let default = Faq {
            entries: whole.map(|draft| draft.entry).collect(),
            concepts: self.groups.into_concepts(),
            examples: self.examples.into_examples(),
            bot: self.bot,
        };
        let others = self.others.into_iter();
        let others = others.map(|other| languages::with_lent(other.into_faqs().0, &default));
        let others = others.collect();
        (default, others)
    }
}

/// Reads everything below `dir`, each file once.
pub(super) fn read(dir: &Path) -> Reading {
    let mut reading = Reading::of(dir);
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
    for (tag, path) in read_language(&mut reading, None) {
        let mut other = Reading::of(&path);
        read_language(&mut other, Some(&tag));
        other.bot.language = Some(tag);
        reading.findings.extend(std::mem::take(&mut other.findings));
        reading.others.push(other);
    }
    reading
}

/// Reads what is written in one language: the default one, or that of the folder. Comes back with the
/// folders of other languages, sorted by tag.
fn read_language(reading: &mut Reading, of_folder: Option<&str>) -> Vec<(String, PathBuf)> {
    let dir = reading.dir.clone();
    let dir = dir.as_path();
    let findings = &mut reading.findings;
    let mut files = Vec::new();
    let mut groups_file = None;
    let mut examples_file = None;
    let mut has_all_files = true;
    let mut languages = Vec::new();
    reading.has_bot = true;
    for (path, name) in list(dir, &mut has_all_files, findings) {
        if let Some(kind) = Kind::of_folder(&name) {
            let items = list(&path, &mut has_all_files, findings);
            collect(&path, items, kind, &mut files, findings);
        } else if name == "bot.toml" {
            let before = findings.stopping.len();
            if let Some(source) = open(&path, findings) {
                reading.bot = bot::read(&source, of_folder, findings);
            }
            reading.has_bot = findings.stopping.len() == before;
        } else if name == "concepts.toml" {
            groups_file = Some(path);
        } else if name == "examples.toml" {
            examples_file = Some(path);
        } else if let Some(tag) = tag(&name).filter(|tag| misplaced::is_of_language(&path, tag)) {
            languages.push((tag, path));
        } else {
            misplaced::note_at_top(dir, &path, &name, findings);
        }
    }
    files.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    stop_at_duplicates(&files, findings);
    // Of folders that cannot be read nobody knows what they hold.
    if files.is_empty() && has_all_files && of_folder.is_none() {
        let example = dir.join("topics").join("opening-hours.md");
        findings.stop(Problem::error(dir, None, "holds no entry").with_help(format!(
            "write one, such as {}: `+++`, `title = \"...\"`, `+++` and the answer, each on a line",
            shown_path(&example)
        )));
    }
    // The examples hold about as much as the rest, so they are read beside it.
    thread::scope(|scope| {
        let examples = scope.spawn(|| read_lists(examples_file, examples::read));
        for file in &files {
            if let Some(source) = open(&file.path, findings) {
                let draft = entry::read(&source, &file.id, file.kind, findings);
                reading.drafts.extend(draft);
            }
        }
        let (groups, found) = read_lists(groups_file, concepts::read);
        reading.groups = groups;
        findings.extend(found);
        match examples.join() {
            Ok((examples, found)) => {
                reading.examples = examples;
                findings.extend(found);
            }
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    reading.files = files;
    reading.has_all_files = has_all_files;
    languages.sort();
    let own = of_folder.map_or_else(|| languages::of(&reading.bot), str::to_owned);
    misplaced::note_languages(&own, of_folder.is_some(), &mut languages, findings);
    languages
}

/// What a file says that stands beside the entries, and what is wrong with it; nothing if there is none.
fn read_lists<T: Default>(
    path: Option<PathBuf>,
    read: fn(&Source, &mut Findings) -> T,
) -> (T, Findings) {
    let mut findings = Findings::default();
    let source = path.and_then(|path| open(&path, &mut findings));
    let read = source.map(|source| read(&source, &mut findings));
    (read.unwrap_or_default(), findings)
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
            let help = "entries are `.md` files; `bot.toml`, `concepts.toml` and `examples.toml` \
                stand one folder up";
            findings.note(Problem::error(path, None, "is not read").with_help(help));
        } else if misplaced::holds_faq_files(&path) {
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
