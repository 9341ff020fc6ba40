//! Changes of the files: made, shown as a patch, taken back.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;

use super::open::{Change, Open, on_the_side};
use super::{draft, question};
use crate::edit::{Error, Folder, Plan};
use crate::faq::Kind;
use crate::reply::Reply;
use crate::reply::operator::{self, Draft, Page, QuestionKey, Stamp, Unwritten};
use crate::telegram::desk::Undo;
use crate::telegram::job::{Job, MARKS_LAST};
use crate::telegram::orders::{By, OperatorTap, Ordered};
use crate::telegram::surely::Away;
use crate::unanswered::Group;

/// How often a change is planned anew because somebody else changed the file in between.
const TRIES: usize = 3;

/// What came of a change.
enum Made {
    Done(Plan),
    Shown(Plan, Unwritten),
}

/// The question of a button, and which change was shown with it.
type Shown = (QuestionKey, Option<Stamp>);

/// Adds a question to an entry.
pub(super) async fn add(job: &Job, tap: &OperatorTap, shown: Shown, entry: &str) -> Page {
    let change = |open: &Open, group: &Group| Ok(open.phrasing(entry, group));
    let anew = question::weigh(job, shown.0, entry);
    once(job, tap, shown, change, anew).await
}

/// Creates an entry of what the message replies to that the button is on.
pub(super) async fn create(job: &Job, tap: &OperatorTap, shown: Shown, kind: Kind) -> Page {
    let text = tap.replied.as_deref().unwrap_or_default();
    let change = |open: &Open, group: &Group| {
        let draft = Draft::read(text).ok_or_else(operator::draft_gone)?;
        Ok(open.entry(kind, &draft, group))
    };
    let anew = draft::preview(job, shown.0, text);
    once(job, tap, shown, change, anew).await
}

/// Makes the change of a question that a tap asks for, but if that was done already, or somebody was
/// faster, only tells it again. If what would be written is not what was shown, it is shown `anew`.
/// Nothing is done while the questions cannot be found.
async fn once(
    job: &Job,
    tap: &OperatorTap,
    (question, shown): Shown,
    change: impl FnOnce(&Open, &Group) -> Result<Change, Page>,
    anew: impl Future<Output = Page>,
) -> Page {
    let (desk, order) = (&job.bot.desk, tap.name());
    let _turn = desk.turn.lock().await;
    if let Some(page) = desk.done(&order).or_else(|| desk.added(question)) {
        return page;
    }
    let open = match Open::now(job).await {
        Ok(open) => open,
        Err(page) => return page,
    };
    let found = open.find(question).ok_or_else(operator::gone);
    let page = match found.and_then(|(_, group)| change(&open, group)) {
        Ok(change) if shown == Some(change.stamp) => make(job, &tap.by, question, change).await,
        Ok(_) => operator::anew(anew.await),
        Err(page) => page,
    };
    desk.note_done(order, &page);
    page
}

/// Makes a change or shows it, and says so.
async fn make(job: &Job, by: &By, question: QuestionKey, change: Change) -> Page {
    let bot = &job.bot;
    let folder = Arc::clone(&bot.desk.folder);
    let (who, at) = (named(by), now(job));
    let is_shared = bot.store.is_shared();
    let made = on_the_side(move || {
        if is_shared {
            return Ok(Made::Shown(change.plan(&folder)?, Unwritten::Shared));
        }
        apply(&folder, &change, &who, at)
    });
    match made.await {
        Ok(Made::Done(plan)) => {
            let file = plan.file.display().to_string();
            // It may be named after what was written.
            log::info!("an operator changed a file of the FAQ");
            log::debug!("an operator changed {file}");
            let page = operator::done(&plan.what, &file);
            bot.desk.note_added(question, &page);
            page
        }
        Ok(Made::Shown(plan, why)) => operator::patch(&plan.subject, &plan.patch(), &why),
        Err(why) => operator::failed(question, &why),
    }
}

fn apply(folder: &Folder, change: &Change, who: &str, at: Timestamp) -> Result<Made, Error> {
    let mut tries = 1;
    loop {
        let plan = change.plan(folder)?;
        if let Err(why) = folder.can_write(&plan) {
            return Ok(Made::Shown(plan, Unwritten::ReadOnly(why.to_string())));
        }
        match folder.apply(&plan, who, at) {
            Ok(()) => return Ok(Made::Done(plan)),
            // Somebody else was faster, perhaps with the same.
            Err(Error::Changed(_)) if tries < TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Takes back the last change.
pub(super) async fn undo(job: &Job, ordered: &Ordered) -> Page {
    let bot = &job.bot;
    if bot.store.is_shared() {
        return Page::of(operator::undo_by_hand());
    }
    let order = ordered.name();
    let _turn = bot.desk.turn.lock().await;
    if let Some(page) = bot.desk.done(&order) {
        return page;
    }
    let begins = match begins(job, ordered).await {
        Ok(begins) => begins,
        Err(Away) => return Page::of(operator::storage_silent()),
    };
    let page = Page::of(match bot.desk.undone_by_another(ordered.by.id) {
        Some(undo) => operator::undone_by_another(&undo.by.1, &undo.what),
        None => take_back(job, &ordered.by, begins).await,
    });
    bot.desk.note_done(order, &page);
    page
}

/// Notes that a change is about to be taken back; whether no process has done so before, which may have
/// ended at any time since. It must not take back two changes.
async fn begins(job: &Job, ordered: &Ordered) -> Result<bool, Away> {
    let bot = &job.bot;
    let numbers = [ordered.place.chat.0, ordered.message.0.into()];
    let mark = bot.store.hash("undo", &numbers, "");
    // What this process has begun, and then waited in vain, it goes on with.
    if !bot.desk.has_begun(&ordered.name()) {
        if job.soon(job.is_marked(mark)).await? {
            return Ok(false);
        }
        bot.desk.begin(ordered.name());
    }
    job.soon(job.mark_first(mark, MARKS_LAST)).await?;
    Ok(true)
}

/// Takes back the last change; if that was `begins` before, only ends what was begun.
async fn take_back(job: &Job, by: &By, begins: bool) -> Reply {
    let desk = &job.bot.desk;
    let folder = Arc::clone(&desk.folder);
    let (who, at) = (named(by), now(job));
    let undone = on_the_side(move || {
        if begins {
            folder.undo(&who, at).map(Some)
        } else {
            folder.end_undo(&who, at)
        }
    });
    match undone.await {
        Ok(None) => operator::begun_before(),
        Ok(Some(undone)) => {
            desk.note_undone(Undo {
                at: Instant::now(),
                by: (by.id, by.name.clone()),
                what: undone.what.clone(),
            });
            let file = undone.path.strip_prefix(desk.folder.dir());
            let file = file.unwrap_or(&undone.path).display().to_string();
            log::info!("an operator took back a change of a file of the FAQ");
            log::debug!("an operator took back a change of {file}");
            operator::undone(&undone.what, &file, undone.has_changed)
        }
        Err(why) => operator::trouble(&why),
    }
}

/// An operator as the list of changes names them.
fn named(by: &By) -> String {
    format!("{}, Telegram user {}", by.name, by.id)
}

fn now(job: &Job) -> Timestamp {
    Timestamp::from_second(job.bot.now()).unwrap_or_default()
}
