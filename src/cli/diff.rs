//! `diff`: what an edit of the FAQ changes.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::args::{DiffArgs, Format};
use super::labelled::Labelled;
use super::progress::Progress;
use super::{Error, Exit, input, output, revision, unanswered};
use crate::assistant::Assistant;
use crate::config::Config;
use crate::diff::{self, Changes, Corpus, Side, Turn};
use crate::faq::{self, Faq, LoadError, Size, excerpt, shown_path};
use crate::matcher::Matcher;
use crate::store::Settings;

pub(super) fn run(
    dir: &Path,
    config: &Config,
    args: &DiffArgs,
    out: &mut dyn Write,
) -> Result<Exit, Error> {
    let paths = [&args.questions, &args.unanswered];
    if paths
        .into_iter()
        .flatten()
        .all(|path| input::is_standard(path))
        && paths.into_iter().all(Option::is_some)
    {
        let source = io::Error::other("standard input can be read for one of the two only");
        let path = "-".into();
        return Err(Error::File { path, source });
    }
    let labelled = args.questions.as_deref().map(Labelled::read).transpose()?;
    let old = Version::load(dir, Some(&args.old))?;
    let asked_in_vain = match &args.unanswered {
        Some(path) => lines(path)?,
        None => kept(config, &old)?,
    };
    let new = Version::load(dir, args.new.as_deref())?;
    let has_problems = match &labelled {
        Some(labelled) => {
            let languages = || old.languages.iter().chain(&new.languages);
            labelled.tell(|id| languages().any(|faq| faq.find(id).is_some()))?
        }
        None => false,
    };

    let [of_old, of_new] = [&old, &new].map(Version::matchers);
    let progress = Progress::new("messages");
    let changes = diff::compare(
        &old.sides(&of_old),
        &new.sides(&of_new),
        Corpus {
            labelled: labelled
                .as_ref()
                .map_or(&[], |labelled| &labelled.questions),
            unanswered: &asked_in_vain,
        },
        &|done, all| progress.tell(done, all),
    );
    progress.end();
    let [old, new] = [old, new].map(Version::record);
    match args.format {
        Format::Text => {
            let text = format!("old: {}\nnew: {}\n{changes}", old.shown(), new.shown());
            output::line(out, text.trim_end())?;
        }
        Format::Json => {
            let changes = &changes;
            output::json(out, &Record { old, new, changes })?;
        }
    }
    let gets_worse = changes.labelled_that_turn(Turn::Worse) > 0;
    Ok(if gets_worse || has_problems {
        Exit::Problems
    } else {
        Exit::Ok
    })
}

/// The questions that were asked in vain as the FAQ was, as far as operators see them.
fn kept(config: &Config, version: &Version) -> Result<Vec<String>, Error> {
    let settings = Settings::for_reading(config);
    if !settings.place.may_hold_something() {
        return Ok(Vec::new());
    }
    let assistant = Assistant::of(version.languages.clone());
    let groups = unanswered::groups(&assistant, &settings, config)?;
    Ok(groups.into_iter().flat_map(|group| group.texts).collect())
}

/// The lines of a file that are not blank.
fn lines(path: &Path) -> Result<Vec<String>, Error> {
    let failed = |source| Error::File {
        path: path.to_owned(),
        source,
    };
    let mut input = input::open(path).map_err(failed)?;
    let mut lines = Vec::new();
    while let Some(line) = input::next_line(&mut *input).map_err(failed)? {
        lines.push(line.text());
    }
    lines.retain(|line| !line.trim().is_empty());
    Ok(lines)
}

/// One of the two FAQs.
#[derive(Debug)]
struct Version {
    /// The folder, or the revision with its commit.
    name: String,
    /// In each of its languages, the default one first.
    languages: Vec<Faq>,
}

impl Version {
    /// The FAQ in the folder `named`, or else in that revision of `dir`; `dir` itself if none is
    /// named.
    fn load(dir: &Path, named: Option<&OsStr>) -> Result<Self, Error> {
        let folder = named.map_or(dir, Path::new);
        let Some(revision) = named.filter(|_| !folder.is_dir()) else {
            let languages = faq::load_all(folder).map_err(Error::Faq)?;
            let name = shown_path(folder);
            return Ok(Self { name, languages });
        };
        let read = revision::read(dir, revision)?;
        let shown = excerpt(&revision.to_string_lossy());
        let languages = faq::load_all(&read.folder).map_err(|error| {
            let place = format!("{shown}:{}", shown_path(dir));
            Error::Faq(told_of(error, &read.folder, &place))
        })?;
        let name = format!("{shown} ({})", read.commit);
        Ok(Self { name, languages })
    }

    /// A matcher for each language.
    fn matchers(&self) -> Vec<Matcher> {
        self.languages.iter().map(Matcher::new).collect()
    }

    /// Each language with its matcher.
    fn sides<'a>(&'a self, matchers: &'a [Matcher]) -> Vec<Side<'a>> {
        let both = self.languages.iter().zip(matchers);
        both.map(|(faq, matcher)| Side { faq, matcher }).collect()
    }

    fn record(self) -> VersionRecord {
        let size = Size::of(&self.languages);
        let tags = self.languages.iter().map(Faq::language);
        VersionRecord {
            languages: tags.map(str::to_owned).collect(),
            name: self.name,
            entries: size.entries,
            phrasings: size.phrasings,
        }
    }
}

/// The problems with `place` wherever they name the temporary `folder`.
fn told_of(error: LoadError, folder: &Path, place: &str) -> LoadError {
    let temporary = shown_path(folder);
    let problems = error.problems.into_iter().map(|mut problem| {
        let renamed = |text: &str| text.replace(&temporary, place);
        problem.path = renamed(&shown_path(&problem.path)).into();
        problem.message = renamed(&problem.message);
        problem.help = problem.help.as_deref().map(renamed);
        problem
    });
    LoadError {
        problems: problems.collect(),
    }
}

/// The changes as JSON.
#[derive(Debug, Serialize)]
struct Record<'a> {
    old: VersionRecord,
    new: VersionRecord,
    #[serde(flatten)]
    changes: &'a Changes,
}

#[derive(Debug, Serialize)]
struct VersionRecord {
    name: String,
    /// Their tags, the default one first.
    languages: Vec<String>,
    /// How many there are in all languages.
    entries: usize,
    phrasings: usize,
}

impl VersionRecord {
    fn shown(&self) -> String {
        let Self {
            name,
            languages,
            entries,
            phrasings,
        } = self;
        let languages = match languages.as_slice() {
            [] | [_] => String::new(),
            several => format!(" in {}", several.join(", ")),
        };
        format!("{name}, {entries} entries with {phrasings} phrasings{languages}")
    }
}
