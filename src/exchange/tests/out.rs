//! What goes out: tables and leaflets.

use jiff::civil::date;

use super::*;
use crate::reply::leaflet;
use crate::reply::sample::{TODAY, boat_hire};

#[test]
fn table_has_a_row_for_each_entry_and_a_column_for_each_key() {
    let mut faq = boat_hire();
    faq.entries
        .retain(|entry| ["cost", "hello"].contains(&entry.id.as_str()));
    assert_eq!(
        csv(&faq).unwrap(),
        "id,kind,title,questions,not,tip,tips,related,urgent,section,reviewed,review_by,answer\n\
         cost,topic,What does it cost?,,,,\"hours\ncost\ngone\nweather\",\"hours\ngone\ncost\nhello\",,\
         Prices & times,2026-03-01,,\"**Ten** an hour:\n\n1. rowing *boats*\n2. canoes, see \
         [prices](https://boats.example/?a=1&b=2)\"\n\
         hello,small-talk,Hello,,,,,,,,,,Ahoy!\n"
    );
}

#[test]
fn leaflet_in_markdown_and_as_a_page() {
    let mut faq = boat_hire();
    faq.bot.name = Some("Boats & \"more\"".to_owned());
    faq.bot.contact = Some("Call *112*.".to_owned());
    // Once marked with a tip beside it, once without.
    for entry in &mut faq.entries {
        if ["hours", "storm"].contains(&entry.id.as_str()) {
            entry.review_by = Some((date(2026, 11, 21), 1));
        }
    }
    insta::assert_snapshot!(markdown(&leaflet(&faq, TODAY)));
    insta::assert_snapshot!(html(&leaflet(&faq, TODAY), "en"));
}

#[test]
fn nothing_that_is_written_acts_in_a_page() {
    let mut faq = boat_hire();
    for entry in &mut faq.entries {
        for text in [&mut entry.title, &mut entry.body] {
            text.text =
                "<script>\"x\"</script> [y](javascript:z) ![i](https://a.example/i.png)".to_owned();
        }
        entry.section = Some(entry.title.clone());
    }
    faq.bot.name = Some("</title><script>".to_owned());
    let page = html(&leaflet(&faq, TODAY), "\"><script>");
    for acting in ["<script", "\"javascript:", "<img"] {
        assert!(!page.contains(acting), "{acting} in {page}");
    }
}
