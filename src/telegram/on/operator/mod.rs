//! What operators can do, in chats of theirs.

mod change;
mod draft;
mod explain;
mod open;
mod question;
mod stats;

use std::sync::Arc;

use crate::reply::operator::{Act, Page};
use crate::telegram::bot::Screen;
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Place;
use crate::telegram::job::Job;
use crate::telegram::orders::{OperatorTap, Order, Ordered};

/// Does what an operator asks for by a message.
pub(in crate::telegram) async fn obey(job: Arc<Job>, ordered: Ordered) {
    let page = match &ordered.order {
        Order::Try(text) => Page::of(explain::attempt(&job, text)),
        Order::Why(answer) => Page::of(explain::why(&job, &ordered.place, *answer)),
        Order::Stats => Page::of(stats::of_two_weeks(&job).await),
        Order::Unanswered => question::show(&job, 0).await,
        Order::Undo => change::undo(&job, &ordered).await,
        Order::Draft(question, text) => draft::preview(&job, *question, text).await,
    };
    let (place, message) = (&ordered.place, ordered.message);
    let screen = screen(place, &page);
    let before = if ordered.is_edited {
        job.recall(place, message).await
    } else {
        None
    };
    match before {
        Some(answer) => {
            job.answer_anew(place, message, &answer.messages, &screen)
                .await;
        }
        None => {
            job.answer(place, message, &screen).await;
        }
    }
}

/// Does what a tap on an operator's button asks for.
pub(in crate::telegram) async fn tapped(job: Arc<Job>, tap: OperatorTap) {
    // The wait ends first, so that what takes a moment does not look like none.
    job.bot.acknowledge(tap.query.clone(), None).await;
    let page = match &tap.act {
        Act::Show(at) => question::show(&job, *at).await,
        Act::Question(question) => question::find(&job, *question).await,
        Act::Others(question, page) => question::entries(&job, *question, *page).await,
        Act::Weigh(question, entry) => question::weigh(&job, *question, entry).await,
        Act::Ignore(question) => question::ignore(&job, *question).await,
        Act::Add(question, entry) => change::add(&job, &tap, *question, entry).await,
        Act::Create(question, kind) => change::create(&job, &tap, *question, *kind).await,
        Act::New(question) => match draft::request(&job, &tap, *question).await {
            None => return,
            Some(gone) => gone,
        },
    };
    job.turn(&tap.on, &screen(&tap.on.place, &page)).await;
}

fn screen(place: &Place, page: &Page) -> Screen {
    Screen::new(place, &page.reply, Keyboard::of_offers(&page.rows))
}
