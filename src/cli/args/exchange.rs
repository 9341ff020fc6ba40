//! What can be written behind `import` and `export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::exchange::Format;
use crate::faq::{Kind, tag};

pub(in crate::cli) const IMPORT: &str = concat!(
    "Examples:\n  ",
    program!(),
    " import questions.csv --into my-faq\n  ",
    program!(),
    " import qnamaker.tsv --into my-faq --kind not-covered\n  ",
    program!(),
    " import german.csv --into my-faq --language de\n  ",
    program!(),
    " export --format csv | ",
    program!(),
    " import - --format csv --into copy\n\n",
    "Each question with its answer becomes a file in DIR, in `topics` if nothing else is said. Nothing\n\
    that is there is overwritten, and if anything is wrong, every problem is told with its line and\n\
    nothing is written. Afterwards look at the files, and run `check --faq DIR`.\n\n\
    If an import is interrupted (killed, power failure), every file is whole, and some may be missing:\n\
    run the same import again. It leaves what is there, writes what is missing, and removes what the\n\
    other one left behind.\n\n\
    A translation has the ids of the entries that it translates: write `export --format csv`, translate\n\
    title, questions, not, tip, section and answer, and read it with --language.\n\n\
    What is read, as UTF-8:\n  \
    csv   a first line with the names of the columns: `question` and `answer`, or any of those that\n        \
    `export --format csv` writes; commas, semicolons or tabs between the cells\n  \
    tsv   what QnA Maker exports: tabs between the cells, `\\n` for a line end\n  \
    json  a list of objects with `question` and `answer`, or with the keys of an entry beside\n        \
    `id`, `kind` and `answer`; or what QnA Maker exports\n\n\
    Rows without `id` and `title` that have the same answer, or the same QnaId, become one entry with\n\
    several questions. The first question is the title; one of more than 60 characters is shortened,\n\
    and kept whole among the questions. What QnA Maker says beside (source, metadata, prompts) is left\n\
    out. HTML in an answer is not read: write it in Markdown.",
);

pub(in crate::cli) const EXPORT: &str = concat!(
    "Examples:\n  ",
    program!(),
    " export > leaflet.md\n  ",
    program!(),
    " export --format html --output leaflet.html\n  ",
    program!(),
    " export --faq my-faq --format csv --output my-faq.csv\n  ",
    program!(),
    " export --faq my-faq --format csv --language de --output my-faq-de.csv\n\n",
    "What is written:\n  \
    md    a leaflet: danger signs, then the topics by section, and what is not covered\n  \
    html  the same as one page that needs nothing else, to be printed or put on a site\n  \
    csv   a table with a row for each entry of every kind and these columns: id, kind (topic,\n        \
    not-covered or small-talk), title, questions, not, tip, tips, related, urgent (true or\n        \
    empty), section, reviewed, review_by, answer\n\n\
    In the table a list is one cell with a text on each line; where that would not bring back every\n\
    text, it is a list in JSON: [\"one\", \"two\"]. `import` reads it back and loses nothing but\n\
    comments. What stands in bot.toml, concepts.toml and examples.toml is not in the table: copy those\n\
    files.\n\n\
    Written is one language: the default one, or that of --language. For all, export each into a file of\n\
    its own. The table has the entries that are written in the language; the leaflet has all, those that\n\
    are not translated with a line that says so.",
);

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportArgs {
    /// The file to read; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) file: PathBuf,
    /// The folder of the FAQ to write to; it is made if need be
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) into: PathBuf,
    /// The language that the entries are in, as a tag such as `de` or `pt-BR`; they are written to the
    /// folder of that name in DIR. Without it they are in the default language
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(in crate::cli) language: Option<String>,
    /// How the file is written; without it the ending of its name tells
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<TableFormat>,
    /// What the entries are that do not say it themselves
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) kind: KindName,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArgs {
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub(in crate::cli) format: ExportFormat,
    /// The language of the FAQ to write; without it the default one
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) language: Option<String>,
    /// The file to write; what is in it is replaced. Without it standard output is written
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// The canonical form of the tag that names a language.
fn language(value: &str) -> Result<String, &'static str> {
    tag(value).ok_or("write a language tag such as `de` or `pt-BR`")
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum TableFormat {
    /// A table with commas, semicolons or tabs
    Csv,
    /// A table with tabs, from QnA Maker
    Tsv,
    /// A list in JSON
    Json,
}

impl From<TableFormat> for Format {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Csv => Self::Csv,
            TableFormat::Tsv => Self::Tsv,
            TableFormat::Json => Self::Json,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(in crate::cli) enum KindName {
    /// What the article answers
    #[default]
    Topic,
    /// What people ask and the article does not answer
    NotCovered,
    /// Greetings, thanks and the like
    SmallTalk,
}

impl From<KindName> for Kind {
    fn from(kind: KindName) -> Self {
        match kind {
            KindName::Topic => Self::Topic,
            KindName::NotCovered => Self::NotCovered,
            KindName::SmallTalk => Self::SmallTalk,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(in crate::cli) enum ExportFormat {
    /// A leaflet in Markdown
    #[default]
    Md,
    /// A leaflet as a page
    Html,
    /// A table with every key
    Csv,
}
