//! Telegram's HTML, as the server reads it.

use serde_json::{Value, json};

use super::fake::html::parse;
use super::fake::markup::render;

#[track_caller]
fn check(html: &str, text: &str, entities: Value) {
    let parsed = parse(html).expect("HTML that parses");
    assert_eq!(parsed.text, text, "{html}");
    assert_eq!(Value::Array(parsed.entities), entities, "{html}");
    assert_eq!(parsed.warnings, [""; 0], "{html}");
}

#[track_caller]
fn check_fault(html: &str, fault: &str) {
    assert_eq!(
        parse(html).expect_err("HTML that does not parse"),
        fault,
        "{html}"
    );
}

#[track_caller]
fn check_warning(html: &str, warning: &str) {
    let parsed = parse(html).expect("HTML that parses");
    assert_eq!(parsed.warnings, [warning], "{html}");
}

fn entity(kind: &str, offset: usize, length: usize) -> Value {
    json!({ "type": kind, "offset": offset, "length": length })
}

#[test]
fn entities_count_utf16_units() {
    check("ä😀<b>ж</b>", "ä😀ж", json!([entity("bold", 3, 1)]));
}

#[test]
fn only_four_names_and_all_numbers_are_characters() {
    check("&lt;&gt;&amp;&quot;&#39;&#x1F600;", "<>&\"'😀", json!([]));
    check_warning("&nbsp;", "`&` is not escaped at byte offset 0");
    check_warning("a > b", "`>` is not escaped at byte offset 2");
}

#[test]
fn outer_entity_stands_before_the_inner_one() {
    check(
        "<b>a<i>b</i></b>",
        "ab",
        json!([entity("bold", 0, 2), entity("italic", 1, 1)]),
    );
    check(
        "<B><i>x</></b>",
        "x",
        json!([entity("italic", 0, 1), entity("bold", 0, 1)]),
    );
}

#[test]
fn attributes_carry_what_they_name() {
    check(
        "<a href='https://e.org/?a=1&amp;b=2'>x</a>",
        "x",
        json!([{ "type": "text_link", "offset": 0, "length": 1, "url": "https://e.org/?a=1&b=2" }]),
    );
    check(
        "<span class=\"tg-spoiler\">x</span>",
        "x",
        json!([entity("spoiler", 0, 1)]),
    );
    check(
        "<blockquote expandable>x</blockquote>",
        "x",
        json!([entity("expandable_blockquote", 0, 1)]),
    );
    check(
        "<pre><code class=\"language-rust\">x</code></pre>",
        "x",
        json!([{ "type": "pre", "offset": 0, "length": 1, "language": "rust" }]),
    );
}

#[test]
fn what_does_not_parse_is_told_in_the_words_of_the_real_server() {
    check_fault("a<br>", "Unsupported start tag \"br\" at byte offset 1");
    check_fault("<p>x</p>", "Unsupported start tag \"p\" at byte offset 0");
    check_fault("1 < 2", "Unsupported start tag \"\" at byte offset 2");
    check_fault("1 <2", "Unclosed start tag at byte offset 2");
    check_fault(
        "<b>x",
        "Can't find end tag corresponding to start tag \"b\"",
    );
    check_fault("x</b>", "Unexpected end tag at byte offset 1");
    check_fault(
        "<b>x</i>",
        "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"",
    );
    check_fault(
        "<span>x</span>",
        "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
    );
    check_fault(
        "<a href>x</a>",
        "Expected equal sign in declaration of an attribute of the tag \"a\" at byte offset 0",
    );
    check_fault("<b>x</b", "Unclosed end tag at byte offset 4");
}

#[test]
fn nesting_that_has_no_effect_is_warned_of() {
    check_warning(
        "<b><code>x</code></b>",
        "the tag \"code\" may not stand inside of \"b\"",
    );
    check_warning(
        "<blockquote>a<blockquote>b</blockquote></blockquote>",
        "the tag \"blockquote\" may not stand inside of \"blockquote\"",
    );
}

#[test]
fn rendered_text_parses_to_the_same() {
    for html in [
        "<b>a<i>b</i></b> &lt;c&gt; &amp; <a href=\"https://e.org/\">d</a>",
        "<blockquote expandable>😀 x</blockquote>\n<tg-spoiler>y</tg-spoiler>",
    ] {
        let parsed = parse(html).expect("HTML that parses");
        assert_eq!(render(&parsed.text, &parsed.entities), html);
    }
}
