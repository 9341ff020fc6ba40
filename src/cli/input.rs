//! Input that may be long or no text at all.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

/// At most this many bytes of a message or a line are kept: far more than is read of a message,
/// and far less than would be felt in memory.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// One line of input.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its first [`MAX_BYTES`] bytes, without the line's end.
    pub(super) bytes: Vec<u8>,
    /// Whether there were more.
    pub(super) too_long: bool,
}

impl Line {
    /// The line as text, with a sign in place of what is no text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// The file at `path`; `-` is standard input.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if is_standard(path) {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(path)?)))
}

/// Whether `path` stands for standard input.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The next line, or `None` at the end of input. A line that is too long is read to its end, so
/// that the next call starts with the next line.
pub(super) fn next_line(input: &mut dyn BufRead) -> io::Result<Option<Line>> {
    let mut line = Line {
        bytes: Vec::new(),
        too_long: false,
    };
    let mut any = false;
    loop {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            return Ok(any.then_some(line));
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let of_line = &chunk[..end.unwrap_or(chunk.len())];
        let kept = of_line.len().min(MAX_BYTES - line.bytes.len());
        line.bytes.extend_from_slice(&of_line[..kept]);
        line.too_long |= kept < of_line.len();
        let used = end.map_or(chunk.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            line.bytes.pop_if(|last| *last == b'\r');
            return Ok(Some(line));
        }
    }
}

/// All of the input, or its first [`MAX_BYTES`] bytes, with a sign in place of what is no text.
pub(super) fn whole(input: &mut dyn BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES as u64).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut input: &[u8]) -> Vec<(Vec<u8>, bool)> {
        std::iter::from_fn(|| next_line(&mut input).expect("memory"))
            .map(|line| (line.bytes, line.too_long))
            .collect()
    }

    #[test]
    fn lines_end_in_any_way() {
        let line = |text: &str| (text.as_bytes().to_vec(), false);
        assert_eq!(lines(b"a\r\n\nb"), [line("a"), line(""), line("b")]);
        assert_eq!(lines(b""), []);
    }

    #[test]
    fn long_line_is_cut_and_the_next_is_whole() {
        let mut input = vec![b'x'; MAX_BYTES + 1];
        input.extend(b"\nnext\n");
        let found = lines(&input);
        assert_eq!((found[0].0.len(), found[0].1), (MAX_BYTES, true));
        assert_eq!(found[1], (b"next".to_vec(), false));
    }

    #[test]
    fn no_text_is_read_all_the_same() {
        assert_eq!(whole(&mut &b"a\xffb"[..]).expect("memory"), "a\u{fffd}b");
    }
}
