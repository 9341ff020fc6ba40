use proptest::prelude::*;

use super::*;
use crate::matcher::Outcome;
use crate::reply::rich;
use crate::reply::sample::{TODAY, boat_hire, decided, indices};
use crate::reply::{Block, Choice, Part, Reply, RichText, Span, Target, chosen, compose};

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

/// The plain texts of the messages that the reply makes.
fn texts(reply: &Reply, limit: usize) -> Vec<String> {
    let messages = messages(reply, limit);
    messages.into_iter().map(|message| message.plain).collect()
}

#[test]
fn reply_that_fits_is_one_message() {
    let faq = boat_hire();
    let reply = chosen(&faq, indices(&faq, &["cost"])[0], TODAY);
    let whole = Message {
        html: telegram_html(&reply),
        plain: telegram_text(&reply),
    };
    let length = utf16_len(&reply);
    assert_eq!(messages(&reply, length), [whole]);
    assert!(messages(&reply, length - 1).len() > 1);
}

#[test]
fn long_reply_is_split_between_paragraphs_before_lines_before_words() {
    let reply = body("one two\n\n- three\n- four\n\nfive six");
    assert_eq!(
        texts(&reply, 25),
        ["one two\n\n• three\n• four", "five six"]
    );
    assert_eq!(
        texts(&reply, 18),
        ["one two", "• three\n• four", "five six"]
    );
    assert_eq!(
        texts(&reply, 9),
        ["one two", "• three", "• four", "five six"]
    );
    assert_eq!(texts(&reply, 7)[3..], ["five", "six"]);
}

#[test]
fn heading_stays_with_what_it_heads() {
    let mut reply = body("First.");
    reply.blocks.push(Block::Title("Head".to_owned()));
    reply.blocks.push(Block::Text(rich::parse("one two three")));
    assert_eq!(texts(&reply, 20), ["First.", "Head\none two three"]);
    assert_eq!(texts(&reply, 12), ["First.", "Head\none two", "three"]);
    let tips = Reply {
        blocks: vec![Block::Tips {
            heading: "Tips".to_owned(),
            tips: vec![rich::parse("a b c"), rich::parse("d")],
        }],
        choices: Vec::new(),
    };
    assert_eq!(texts(&tips, 12), ["Tips\n• a b c", "• d"]);
    assert_eq!(texts(&tips, 9), ["Tips\n• a", "b c\n• d"]);
}

#[test]
fn tags_are_closed_and_opened_again_where_a_message_ends() {
    let html = |markdown, limit| -> Vec<_> {
        let messages = messages(&body(markdown), limit).into_iter();
        messages.map(|message| message.html).collect()
    };
    assert_eq!(
        html("**one *two* <**", 4),
        ["<b>one</b>", "<b><i>two</i></b>", "<b>&lt;</b>"]
    );
    assert_eq!(
        html("> one\n> [a & b](https://c.d)", 5),
        [
            "<blockquote>one <a href=\"https://c.d\">a</a></blockquote>",
            "<blockquote><a href=\"https://c.d\">&amp; b</a></blockquote>",
        ]
    );
}

#[test]
fn long_word_is_cut_between_characters() {
    assert_eq!(texts(&body("👍👍👍"), 5), ["👍👍", "👍"]);
    assert_eq!(texts(&body("&amp;&amp;&amp;"), 2), ["&&", "&"]);
}

#[test]
fn what_cannot_be_seen_is_no_message() {
    assert!(messages(&body("\u{200b}\u{ad}"), 64).is_empty());
    assert!(messages(&Reply::default(), 64).is_empty());
}

#[test]
fn heading_of_choices_goes_where_there_are_none() {
    let faq = boat_hire();
    let mut reply = chosen(&faq, indices(&faq, &["hours"])[0], TODAY);
    let heading = "You may also want to know:";
    assert!(texts(&reply, 4096)[0].ends_with(heading));
    reply.choices.clear();
    assert!(!texts(&reply, 4096)[0].contains(heading));
}

#[test]
fn choices_can_be_text() {
    let faq = boat_hire();
    let candidates = indices(&faq, &["cost", "hours"]);
    let reply = compose(&faq, &decided(Outcome::Clarify { candidates }), TODAY);
    let reply = with_choices_as_text(&reply);
    assert_eq!(
        texts(&reply, 4096),
        ["Which of these did you mean?\n\n• What does it cost?\n• When are you open?"]
    );
    assert!(reply.choices.is_empty());
    assert_eq!(with_choices_as_text(&reply), reply);
    let headless = Reply {
        blocks: Vec::new(),
        choices: vec![Choice {
            label: "1. *a*".to_owned(),
            target: Target::Entry("a".to_owned()),
        }],
    };
    assert_eq!(texts(&with_choices_as_text(&headless), 64), ["• 1. *a*"]);
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

/// Anything that may stand in a reply, also what no Markdown makes.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z]{1,9}( [a-z]{1,9}){0,30}",
        1 => "[a-z<>&👍]{60,400}",
        1 => "(👍🏽|e\u{301}|👨‍👩‍👧|&lt;|\n| ){0,90}",
        1 => any::<String>(),
        1 => prop::collection::vec(any::<char>(), 0..300).prop_map(String::from_iter),
        1 => Just(String::new()),
    ]
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let link = prop::option::weighted(
        0.2,
        prop::sample::select(vec!["https://a.b/?c=\"&<", "tg://x"]),
    );
    let span =
        (text(), any::<bool>(), any::<bool>(), link).prop_map(|(text, bold, italic, link)| {
            let link = link.map(str::to_owned);
            Span {
                text,
                bold,
                italic,
                link,
            }
        });
    prop::collection::vec(span, 0..4)
}

fn rich_text() -> impl Strategy<Value = RichText> {
    let paragraph = spans().prop_map(Part::Paragraph);
    let part = paragraph.prop_recursive(3, 12, 3, |part| {
        let parts = prop::collection::vec(part, 0..3);
        let items = prop::collection::vec(parts.clone(), 0..3);
        prop_oneof![
            (prop::option::of(any::<u64>()), items)
                .prop_map(|(start, items)| Part::List { start, items }),
            parts.prop_map(Part::Quote),
        ]
    });
    prop_oneof![
        prop::collection::vec(part, 0..4),
        markdown().prop_map(|markdown| rich::parse(&markdown)),
    ]
}

fn any_reply() -> impl Strategy<Value = Reply> {
    let block = prop_oneof![
        rich_text().prop_map(Block::Notice),
        text().prop_map(Block::Title),
        rich_text().prop_map(Block::Text),
        (text(), prop::collection::vec(rich_text(), 1..3))
            .prop_map(|(heading, tips)| Block::Tips { heading, tips }),
        text().prop_map(Block::Source),
        text().prop_map(Block::ChoicesHeading),
    ];
    let choice = text().prop_map(|label| Choice {
        label,
        target: Target::Entry("a".to_owned()),
    });
    (
        prop::collection::vec(block, 0..6),
        prop::collection::vec(choice, 1..3),
    )
        .prop_map(|(blocks, choices)| Reply { blocks, choices })
}

/// What must not be lost: all but white space and what nobody sees.
fn seen(text: &str) -> String {
    text.chars().filter(|c| split::is_visible(*c)).collect()
}

proptest! {
    #[test]
    fn any_reply_becomes_messages_that_telegram_takes(
        reply in any_reply(),
        limit in prop_oneof![64..200_usize, 64..5000_usize],
        as_text in any::<bool>(),
    ) {
        let reply = if as_text { with_choices_as_text(&reply) } else { reply };
        let messages = messages(&reply, limit);
        for Message { html, plain } in &messages {
            prop_assert!(plain.encode_utf16().count() <= limit, "{plain:?}");
            prop_assert!(plain.contains(split::is_visible), "{plain:?}");
            prop_assert_eq!(plain.trim(), plain);
            prop_assert_eq!(&parsed(html), &Ok(plain.clone()));
        }
        let texts: String = messages.iter().map(|message| message.plain.as_str()).collect();
        prop_assert_eq!(seen(&texts), seen(&telegram_text(&reply)));
    }

    #[test]
    fn reply_is_split_only_where_it_must_be(reply in any_reply()) {
        let length = telegram_text(&reply).trim().encode_utf16().count();
        prop_assert!(messages(&reply, length.max(2)).len() <= 1);
    }

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
