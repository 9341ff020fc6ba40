//! What goes out.

use std::fs;

use super::{TABLE, check, run, small_faq};

const MARKDOWN: &str = "# Piercing

This is general information and no personal advice.

> What you describe may need help right now. Please contact a professional without delay. In an emergency, call your local emergency number.

> Your *doctor*

## Contents

- [I have a fever](#fever)
- [Does it hurt?](#pain)
- [How do I wash it?](#washing)

## When not to wait

### <a id=\"fever\"></a>I have a fever

This needs a doctor.

## Before \\& after

### <a id=\"pain\"></a>Does it hurt?

**A little.**

- not for long

*reviewed 2026-01-02*

## More questions

### <a id=\"washing\"></a>How do I wash it?

With [salt water](https://salt.example/?a=1&b=2).

> Wash it twice a day.

## What is not answered here

- What does it cost?

---

Source: All about piercing
";

#[test]
fn leaflet_and_table_are_printed() {
    let folder = small_faq();
    check(&run(folder.path(), &["export"], ""), 0, MARKDOWN, "");
    check(
        &run(folder.path(), &["export", "--format", "csv"], ""),
        0,
        TABLE,
        "",
    );
}

#[test]
fn answer_that_was_not_reviewed_in_time_is_marked_or_not_printed() {
    let folder = small_faq();
    let place = |name: &str| folder.path().join("faq").join(name);
    let text = fs::read_to_string(place("topics/washing.md")).unwrap();
    let aged = text.replacen("title", "review_by = 2020-02-01\ntitle", 1);
    fs::write(place("topics/washing.md"), aged).unwrap();
    for format in ["md", "html"] {
        let export = || run(folder.path(), &["export", "--format", format], "").stdout;
        let text = String::from_utf8(export()).unwrap();
        assert!(text.contains("due for review on 2020-02-01"), "{text}");
        assert!(text.contains("salt water"), "{text}");
        let words = fs::read_to_string(place("bot.toml")).unwrap();
        fs::write(
            place("bot.toml"),
            format!("{words}\n[aging]\noverdue = \"withhold\"\n"),
        )
        .unwrap();
        let text = String::from_utf8(export()).unwrap();
        assert!(text.contains("This answer is being reviewed"), "{text}");
        assert!(!text.contains("salt water"), "{text}");
        assert!(!text.contains("twice a day"), "{text}");
        fs::write(place("bot.toml"), words).unwrap();
    }
}

#[test]
fn page_is_written_to_a_file() {
    let folder = small_faq();
    let args = ["export", "--format", "html", "--output", "leaflet.html"];
    fs::write(folder.path().join("leaflet.html"), "old").unwrap();
    check(&run(folder.path(), &args, ""), 0, "", "");
    let page = fs::read_to_string(folder.path().join("leaflet.html")).unwrap();
    let body = page.split_once("<body dir=\"auto\">\n").unwrap().1;
    assert_eq!(
        body,
        "<h1>Piercing</h1>
<p>This is general information and no personal advice.</p>
<aside class=\"notice\">
<p>What you describe may need help right now. Please contact a professional without delay. In an emergency, call your local emergency number.</p>
<p>Your <em>doctor</em></p>
</aside>
<h2>Contents</h2>
<nav>
<ul>
<li><a href=\"#fever\">I have a fever</a></li>
<li><a href=\"#pain\">Does it hurt?</a></li>
<li><a href=\"#washing\">How do I wash it?</a></li>
</ul>
</nav>
<h2>When not to wait</h2>
<article id=\"fever\">
<h3>I have a fever</h3>
<p>This needs a doctor.</p>
</article>
<h2>Before &amp; after</h2>
<article id=\"pain\">
<h3>Does it hurt?</h3>
<p><strong>A little.</strong></p>
<ul>
<li>not for long</li>
</ul>
<p class=\"reviewed\">reviewed 2026-01-02</p>
</article>
<h2>More questions</h2>
<article id=\"washing\">
<h3>How do I wash it?</h3>
<p>With <a href=\"https://salt.example/?a=1&amp;b=2\">salt water</a>.</p>
<div class=\"tip\">
<p>Wash it twice a day.</p>
</div>
</article>
<h2>What is not answered here</h2>
<ul>
<li>What does it cost?</li>
</ul>
<footer><p>Source: All about piercing</p></footer>
</body>
</html>
"
    );
    for expected in [
        "<!DOCTYPE html>\n<html lang=\"en\">",
        "@media print",
        "<title>Piercing</title>",
    ] {
        assert!(page.contains(expected), "no {expected:?} in {page}");
    }
}
