//! What comes in, what goes out, and that it comes back the same.

mod json;
mod out;
mod place;
mod round_trip;

use std::path::Path;

use super::*;
use crate::faq::{Kind, Problem};

/// The files that `text` makes, or what is wrong with it.
fn imported(text: &str, format: Format, known: Known) -> Result<Vec<NewFile>, String> {
    let path = Path::new("in");
    arrange(path, read(path, text, format), Kind::Topic, known).map_err(|problems| {
        let problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
        problems.join("\n")
    })
}

#[track_caller]
fn check(text: &str, format: Format, expected: &[(&str, &str)]) {
    let files = imported(text, format, Known::default()).expect("no problem");
    let found: Vec<_> = files
        .iter()
        .map(|file| (file.path.to_str().unwrap(), file.text.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check_refused(text: &str, format: Format, expected: &str) {
    let found = imported(text, format, Known::default());
    assert_eq!(found, Err(expected.to_owned()), "text: {text}");
}

#[test]
fn table_of_questions_and_answers_becomes_files() {
    check(
        "\u{feff}Question,ANSWER\r\n\"May I, please, fish?\",\"No.\n\nAsk \"\"Bob\"\".\"\r\n,\r\n\
         May  dogs\tcome,Yes\r\nare pets allowed,Yes \r\nMAY DOGS COME?,Yes\r\n",
        Format::Csv,
        &[
            (
                "topics/may-i-please-fish.md",
                "+++\ntitle = \"May I, please, fish?\"\n+++\nNo.\n\nAsk \"Bob\".\n",
            ),
            (
                "topics/may-dogs-come.md",
                "+++\ntitle = \"May dogs come\"\nquestions = [\n  \"are pets allowed\",\n]\n+++\nYes\n",
            ),
        ],
    );
    check(
        "answer;question\n\"Yes; always\";Rain\n",
        Format::Csv,
        &[(
            "topics/rain.md",
            "+++\ntitle = \"Rain\"\n+++\nYes; always\n",
        )],
    );
}

#[test]
fn table_is_read_as_spreadsheets_write_it() {
    let rain = [(
        "topics/rain-snow.md",
        "+++\ntitle = \"Rain, snow\"\n+++\nYes; always\n",
    )];
    for text in [
        "sep=;\r\nquestion;answer\r\nRain, snow;\"Yes; always\"\r\n",
        "SEP=,\nquestion,answer\n\"Rain, snow\",Yes; always\n",
        "\n\nquestion\tanswer\nRain, snow\tYes; always\n",
        "\"question\";\"answer\"\rRain, snow;\"Yes; always\"\r",
        "question,answer,, \n\"Rain, snow\",Yes; always,,\n,,,\n",
    ] {
        check(text, Format::Csv, &rain);
    }
    check_refused(
        "question,answer,\na,b, c\n",
        Format::Csv,
        "in:2: the column of `c` has no name\n  help: name it in the first line, or remove it",
    );
}

#[test]
fn long_question_is_shortened_and_kept() {
    let long = "When may I go back on the water after there has been such a storm?";
    check(
        &format!("question,answer\n{long},Soon\n{},No\n", "x".repeat(61)),
        Format::Csv,
        &[
            (
                "topics/when-may-i-go-back-on-the-water-after.md",
                &format!(
                    "+++\ntitle = \"When may I go back on the water after there has been such…\"\n\
                     questions = [\n  \"{long}\",\n]\n+++\nSoon\n"
                ),
            ),
            (
                &format!("topics/{}.md", "x".repeat(40)),
                &format!(
                    "+++\ntitle = \"{}…\"\nquestions = [\n  \"{}\",\n]\n+++\nNo\n",
                    "x".repeat(59),
                    "x".repeat(61)
                ),
            ),
        ],
    );
}

#[test]
fn qna_maker_table_is_grouped_and_unescaped() {
    check(
        "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n\
         Hello\tAhoy!\\n\\n**Welcome** \\*\teditorial\t\t[]\tFalse\t[]\t1\n\
         Hi \"you\"\tAhoy!\\n\\n**Welcome** \\*\teditorial\t\t[]\tFalse\t[]\t1\n\
         \"Is it \"\"wet\"\"?\"\tYes\teditorial\t\t[]\tFalse\t[]\t2\n\
         Is rain wet?\tYes\teditorial\t\t[]\tFalse\t[{\"displayText\":\"a\"}]\t3\n",
        Format::Tsv,
        &[
            (
                "topics/hello.md",
                "+++\ntitle = \"Hello\"\nquestions = [\n  \"Hi \\\"you\\\"\",\n]\n+++\nAhoy!\n\n**Welcome** \\*\n",
            ),
            (
                "topics/is-it-wet.md",
                "+++\ntitle = \"Is it \\\"wet\\\"?\"\n+++\nYes\n",
            ),
            (
                "topics/is-rain-wet.md",
                "+++\ntitle = \"Is rain wet?\"\n+++\nYes\n",
            ),
        ],
    );
    check_refused(
        "question\tanswer\tqnaid\na\tb\t7\nc\td\t7\n",
        Format::Tsv,
        "in:3: `QnaId` 7 has another answer on line 2\n  help: give one of the two another number",
    );
}

#[test]
fn every_problem_is_told_with_its_line() {
    check_refused(
        "question,answer,id\n,b,\na,,\n\"x\ny\",\"<b>c</b>\",\nd,e,A b\nf,g,h\ni,j,h\n",
        Format::Csv,
        "in:2: there is no question\n  help: write one, or remove this row or object\n\
         in:3: there is no answer\n  help: write one, or remove this row or object\n\
         in:4: the answer holds HTML, which cannot be shown: `<b>`\n  help: write it in Markdown: \
         **bold**, *italic*, [text](https://...), lists with `-`, an empty line between paragraphs\n\
         in:6: id `A b` must be 1 to 40 of `a-z`, `0-9` and `-`\n  help: correct it, or leave it out: \
         it is made from the title then\n\
         in:8: the id `h` is on line 7 already\n  help: give one of the two another id",
    );
    check_refused(
        "question,answer,kind,urgent,reviewed\na,b,faq,yes,soon\nc,d,,,,e\n",
        Format::Csv,
        "in:2: `kind` must be `topic`, `not-covered` or `small-talk`, found `faq`\n  help: write one of \
         them, or leave the cell empty\n\
         in:2: `reviewed` must be a date such as 2026-11-22, found `soon`\n  help: write year, month and \
         day\n\
         in:2: `urgent` must be `true` or `false`, found `yes`\n  help: write one of them, or leave the \
         cell empty\n\
         in:3: this row has 6 cells, and the first line names 5\n  help: put a text that holds a \
         separator into quotation marks",
    );
}

#[test]
fn table_that_cannot_be_read_says_why() {
    let known = "`question`, `id`, `kind`, `title`, `questions`, `not`, `tip`, `tips`, `related`, \
        `urgent`, `section`, `reviewed`, `review_by`, `answer`";
    check_refused(
        "qestion,answer,answer,price\n",
        Format::Csv,
        &format!(
            "in:1: the column `answer` is there twice\n  help: remove one of the two\n\
             in:1: there is no column `question`\n  help: name the columns in the first line: \
             `question`, `answer`\n\
             in:1: unknown column `price`; known are {known}\n  help: remove the column, or give it one \
             of these names\n\
             in:1: unknown column `qestion`; known are {known}\n  help: did you mean `question`?"
        ),
    );
    check_refused(
        "\n",
        Format::Csv,
        "in:1: the table is empty\n  help: write a first line with `question` and `answer`, and a row \
         for each below",
    );
    check_refused(
        "question,answer\n",
        Format::Csv,
        "in:1: holds no question\n  help: write a row or an object for each question, with its answer",
    );
    check_refused(
        "question,answer\na,b\n\r\n\nc,\"d\ne,f\n",
        Format::Csv,
        "in:5: a text in quotation marks is not closed in this row or above\n  help: close it; a \
         quotation mark within a text in quotation marks is written twice",
    );
}
