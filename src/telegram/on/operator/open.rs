//! The open questions, and what a change would bring about for them.

use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::diff::Changes;
use crate::edit::{Error, Folder, Plan};
use crate::faq::Kind;
use crate::reply::operator::{self, Draft, FAULT, Page, QuestionKey};
use crate::scrub::without_blanks;
use crate::store::Store;
use crate::telegram::desk::{Grounds, Grouped};
use crate::telegram::job::Job;
use crate::telegram::surely::surely;
use crate::unanswered::{Group, groups};
use crate::weigh::weigh;

/// The questions that are open now, in the order in which they are shown.
pub(super) struct Open {
    pub(super) groups: Vec<Arc<Group>>,
    store: Store,
}

/// A change of the FAQ that answers a question.
#[derive(Debug, Clone, Hash)]
pub(super) enum Change {
    Phrasing {
        entry: String,
        question: String,
    },
    Entry {
        kind: Kind,
        title: String,
        body: String,
        question: String,
    },
}

impl Open {
    /// The open questions, without those that were added a moment ago; if they cannot be found, what
    /// is shown instead.
    pub(super) async fn now(job: &Job) -> Result<Self, Page> {
        let store = job.bot.store.clone();
        let all = all(job).await;
        let all = all.map_err(|why| Page::of(operator::trouble(&why)))?;
        let desk = &job.bot.desk;
        let mut groups = all.to_vec();
        groups.retain(|group| desk.added(key_of(&store, &group.text)).is_none());
        Ok(Self { groups, store })
    }

    /// The key of a question.
    pub(super) fn key(&self, group: &Group) -> QuestionKey {
        key_of(&self.store, &group.text)
    }

    /// The question with this key, and its place; also if by now another of its wordings stands for it.
    pub(super) fn find(&self, key: QuestionKey) -> Option<(usize, &Group)> {
        let mut all = self.groups.iter().enumerate();
        let found = all.find(|(_, group)| {
            group
                .texts
                .iter()
                .any(|text| key_of(&self.store, text) == key)
        });
        found.map(|(at, group)| (at, &**group))
    }

    /// What a change would bring about, or why it cannot be made.
    pub(super) async fn weigh(&self, job: &Job, change: Change) -> Result<Arc<Changes>, String> {
        let desk = &job.bot.desk;
        let texts = self.groups.iter().flat_map(|group| &group.texts);
        let texts: Vec<String> = texts.cloned().collect();
        let version = job.served.assistant.version();
        let fingerprint = desk.fingerprint((version, &change, &texts));
        if let Some(known) = desk.weighed(fingerprint) {
            return Ok(known);
        }
        let folder = Arc::clone(&desk.folder);
        let weighed = on_the_side(move || {
            let plan = change.plan(&folder)?;
            weigh(&folder, &plan, &texts).map_err(Error::Faq)
        })
        .await?;
        let weighed = Arc::new(weighed);
        desk.note_weighed(fingerprint, &weighed);
        Ok(weighed)
    }
}

impl Change {
    /// The question added to an entry.
    pub(super) fn phrasing(entry: &str, group: &Group) -> Self {
        Self::Phrasing {
            entry: entry.to_owned(),
            question: without_blanks(&group.text),
        }
    }

    /// A new entry for a question.
    pub(super) fn entry(kind: Kind, draft: &Draft<'_>, group: &Group) -> Self {
        Self::Entry {
            kind,
            title: draft.title.to_owned(),
            body: draft.body.to_owned(),
            question: without_blanks(&group.text),
        }
    }

    pub(super) fn plan(&self, folder: &Folder) -> Result<Plan, Error> {
        match self {
            Self::Phrasing { entry, question } => folder.plan_phrasing(entry, question),
            Self::Entry {
                kind,
                title,
                body,
                question,
            } => folder.plan_entry(*kind, title, Some(question), body),
        }
    }
}

/// All open questions. They are grouped anew only if something of it has changed since the last time.
async fn all(job: &Job) -> Result<Grouped, String> {
    let (desk, store) = (&job.bot.desk, &job.bot.store);
    let grounds = Grounds {
        version: job.served.assistant.version().to_owned(),
        stored: surely(|| store.questions_state()).await,
    };
    if let Some(known) = desk.grouped(&grounds) {
        return Ok(known);
    }
    let kept = surely(|| store.unanswered()).await;
    let ignored = surely(|| store.ignored()).await;
    let served = Arc::clone(&job.served);
    let min_askers = job.bot.unanswered.min_askers.get();
    let found =
        on_the_side(move || Ok(groups(&served.assistant, &kept, &ignored, min_askers))).await?;
    let found = found.into_iter().map(Arc::new).collect();
    desk.note_grouped(grounds, &found);
    Ok(found)
}

fn key_of(store: &Store, text: &str) -> QuestionKey {
    QuestionKey(store.hash("open question", &[], text).cast_unsigned())
}

/// Does what may wait for a disk, or takes long, beside everything else. An error is in words.
pub(super) async fn on_the_side<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, String> {
    match spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(_) => Err(FAULT.to_owned()),
    }
}
