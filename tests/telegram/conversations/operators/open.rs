//! `/unanswered`: each button changes a real file, and what it changes is said before.

use super::setup::{
    ADD, RAIN, UMBRELLA, XYLOPHONES, asks_until, faq, first, operator, rain, says, world,
};
use super::{keep, starts, taps};
use crate::script::{Setup, World, anything, contains, starts_with};

#[tokio::test]
async fn question_is_shown_with_what_adding_it_changes_and_one_tap_adds_it() {
    let faq = faq();
    let olga = operator(&faq).await;
    let got = first(&olga).await;
    for part in [
        "Open question 1 of 2\n\n“will my umbrella help”\n\nAsked 4 times, by at least 2 people, \
         last in the hour from 20",
        "Open because: no entry was like it (4).",
        "Also asked as: “will my umbrellas help?”",
        "If it is added to “What about rain?” (rain):",
        "• it gets: answer rain\n",
        "• other wordings of it that are answered then, too: 1 of 1\n",
        "• it answers no other open question\n",
        "• no other phrasing gets another outcome",
    ] {
        assert!(got.text().contains(part), "no {part:?} in {}", got.text());
    }
    assert_eq!(
        got.rows(),
        [
            vec![ADD],
            vec!["Add to another …"],
            vec!["New entry …", "Ignore for good"],
            vec!["Next"],
        ]
    );
    assert_eq!(says(&rain(faq.path())), RAIN, "nothing was done yet");

    taps(&olga, ADD, "Done: added the phrasing \"will my umbrella help\" to `rain`, in topics/rain.md. It is live \
         within two seconds; /undo takes it back.").await;
    let after = RAIN.replace("a coat\",\n", "a coat\",\n  \"will my umbrella help\",\n");
    assert_eq!(says(&rain(faq.path())), after);
    let log = says(&faq.path().join("changes.log"));
    let who = format!("\"who\":\"Olga, Telegram user {}\"", olga.person());
    assert!(log.contains(&who) && log.contains("umbrella"), "{log}");

    // It has gone from the list at once.
    taps(
        &olga,
        "Open questions",
        starts_with("Open question 1 of 1\n\n“do you sell xylophones”"),
    )
    .await;
    let ann = olga.world().private("Ann");
    asks_until(&ann, UMBRELLA, "Take a coat.").await;
    olga.says("/unanswered").await;
    olga.gets(starts_with("Open question 1 of 1")).await;
}

#[tokio::test]
async fn question_is_added_to_another_entry_once_what_that_changes_was_shown() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    taps(
        &olga,
        "Next",
        starts_with("Open question 2 of 2\n\n“do you sell xylophones”"),
    )
    .await;
    let page = taps(
        &olga,
        "Add to another …",
        starts_with("To which entry is “do you sell xylophones” to be added?"),
    )
    .await;
    assert_eq!(
        page.buttons(),
        [
            "What about rain?",
            "What does it cost?",
            "Back to the question"
        ]
    );
    let weighed = taps(
        &olga,
        "What does it cost?",
        contains("“What does it cost?” (cost):\n\n• it gets: answer cost"),
    )
    .await;
    assert_eq!(
        weighed.buttons(),
        [
            "Add to “What does it cost?”",
            "Add to another …",
            "Back to the question"
        ]
    );
    taps(
        &olga,
        "Back to the question",
        starts_with("Open question 2 of 2"),
    )
    .await;
    olga.taps_on(&weighed, "Add to “What does it cost?”").await;
    olga.sees_no_toast().await;
    olga.last_message_became(starts_with("Done: added")).await;
    let cost = says(&faq.path().join("topics/cost.md"));
    assert!(cost.contains("\"do you sell xylophones\""), "{cost}");
    let ann = olga.world().private("Ann");
    asks_until(&ann, XYLOPHONES, "Ten an hour.").await;
}

#[tokio::test]
async fn question_is_added_without_what_says_nothing_but_what_was_taken_out() {
    let faq = faq();
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let asked = "I'm ___, is the gadget loud? mail me ___ or ___";
    keep(&world, &[(asked, 2)]).await;
    let olga = world.private("Olga");
    starts(&world, &[olga.id()]);
    first(&olga).await;
    taps(&olga, "Add to another …", starts_with("To which entry")).await;
    taps(&olga, "What does it cost?", contains("(cost):")).await;
    let added = "Done: added the phrasing \"is the gadget loud?\" to `cost`, ";
    taps(&olga, "Add to “What does it cost?”", starts_with(added)).await;
    let cost = says(&faq.path().join("topics/cost.md"));
    assert!(cost.contains("\"is the gadget loud?\""), "{cost}");
}

#[tokio::test]
async fn what_is_ignored_does_not_come_again() {
    let faq = faq();
    let olga = operator(&faq).await;
    first(&olga).await;
    taps(
        &olga,
        "Ignore for good",
        starts_with("“will my umbrella help” is not shown again, and neither is what is like it."),
    )
    .await;
    let world = olga.world();
    world.stops_bot().await;
    keep(world, &[("will an umbrella help me", 2)]).await;
    starts(world, &[olga.id()]);
    olga.says("/unanswered").await;
    olga.gets(starts_with(
        "Open question 1 of 1\n\n“do you sell xylophones”",
    ))
    .await;
    taps(&olga, "Ignore for good", anything()).await;
    taps(&olga, "Open questions", starts_with("Nothing is open")).await;
}

#[tokio::test]
async fn what_visitors_ask_in_vain_is_open_and_what_operators_try_is_not() {
    let faq = faq();
    let world = World::without_bot(Setup::default().faq(faq.path()));
    let olga = world.private("Olga");
    starts(&world, &[olga.id()]);
    let (ann, bob) = (world.private("Ann"), world.private("Bob"));
    for (chat, question) in [
        (&ann, XYLOPHONES),
        (&olga, UMBRELLA),
        (&ann, UMBRELLA),
        (&bob, XYLOPHONES),
    ] {
        chat.says(question).await;
        chat.gets(starts_with("Sorry")).await;
    }
    olga.says("/try do you sell trombones").await;
    olga.gets(anything()).await;
    let got = first(&olga).await;
    assert!(
        got.text().starts_with(
            "Open question 1 of 1\n\n“do you sell xylophones”\n\nAsked twice, by at least 2 people"
        ),
        "{}",
        got.text()
    );
}

#[tokio::test]
async fn nothing_is_open_if_nothing_is_kept() {
    let faq = faq();
    let (world, olga) = world(Setup::default().faq(faq.path()).env("UNANSWERED", "off")).await;
    starts(&world, &[olga.id()]);
    olga.says("/unanswered").await;
    olga.gets("Questions without an answer are not kept: UNANSWERED is off.")
        .await;
}

#[tokio::test]
async fn figures_of_two_weeks_are_told() {
    let faq = faq();
    let olga = operator(&faq).await;
    let ann = olga.world().private("Ann");
    ann.says("what about rain?").await;
    ann.gets(contains("Take a coat.")).await;
    ann.taps("👍 Helpful").await;
    ann.sees_toast(anything()).await;
    olga.says("what about rain?").await;
    olga.gets(contains("Take a coat.")).await;
    olga.says("/stats").await;
    let got = olga.gets(starts_with("this week since Monday 20")).await;
    let figures: Vec<Vec<&str>> = (got.text().lines())
        .map(|line| line.split_whitespace().collect())
        .collect();
    for row in [["answered", "1", "0"], ["helpful", "1", "0"]] {
        assert!(figures.contains(&row.to_vec()), "{row:?} in {}", got.text());
    }
    assert!(got.html().starts_with("<pre>"), "{}", got.html());
}
