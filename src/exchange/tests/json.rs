//! Lists in JSON that come in.

use super::*;

#[test]
fn lists_in_json_are_read_in_every_shape() {
    let expected = [(
        "topics/fish.md",
        "+++\ntitle = \"Fish?\"\nquestions = [\n  \"may I fish\",\n]\n+++\nNo.\n",
    )];
    for text in [
        r#"[{"question": "Fish?", "questions": "may I fish", "answer": "No."}]"#,
        r#"[{"questions": ["Fish?", " ", "may I fish"], "answer": "No."}]"#,
        r#"{"qnaList": [{"id": 1, "questions": ["Fish?", "may I fish"], "answer": "No.",
            "source": "x", "metadata": [], "context": {"prompts": []}}]}"#,
        r#"{"version": 1, "qnaDocuments": [{"id": 1, "questions": ["Fish?", "may I fish"], "answer": "No."}]}"#,
        r#"[{"question": "Fish?", "answer": "No."}, {"question": "may I fish", "answer": "No."}]"#,
    ] {
        check(text, Format::Json, &expected);
    }
    check(
        r#"[{"id": "bait", "kind": "not-covered", "title": "Bait", "not": ["fish"], "tip": "Dig.",
            "tips": ["a"], "related": ["b"], "urgent": true, "section": "S", "reviewed": "2026-01-02",
            "review_by": "2027-01-02", "answer": "Worms."}]"#,
        Format::Json,
        &[(
            "not-covered/bait.md",
            "+++\ntitle = \"Bait\"\nnot = [\n  \"fish\",\n]\ntip = \"Dig.\"\ntips = [\"a\"]\n\
             related = [\"b\"]\nurgent = true\nsection = \"S\"\nreviewed = 2026-01-02\n\
             review_by = 2027-01-02\n+++\nWorms.\n",
        )],
    );
}

#[test]
fn json_that_cannot_be_read_says_why() {
    let help = "write a list of objects: [{\"question\": \"...\", \"answer\": \"...\"}], or one as \
        `qnaList` of an object";
    check_refused(
        "[{\"question\": \"a\",\n}]",
        Format::Json,
        &format!("in:2: key must be a string\n  help: {help}"),
    );
    check_refused(
        "{\"questions\": []}",
        Format::Json,
        &format!("in:1: missing field `qnaList`\n  help: {help}"),
    );
    check_refused(
        "[\n{\"question\": 1, \"answr\": \"b\"},\n\"x\",\n{\"question\": \"a\", \"answer\": null}]",
        Format::Json,
        "in:2: `question` must be a text in quotes, found `1`\n  help: correct it, or remove it\n\
         in:2: unknown key `answr`; known are `question`, `id`, `kind`, `title`, `questions`, `not`, \
         `tip`, `tips`, `related`, `urgent`, `section`, `reviewed`, `review_by`, `answer`\n  help: did \
         you mean `answer`?\n\
         in:3: this must be an object with `question` and `answer`, found `\"x\"`\n  help: write \
         {\"question\": \"...\", \"answer\": \"...\"}\n\
         in:4: there is no answer\n  help: write one, or remove this row or object",
    );
    let missing = "help: write one, or remove this row or object";
    check_refused(
        "[{\"question\":\"q one\",\"answer\":null},\n{\"question\":\"q two\"},\n{\"answer\":\"z\"},\n\
         {\"question\":\"q\",\"answer\":[\"a\"]}]",
        Format::Json,
        &format!(
            "in:1: there is no answer\n  {missing}\nin:2: there is no answer\n  {missing}\n\
             in:3: there is no question\n  {missing}\n\
             in:4: `answer` must be a text in quotes, found `[\"a\"]`\n  help: correct it, or remove it"
        ),
    );
    check_refused(
        "[{\"question\": \"a\", \"answer\": \"b\", \"question\": \"c\"}]",
        Format::Json,
        "in:1: the key `question` is there twice\n  help: remove one of the two; several questions are a \
         list, `questions`",
    );
    check_refused(
        "[\n {\"question\": \"a\", \"answer\": null}]",
        Format::Json,
        "in:2: there is no answer\n  help: write one, or remove this row or object",
    );
}
