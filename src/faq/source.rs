//! One file as text, with the line of every place in it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::problem::Problem;
use super::wording::excerpt;

/// How lines begin that git leaves around what it could not merge.
const CONFLICT: [&str; 2] = ["<<<<<<< ", ">>>>>>> "];

/// Largest file that is read, in bytes: far beyond any answer, and small enough for any machine.
const LARGEST: u64 = 1024 * 1024;

/// The text of one file, without byte order mark and with `\n` as the only line end.
#[derive(Debug)]
pub(super) struct Source {
    /// The file, as shown to the operator.
    pub(super) path: PathBuf,
    /// What it says.
    pub(super) text: String,
    line_ends: Vec<usize>,
}

impl Source {
    /// What the file at `path` says, or why it cannot be read as text.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let bytes = read_bytes(path).map_err(|error| {
            Problem::error(path, None, format!("cannot be read: {error}"))
                .with_help("see that it is a file you may read, or remove it")
        })?;
        let bytes = bytes.ok_or_else(|| too_large(path))?;
        Self::from_bytes(path, bytes)
    }

    /// The text that `bytes` hold, or on which line they are none or git left two texts in place of one,
    /// or that they are too many.
    pub(super) fn from_bytes(path: &Path, bytes: Vec<u8>) -> Result<Self, Problem> {
        if bytes.len() as u64 > LARGEST {
            return Err(too_large(path));
        }
        let source = Self::new(path, utf8(path, bytes)?);
        match source.conflict() {
            Some(problem) => Err(problem),
            None => Ok(source),
        }
    }

    /// Where a merge of git's has not ended, if it has not.
    fn conflict(&self) -> Option<Problem> {
        let mut lines = self.text.lines().enumerate();
        let is_mark = |line: &str| CONFLICT.iter().any(|mark| line.starts_with(mark));
        let (at, line) = lines.find(|(_, line)| is_mark(line))?;
        let message = format!("git could not merge this, and left `{}`", excerpt(line));
        let problem = Problem::error(&self.path, at + 1, message);
        Some(problem.with_help(
            "end the merge: keep what is right of the two, and remove the lines `<<<<<<<`, `=======` \
             and `>>>>>>>`",
        ))
    }

    /// A source that says `text`.
    pub(super) fn new(path: &Path, mut text: String) -> Self {
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        let line_ends = text.match_indices('\n').map(|(at, _)| at).collect();
        Self {
            path: path.to_owned(),
            text,
            line_ends,
        }
    }

    /// The line, counted from 1, of the byte at `offset`. A line end belongs to its line.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        1 + self.line_ends.partition_point(|&end| end < offset)
    }
}

/// The text that the bytes of the file at `path` are, or on which line they are none.
pub(crate) fn utf8(path: &Path, bytes: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let message = format!("is not UTF-8 text: found byte 0x{:02X}", bytes[good]);
        let line = bytes[..good].split(|&byte| byte == b'\n').count();
        Problem::error(path, line, message).with_help("save the file with the encoding UTF-8")
    })
}

fn too_large(path: &Path) -> Problem {
    let is_entry = path.extension().is_some_and(|end| end == "md");
    let help = if is_entry {
        "shorten it, or split it into several entries"
    } else {
        "remove from it what is needed least"
    };
    Problem::error(path, None, "is larger than 1 MiB, the most that is read").with_help(help)
}

/// What is in the file at `path`, or `None` if that is more than 1 MiB.
///
/// # Errors
///
/// What is no ordinary file, and what cannot be read.
pub(crate) fn read_bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    // Asked before opening: to open a named pipe would wait for its writer.
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is no ordinary file"));
    }
    if metadata.len() > LARGEST {
        return Ok(None);
    }
    let size = metadata.len() + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    File::open(path)?
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    // It may have grown.
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(Path::new("a.md"), text.to_owned())
    }

    #[test]
    fn lines_are_counted_from_one_whatever_ends_them() {
        for text in ["a\nb\nc", "a\r\nb\r\nc", "\u{feff}a\r\nb\r\nc", "a\rb\rc"] {
            let source = source(text);
            assert_eq!(source.text, "a\nb\nc");
            let lines: Vec<_> = (0..=5).map(|offset| source.line_at(offset)).collect();
            assert_eq!(lines, [1, 1, 2, 2, 3, 3], "text: {text:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_line() {
        let problem = Source::from_bytes(Path::new("a.md"), b"a\nb\xe9".to_vec()).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "a.md:2: is not UTF-8 text: found byte 0xE9\n  help: save the file with the encoding UTF-8"
        );
    }

    #[test]
    fn what_git_could_not_merge_is_named_with_its_line() {
        let read = |text: &str| Source::from_bytes(Path::new("a.md"), text.as_bytes().to_vec());
        let problem = read("+++\r\n<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> other\r\n");
        assert_eq!(
            problem.unwrap_err().to_string(),
            "a.md:2: git could not merge this, and left `<<<<<<< HEAD`\n  help: end the merge: keep what \
             is right of the two, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"
        );
        // Half mended.
        assert_eq!(read("a\n=======\n>>>>>>> other").unwrap_err().line, Some(3));
        for text in [
            "a\n=======\nb",
            "a <<<<<<< HEAD",
            "<<<<<<<",
            ">>>> a",
            "<<<<<<<<< a",
        ] {
            assert!(read(text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn folder_and_absent_file_are_problems() {
        let folder = tempfile::tempdir().unwrap();
        let problem = Source::read(folder.path()).unwrap_err();
        assert_eq!(problem.message, "cannot be read: it is a folder");
        assert!(Source::read(&folder.path().join("absent")).is_err());
    }

    #[test]
    fn too_large_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, vec![b'a'; 1024 * 1024]).unwrap();
        assert!(Source::read(&path).is_ok());
        std::fs::write(&path, vec![b'a'; 1024 * 1024 + 1]).unwrap();
        let problem = Source::read(&path).unwrap_err();
        assert_eq!(
            problem.message,
            "is larger than 1 MiB, the most that is read"
        );
        let help = "shorten it, or split it into several entries";
        assert_eq!(problem.help.as_deref(), Some(help));
        let list = folder.path().join("examples.toml");
        std::fs::rename(path, &list).unwrap();
        let help = Source::read(&list).unwrap_err().help;
        assert_eq!(help.as_deref(), Some("remove from it what is needed least"));
    }
}
