//! What operators can do, in chats of theirs.

mod change;
mod draft;
mod explain;
mod open;
mod question;
mod stats;

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use teloxide::types::MessageId;
use tokio::time::timeout;

use crate::reply::operator::{self, Act, Page};
use crate::telegram::bot::{Screen, note};
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Place;
use crate::telegram::job::Job;
use crate::telegram::orders::{OperatorTap, Order, Ordered};

/// So long nothing is said before it is told that the storage keeps an order waiting.
const SILENT_FOR: Duration = Duration::from_secs(4);

/// Does what an operator asks for by a message.
pub(in crate::telegram) async fn obey(job: Arc<Job>, ordered: Ordered) {
    let (place, message) = (ordered.place.clone(), ordered.message);
    let order = ordered.name();
    told_if_it_waits(&job, (&place, message), order, answer(&job, ordered)).await;
}

async fn answer(job: &Job, ordered: Ordered) {
    let page = match &ordered.order {
        Order::Try(text) => Page::of(explain::attempt(job, text)),
        Order::Why(answer) => Page::of(explain::why(job, &ordered.place, *answer)),
        Order::Stats => Page::of(stats::of_two_weeks(job).await),
        Order::Unanswered => question::show(job, 0).await,
        Order::Undo => change::undo(job, &ordered).await,
        Order::Draft(question, text) => draft::preview(job, *question, text).await,
        Order::Choose(question, name) => question::choose(job, *question, name).await,
    };
    if job.due_again().is_some() {
        return;
    }
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
    let (place, message) = (tap.on.place.clone(), tap.on.message);
    let order = tap.name();
    told_if_it_waits(&job, (&place, message), order, turn(&job, tap)).await;
}

async fn turn(job: &Job, tap: OperatorTap) {
    // The wait ends first, so that what takes a moment does not look like none.
    job.bot.acknowledge(tap.query.clone(), None).await;
    let page = match &tap.act {
        Act::Show(at) => question::show(job, *at).await,
        Act::Question(question) => question::find(job, *question).await,
        Act::Others(question, page) => question::entries(job, *question, *page).await,
        Act::Weigh(question, entry) => question::weigh(job, *question, entry).await,
        Act::Ignore(question) => question::ignore(job, *question).await,
        Act::Add(question, shown, entry) => {
            change::add(job, &tap, (*question, *shown), entry).await
        }
        Act::Create(question, shown, kind) => {
            change::create(job, &tap, (*question, *shown), *kind).await
        }
        Act::New(question) => match draft::request(job, &tap, *question).await {
            None => return,
            Some(gone) => gone,
        },
    };
    if job.due_again().is_some() {
        return;
    }
    job.turn(&tap.on, &screen(&tap.on.place, &page)).await;
}

/// Does what was ordered by a message or on one, and tells there once if the storage keeps it waiting:
/// until that is back nothing is shown that has to be noted. The order is stored, and done then.
async fn told_if_it_waits(
    job: &Job,
    (place, message): (&Place, MessageId),
    order: String,
    act: impl Future<Output = ()>,
) {
    let mut act = pin!(act);
    let is_done = timeout(SILENT_FOR, &mut act).await.is_ok();
    let bot = &job.bot;
    let waits = !is_done || job.due_again().is_some();
    if waits && !bot.store.keeps_up() && bot.desk.tells_of_wait(order) {
        let screen = Screen::new(place, &operator::storage_away(), Keyboard::default());
        for (text, keyboard) in screen.parts() {
            let posted = bot
                .post(&|| true, place, Some(message), text, keyboard)
                .await;
            if let Err(failure) = posted {
                note("a word on the storage", &failure);
            }
        }
    }
    if !is_done {
        act.await;
    }
}

fn screen(place: &Place, page: &Page) -> Screen {
    Screen::new(place, &page.reply, Keyboard::of_offers(&page.rows))
}
