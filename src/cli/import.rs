//! `import`: questions and answers of another make as files of a FAQ.

use std::io::{Read as _, Write};
use std::path::Path;

use super::args::ImportArgs;
use super::{Error, Exit, input, output};
use crate::exchange::{self, Format, NewFile, Place, WriteError};
use crate::faq::{Kind, Problem, counted, shown_path, utf8};

/// Most bytes that are read: hundreds of thousands of answers, and no more than any machine can hold.
const MAX_BYTES: u64 = 64 << 20;

pub(super) fn run(args: &ImportArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let format = args.format.map(Format::from);
    let format = format
        .or_else(|| Format::of(&args.file))
        .ok_or_else(|| Error::UnknownFormat(args.file.clone()))?;
    let place = match &args.language {
        None => Place::default_language(&args.into),
        Some(tag) => Place::in_language(&args.into, tag).map_err(Error::Faq)?,
    };
    let text = read(&args.file)?;
    let known = exchange::known(&place).map_err(WriteError::Folder)?;
    let incoming = exchange::read(&args.file, &text, format);
    let files =
        exchange::arrange(&args.file, incoming, args.kind.into(), known).map_err(Error::Import)?;
    exchange::write(&place, &files)?;
    output::line(out, &told(&place, &files))?;
    Ok(Exit::Ok)
}

/// All of the file as text.
fn read(path: &Path) -> Result<String, Error> {
    let failed = |source| Error::File {
        path: path.to_owned(),
        source,
    };
    let input = input::open(path).map_err(failed)?;
    let mut bytes = Vec::new();
    let mut input = input.take(MAX_BYTES + 1);
    input.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        let problem = Problem::error(path, None, "is larger than 64 MiB, the most that is read");
        return Err(Error::Import(vec![problem.with_help("split it")]));
    }
    utf8(path, bytes).map_err(|problem| {
        let help = "save the file with the encoding UTF-8; a spreadsheet calls that `CSV UTF-8`";
        Error::Import(vec![problem.with_help(help)])
    })
}

fn told(place: &Place, files: &[NewFile]) -> String {
    let new = || files.iter().filter(|file| !file.is_there);
    let counts = Kind::ALL.map(|kind| {
        let count = new().filter(|file| file.kind == kind).count();
        (count, kind.folder())
    });
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, folder)| format!("{count} in {folder}"))
        .collect();
    let (written, there) = (new().count(), files.len() - new().count());
    let (faq, folder) = (shown_path(place.faq()), shown_path(place.folder()));
    let there = match there {
        0 => String::new(),
        there => format!(
            "{} there already, to the letter\n",
            counted(there, "entry was", "entries were")
        ),
    };
    if written == 0 {
        return format!("{there}Nothing is left to write to {folder}.");
    }
    format!(
        "{} written to {folder}: {}\n{there}Now look at them, and run `check --faq {faq}`.",
        counted(written, "entry", "entries"),
        counts.join(", ")
    )
}
