use proptest::prelude::*;

use super::*;
use crate::reply::rich;
use crate::reply::{Block, Reply};

fn body(markdown: &str) -> Reply {
    Reply {
        blocks: vec![Block::Text(rich::parse(markdown))],
        choices: Vec::new(),
    }
}

#[track_caller]
fn check(markdown: &str, terminal: &str, html: &str) {
    assert_eq!(plain(&body(markdown), false), terminal);
    assert_eq!(telegram_html(&body(markdown)), html);
}

#[test]
fn emphasis_and_special_characters() {
    check(
        "**a** *b* 1 < 2 & \"c\"",
        "a b 1 < 2 & \"c\"",
        "<b>a</b> <i>b</i> 1 &lt; 2 &amp; \"c\"",
    );
    check("***both***", "both", "<b><i>both</i></b>");
    assert_eq!(
        plain(&body("**a** *b*"), true),
        "\x1b[1ma\x1b[22m \x1b[3mb\x1b[23m"
    );
}

#[test]
fn links() {
    check(
        "[a **b**](https://c.d/?e=\"f\"&g)",
        "a b (https://c.d/?e=\"f\"&g)",
        "<a href=\"https://c.d/?e=&quot;f&quot;&amp;g\">a <b>b</b></a>",
    );
    check(
        "<https://c.d>",
        "https://c.d",
        "<a href=\"https://c.d\">https://c.d</a>",
    );
    check(
        "<me@c.de>",
        "me@c.de",
        "<a href=\"mailto:me@c.de\">me@c.de</a>",
    );
    check("[a](file:///etc/passwd)", "a", "a");
}

#[test]
fn lists_and_paragraphs() {
    let shown = "one\n\n• a\n• b\n   • c\n\n9. d\n10. e\n\ntwo";
    check("one\n\n- a\n- b\n  - c\n\n9. d\n10. e\n\ntwo", shown, shown);
}

#[test]
fn quotes() {
    check(
        "> a\n>\n> b\n> > c",
        "> a\n> b\n> c",
        "<blockquote>a\nb\nc</blockquote>",
    );
}

#[test]
fn length_counts_what_is_seen_in_utf16() {
    assert_eq!(
        utf16_len(&body("**a** &amp; [b](https://c.d) 👍")),
        "a & b 👍".len() - 2
    );
}

/// What is left of Telegram's HTML when it is parsed, or what is wrong with it.
fn parsed(html: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        text.push_str(&rest[..at]);
        let stop = if rest[at..].starts_with('&') {
            ';'
        } else {
            '>'
        };
        let end = at + rest[at..].find(stop).ok_or("never ends")?;
        let (inside, after) = (&rest[at + 1..end], &rest[end + 1..]);
        match (&rest[at..=at], inside) {
            ("&", "lt") => text.push('<'),
            ("&", "gt") => text.push('>'),
            ("&", "amp") => text.push('&'),
            ("<", "b" | "i" | "blockquote") => open.push(inside),
            ("<", link) if link.starts_with("a href=\"") && link.matches('"').count() == 2 => {
                open.push("a");
            }
            ("<", end)
                if end
                    .strip_prefix('/')
                    .is_some_and(|tag| open.last() == Some(&tag)) =>
            {
                open.pop();
            }
            _ => return Err(format!("unexpected {:?}", &rest[at..])),
        }
        rest = after;
    }
    if !open.is_empty() {
        return Err(format!("left open: {open:?}"));
    }
    Ok(text + rest)
}

/// Markdown, more or less: the signs that mean something, words, and anything else.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,6}",
        4 => prop::sample::select(vec![
            " ", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", "    ", "*", "**", "_", "`", "\n```\n", "[", "]",
            "](https://a.b/?c=\"d\"&e)", "](<", "<", ">", "&", "&amp;", "&#10;", "<b>", "</b>", "<!--",
            "\n# ", "\n---\n", "![", "\\", "\\\n", "https://a.b", "<a@b.c>", "|", "\t", "~~", "\u{202e}",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_markdown_becomes_html_that_telegram_can_parse(markdown in markdown()) {
        let reply = body(&markdown);
        let text = parsed(&telegram_html(&reply));
        prop_assert_eq!(text, Ok(telegram_text(&reply)));
    }

    #[test]
    fn all_words_are_kept_in_order(words in prop::collection::vec(("[a-z]{1,8}", 0..8_usize), 1..20)) {
        let wrap = ["", "*", "**", "\n\n", "\n\n- ", "\n\n> ", "\n\n3. ", "`"];
        let markdown: String = words
            .iter()
            .map(|(word, style)| match wrap[*style] {
                block if block.starts_with('\n') => format!("{block}{word} "),
                around => format!("{around}{word}{around} "),
            })
            .collect();
        let shown = plain(&body(&markdown), false);
        let shown = shown.split(|c: char| !c.is_ascii_lowercase()).filter(|word| !word.is_empty());
        prop_assert!(shown.eq(words.iter().map(|(word, _)| word.as_str())), "{markdown:?}");
    }

    #[test]
    fn any_plain_text_is_escaped(text in any::<String>()) {
        let reply = Reply { blocks: vec![Block::Title(text.clone())], choices: Vec::new() };
        prop_assert_eq!(parsed(&telegram_html(&reply)), Ok(text));
    }
}
