use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// A mark of a kind, on the first place of a text where these words stand.
fn on(text: &str, kind: &str, words: &str) -> Value {
    let start = text.find(words).unwrap();
    entity(kind, text, start..start + words.len())
}

fn entity(kind: &str, text: &str, range: Range<usize>) -> Value {
    let units = |text: &str| text.encode_utf16().count();
    let mut entity = json!({
        "type": kind,
        "offset": units(&text[..range.start]),
        "length": units(&text[range]),
    });
    if let Some(url) = kind.strip_prefix("link ") {
        entity["type"] = "text_link".into();
        entity["url"] = url.into();
    }
    entity
}

fn of(text: &str, entities: &[Value]) -> String {
    let message = json!({
        "message_id": 1, "date": 1, "chat": { "id": 1, "type": "private", "first_name": "Ann" },
        "text": text, "entities": entities,
    });
    let message: Message = serde_json::from_str(&message.to_string()).unwrap();
    markdown(&message).unwrap()
}

/// The answer below a title, with marks of these kinds on these words.
fn answer(body: &str, marks: &[(&str, &str)]) -> String {
    let text = format!("T\n{body}");
    let marks: Vec<Value> = marks
        .iter()
        .map(|(kind, words)| on(&text, kind, words))
        .collect();
    of(&text, &marks)[2..].to_owned()
}

#[test]
fn text_without_marks_and_titles_stay_as_they_are() {
    let text = "A *title*\n\n**Bring** one & [all](https://a.bc)\n- or _two";
    assert_eq!(of(text, &[]), text);
    let found = [
        on(text, "url", "https://a.bc"),
        on(text, "underline", "two"),
    ];
    assert_eq!(of(text, &found), text);
    let text = "\n\n\u{1f602} * Title\nBring \u{1f602} one";
    let all = [entity("bold", text, 0..text.len())];
    assert_eq!(
        of(text, &all),
        "\n\n\u{1f602} * Title\n**Bring \u{1f602} one**"
    );
    assert_eq!(of("Title", &[on("Title", "bold", "Title")]), "Title");
}

#[test]
fn marks_become_signs() {
    for (body, marks, expected) in [
        ("Bring one.", &[("bold", "Bring")][..], "**Bring** one."),
        (
            "\u{1f602} a \u{e4}b",
            &[("italic", "\u{e4}b")],
            "\u{1f602} a *\u{e4}b*",
        ),
        ("Umbrellas", &[("bold", "brell")], "Um**brell**as"),
        (
            "a b c",
            &[("bold", "a b c"), ("italic", "b")],
            "**a *b* c**",
        ),
        (
            "a b c",
            &[("italic", "a b c"), ("bold", "a b")],
            "***a b** c*",
        ),
        (
            "one two three",
            &[("bold", "one two"), ("italic", "two three")],
            "**one *two*** *three*",
        ),
        ("a b", &[("bold", "a b"), ("italic", "a b")], "***a b***"),
        ("Bring one", &[("bold", "Bring ")], "**Bring** one"),
        ("Note:now", &[("bold", "Note:")], "**Note**:now"),
        ("(Note:) now", &[("bold", "Note:")], "(**Note:**) now"),
        (
            "see the list",
            &[("link https://a.bc/x_(y)?z=1&w=2", "the list")],
            "see [the list](<https://a.bc/x_(y)?z=1&w=2>)",
        ),
        (
            "see the list",
            &[
                ("link https://a.bc/?z=1&lt;2", "the list"),
                ("bold", "see the"),
            ],
            "**see** [**the** list](<https://a.bc/?z=1&#38;lt;2>)",
        ),
        (
            "Look!here",
            &[("link https://a.bc", "here")],
            "Look\\![here](<https://a.bc/>)",
        ),
    ] {
        assert_eq!(answer(body, marks), expected);
    }
}

#[test]
fn signs_within_and_beside_marks_mean_themselves_and_others_what_they_did() {
    for (body, marks, expected) in [
        (
            "2*3_4 *is* it",
            &[("bold", "2*3_4")][..],
            "**2\\*3\\_4** *is* it",
        ),
        ("*a* **b", &[("italic", "b")], "*a* \\*\\**b*"),
        (
            "a_b [c]",
            &[("link https://a.bc/", "a_b [c]")],
            "[a\\_b \\[c\\]](<https://a.bc/>)",
        ),
        (
            "\\&amp; <b>",
            &[("bold", "&amp; <b>")],
            "\\\\**\\&amp; \\<b\\>**",
        ),
    ] {
        assert_eq!(answer(body, marks), expected);
    }
}

#[test]
fn each_line_is_marked_by_itself_and_lists_stay_lists() {
    let body = "Bring\n- one\n 2) or two\n\n-3 degrees";
    assert_eq!(
        answer(body, &[("bold", body)]),
        "**Bring**\n- **one**\n 2) **or two**\n\n**-3 degrees**"
    );
}

#[test]
fn quotes_end_where_they_end() {
    assert_eq!(
        answer(
            "They say:\nTake *care*\n\nreally\nThen go.",
            &[
                ("blockquote", "Take *care*\n\nreally"),
                ("bold", "really\nThen")
            ]
        ),
        "They say:\n> Take *care*\n>\n> **really**\n\n**Then** go."
    );
    assert_eq!(
        answer(
            "one\ntwo",
            &[("blockquote", "one"), ("expandable_blockquote", "two")]
        ),
        "> one\n\n> two"
    );
}

#[test]
fn what_markdown_cannot_say_keeps_its_words() {
    // Italic that begins within a word and within bold, and ends after it.
    let body = "abcdefgh";
    let text = answer(body, &[("bold", "abcde"), ("italic", "defgh")]);
    assert_eq!(text, "**abcde**fgh");
    assert_eq!(
        answer("see it", &[("link ton://a.bc/", "it"), ("bold", "see")]),
        "**see** it"
    );
}

proptest! {
    /// Every word is read with all of its marks and no other.
    #[test]
    fn marks_on_words_are_read_back(
        words in prop::collection::vec(("[a-z*_\\[\\]&<>(!.]{0,4}[a-z]", any::<[bool; 3]>()), 1..9),
    ) {
        // What has no marks is Markdown, which is not what this is about.
        let words: Vec<(String, [bool; 3])> = words
            .into_iter()
            .map(|(word, marks)| {
                let is_plain = !marks.contains(&true);
                let kept = word.chars().filter(|c| !is_plain || c.is_alphanumeric());
                (kept.collect(), marks)
            })
            .collect();
        let text = words.iter().fold("T\n".to_owned(), |text, (word, _)| text + word + " ");
        let mut entities = Vec::new();
        for (at, kind) in ["bold", "italic", "link https://a.bc/"].iter().enumerate() {
            let mut start = 2;
            for (word, marks) in &words {
                let end = start + word.len();
                if marks[at] {
                    entities.push(entity(kind, &text, start..end));
                }
                start = end + 1;
            }
        }
        let read = match rich_text(&of(&text, &entities)[2..]).as_slice() {
            [Part::Paragraph(spans)] => spans.iter().flat_map(marked_chars)
                .map(|(char, style)| (char, style.link.map(str::to_owned), style.bold, style.italic))
                .filter(|(char, ..)| *char != ' ')
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let link = |is_link: bool| is_link.then(|| "https://a.bc/".to_owned());
        let meant: Vec<_> = words.iter()
            .flat_map(|(word, [bold, italic, is_link])| {
                word.chars().map(|char| (char, link(*is_link), *bold, *italic))
            })
            .collect();
        prop_assert_eq!(read, meant);
    }

    /// Whatever is marked, no letter is lost, none comes twice, and no line is added within a text.
    #[test]
    fn letters_are_kept_whatever_is_marked(
        text in "T\n[a-c\u{1f602}*_!>\\-1. \n\\\\]{0,40}",
        marks in prop::collection::vec((0..4_usize, 0..40_usize, 0..40_usize), 0..6),
    ) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let kinds = ["bold", "italic", "blockquote", "underline"];
        let entities = marks.iter().map(|(kind, a, b)| {
            let (a, b) = (bounds[a % bounds.len()], bounds[b % bounds.len()]);
            entity(kinds[*kind], &text, a.min(b)..a.max(b))
        });
        let entities: Vec<Value> = entities.collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let written = of(&text, &entities);
        prop_assert_eq!(letters(&written), letters(&text), "{}", written);
        prop_assert!(written.lines().count() >= text.lines().count());
    }
}
