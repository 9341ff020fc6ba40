//! A folder as it was in a git revision, written out for the loader to read.
//!
//! The program `git` is asked, without a shell, for the files of one commit; the repository and its
//! working tree stay as they are.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufReader, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use thiserror::Error;

use crate::faq::{excerpt, is_part};

/// What keeps a revision from being read.
#[derive(Debug, Error)]
pub enum RevisionError {
    /// There is no such program.
    #[error("`git` cannot be run: {0}")]
    NoGit(#[source] io::Error),
    /// Neither a folder nor a revision.
    #[error("`{name}` is neither a folder nor a revision that git knows: {why}")]
    Unknown {
        /// What was named.
        name: String,
        /// What git says.
        why: String,
    },
    /// Git does not give the files.
    #[error("git does not give the files of `{name}`: {why}")]
    Unread {
        /// The revision.
        name: String,
        /// What git says.
        why: String,
    },
    /// A file is a link in that revision.
    #[error("`{path}` is a link in `{name}`, which is not followed")]
    Link {
        /// The revision.
        name: String,
        /// The file.
        path: String,
    },
    /// The files cannot be written to a temporary folder.
    #[error("no temporary folder can be written: {0}")]
    Temporary(#[source] io::Error),
}

impl RevisionError {
    /// What to do about it.
    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::NoGit(_) => "\n  help: install git, or name two folders",
            Self::Unknown { .. } => {
                "\n  help: name a folder, or a commit, tag or branch of the repository that holds the \
                 FAQ's folder"
            }
            Self::Unread { .. } => "\n  help: see what `git fsck` says of the repository",
            Self::Link { .. } => "\n  help: check the revision out somewhere, and name that folder",
            Self::Temporary(_) => "\n  help: make room there, or set TMPDIR to another folder",
        }
    }
}

/// The FAQ's folder as it was in a revision.
#[derive(Debug)]
pub(super) struct Revision {
    /// Where its files stand, for as long as this is held.
    pub(super) folder: PathBuf,
    /// The commit, shortened.
    pub(super) commit: String,
    /// Removed when dropped.
    _place: TempDir,
}

/// The folder `dir` as it was in the revision `name` of the repository that holds it. If it was not
/// there, [`Revision::folder`] is not there either.
pub(super) fn read(dir: &Path, name: &OsStr) -> Result<Revision, RevisionError> {
    let dir = dir.canonicalize().or_else(|_| std::path::absolute(dir));
    let dir = dir.map_err(RevisionError::Temporary)?;
    // A folder that is gone from the disk may still be in the revision.
    let from = dir.ancestors().find(|folder| folder.is_dir());
    let from = from.unwrap_or(&dir);
    let within = dir.strip_prefix(from).unwrap_or(Path::new(""));
    let shown = excerpt(&name.to_string_lossy());

    let commit = commit(from, name, &shown)?;
    let files = files(from, within, &commit, &shown)?;
    let place = tempfile::tempdir().map_err(RevisionError::Temporary)?;
    let folder = place.path().join("faq");
    if !files.is_empty() {
        write(from, &files, &folder, &shown)?;
    }
    Ok(Revision {
        folder,
        commit: commit.chars().take(8).collect(),
        _place: place,
    })
}

/// The full name of the commit.
fn commit(from: &Path, name: &OsStr, shown: &str) -> Result<String, RevisionError> {
    let mut commit = name.to_owned();
    commit.push("^{commit}");
    let arguments = ["rev-parse", "--verify", "--end-of-options"].map(OsString::from);
    let said = run(from, arguments.into_iter().chain([commit]))?;
    said.map(|said| String::from_utf8_lossy(&said).trim().to_owned())
        .map_err(|why| RevisionError::Unknown {
            name: shown.to_owned(),
            why,
        })
}

/// A file of the FAQ in a commit.
#[derive(Debug)]
struct TreeFile {
    /// The name of its content.
    object: String,
    /// Where it stands in the FAQ's folder.
    path: PathBuf,
}

/// The files below `within` that a FAQ is made of.
fn files(
    from: &Path,
    within: &Path,
    commit: &str,
    shown: &str,
) -> Result<Vec<TreeFile>, RevisionError> {
    let unread = |why: String| RevisionError::Unread {
        name: shown.to_owned(),
        why,
    };
    let mut arguments = ["ls-tree", "-r", "-z", "--end-of-options", commit]
        .map(OsString::from)
        .to_vec();
    if within != Path::new("") {
        arguments.push(within.into());
    }
    let listed = run(from, arguments)?.map_err(unread)?;
    let listed = String::from_utf8_lossy(&listed);
    let mut files = Vec::new();
    for line in listed.split_terminator('\0') {
        let parts = line.split_once('\t').and_then(|(head, path)| {
            let mut head = head.split(' ');
            Some((head.next()?, head.nth(1)?, path))
        });
        let Some((mode, object, path)) = parts else {
            return Err(unread(format!("the line `{}`", excerpt(line))));
        };
        let place = Path::new(path)
            .strip_prefix(within)
            .unwrap_or(Path::new(""));
        let is_inside = place
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let is_part = place
            .file_name()
            .is_some_and(|name| is_part(&name.to_string_lossy()));
        let is_link = mode == "120000" || mode == "160000";
        if is_link && (is_part || place == Path::new("")) {
            return Err(RevisionError::Link {
                name: shown.to_owned(),
                path: excerpt(path),
            });
        }
        if is_part && is_inside && !is_link {
            files.push(TreeFile {
                object: object.to_owned(),
                path: place.to_owned(),
            });
        }
    }
    Ok(files)
}

/// Writes the files below `folder`.
fn write(from: &Path, files: &[TreeFile], folder: &Path, shown: &str) -> Result<(), RevisionError> {
    let unread = |error: &dyn std::fmt::Display| RevisionError::Unread {
        name: shown.to_owned(),
        why: error.to_string(),
    };
    let mut git = git(from)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(RevisionError::NoGit)?;
    let (stdin, stdout) = (git.stdin.take(), git.stdout.take());
    let written = std::thread::scope(|scope| {
        scope.spawn(move || {
            let Some(mut stdin) = stdin else {
                return;
            };
            for file in files {
                // If git has ended, the reader says so.
                if writeln!(stdin, "{}", file.object).is_err() {
                    return;
                }
            }
        });
        let mut contents = BufReader::new(stdout.ok_or_else(|| unread(&"it says nothing"))?);
        for file in files {
            let content = content(&mut contents).map_err(|error| unread(&error))?;
            let path = folder.join(&file.path);
            path.parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| fs::write(&path, content))
                .map_err(RevisionError::Temporary)?;
        }
        Ok(())
    });
    // It has nothing left to read or to say.
    let _ = git.wait();
    written
}

/// The next content that `git cat-file --batch` tells.
fn content(contents: &mut impl io::BufRead) -> io::Result<Vec<u8>> {
    let mut head = String::new();
    contents.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next();
    let Some(size) = size.and_then(|size| size.parse().ok()) else {
        return Err(io::Error::other(format!("it says `{}`", excerpt(&head))));
    };
    let mut content = Vec::new();
    contents.take(size).read_to_end(&mut content)?;
    // A line feed follows.
    contents.read_exact(&mut [0])?;
    Ok(content)
}

/// What git prints, or else what it complains of.
fn run(
    from: &Path,
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Result<Vec<u8>, String>, RevisionError> {
    let output = git(from)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(RevisionError::NoGit)?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let complaint = complaint.lines().next().unwrap_or("it does not say why");
    Ok(Err(excerpt(complaint)))
}

/// Git, started in `from`, in English and without asking anybody anything. The repository is the one
/// that holds `from`, also where a hook of another one runs this.
fn git(from: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(from)
        .env("LC_ALL", "C")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE");
    git
}
