//! The open questions, and what a change would bring about for them.

use std::sync::Arc;

use tokio::task::spawn_blocking;

use crate::assistant::Edition;
use crate::diff::Changes;
use crate::edit::{Error, Folder, Plan};
use crate::faq::Kind;
use crate::reply::Reply;
use crate::reply::operator::{self, Draft, FAULT, Page, QuestionKey, Stamp};
use crate::scrub::without_blanks;
use crate::store::Store;
use crate::telegram::desk::{Grounds, Grouped};
use crate::telegram::job::Job;
use crate::telegram::served::Served;
use crate::telegram::surely::{Away, surely};
use crate::unanswered::{Group, groups};
use crate::weigh::weigh;

/// The questions that are open now, in the order in which they are shown.
pub(super) struct Open {
    pub(super) groups: Vec<Arc<Group>>,
    store: Store,
    /// What they were grouped by.
    served: Arc<Served>,
}

/// A change of the FAQ that answers a question.
#[derive(Debug, Clone, Hash)]
pub(super) struct Change {
    /// `None` is the default one.
    language: Option<String>,
    question: String,
    of: Target,
    /// Tells it from what else may be shown: the words, the language, and what they are added to.
    pub(super) stamp: Stamp,
}

/// What a change would bring about.
pub(super) struct Effect {
    changes: Arc<Changes>,
    stamp: Stamp,
}

/// What a question is written into.
#[derive(Debug, Clone, Hash)]
enum Target {
    Known(String),
    New {
        kind: Kind,
        title: String,
        body: String,
    },
}

impl Open {
    /// The open questions, without those that were added a moment ago; if they cannot be found or the
    /// database does not tell soon, what is shown instead.
    pub(super) async fn now(job: &Job) -> Result<Self, Page> {
        let store = job.bot.store.clone();
        let all = all(job).await.map_err(Page::of)?;
        let desk = &job.bot.desk;
        let mut groups = all.to_vec();
        groups.retain(|group| desk.added(key_of(&store, &group.text)).is_none());
        Ok(Self {
            groups,
            store,
            served: Arc::clone(&job.served),
        })
    }

    /// The key of a question.
    pub(super) fn key(&self, group: &Group) -> QuestionKey {
        key_of(&self.store, &group.text)
    }

    /// The FAQ in the language of a question.
    pub(super) fn edition(&self, group: &Group) -> &Edition {
        self.served.assistant.edition(group.edition)
    }

    /// The language of a question if it is another than the default one.
    pub(super) fn language(&self, group: &Group) -> Option<&str> {
        self.served.assistant.other_language(group.edition)
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

    /// A question added to an entry.
    pub(super) fn phrasing(&self, entry: &str, group: &Group) -> Change {
        self.change(Target::Known(entry.to_owned()), group)
    }

    /// A new entry for a question.
    pub(super) fn entry(&self, kind: Kind, draft: &Draft<'_>, group: &Group) -> Change {
        let new = Target::New {
            kind,
            title: draft.title.to_owned(),
            body: draft.body.to_owned(),
        };
        self.change(new, group)
    }

    fn change(&self, of: Target, group: &Group) -> Change {
        let language = self.language(group);
        let question = without_blanks(&group.text);
        let mut said = vec![language.unwrap_or_default(), &question];
        match &of {
            Target::Known(id) => {
                said.push(id);
                let faq = self.edition(group).faq();
                if let Some(entry) = faq.find(id).map(|found| faq.entry(found)) {
                    said.extend([entry.kind.folder(), &entry.title.text, &entry.body.text]);
                    said.extend(entry.urgent.then_some("urgent"));
                }
            }
            Target::New { kind, title, body } => said.extend([kind.folder(), title, body]),
        }
        let stamp = Stamp::of(self.store.hash("shown change", &[], &said.join("\0")));
        Change {
            language: language.map(str::to_owned),
            question,
            of,
            stamp,
        }
    }

    /// What a change would bring about in its language, or why it cannot be made.
    pub(super) async fn weigh(&self, job: &Job, change: Change) -> Result<Effect, String> {
        let desk = &job.bot.desk;
        let stamp = change.stamp;
        let language = change.language.as_deref();
        let concerned = self.groups.iter();
        let concerned = concerned.filter(|group| self.language(group) == language);
        let texts = concerned.flat_map(|group| &group.texts);
        let texts: Vec<String> = texts.cloned().collect();
        let version = job.served.assistant.version();
        let fingerprint = desk.fingerprint((version, &change, &texts));
        if let Some(changes) = desk.weighed(fingerprint) {
            return Ok(Effect { changes, stamp });
        }
        let folder = Arc::clone(&desk.folder);
        let weighed = on_the_side(move || {
            let plan = change.plan(&folder)?;
            weigh(&folder, &plan, &texts)
        })
        .await?;
        let changes = Arc::new(weighed);
        desk.note_weighed(fingerprint, &changes);
        Ok(Effect { changes, stamp })
    }
}

impl Effect {
    /// As it is shown.
    pub(super) fn told(&self) -> (&Changes, Stamp) {
        (&self.changes, self.stamp)
    }
}

impl Change {
    pub(super) fn plan(&self, folder: &Folder) -> Result<Plan, Error> {
        let (language, question) = (self.language.as_deref(), &self.question);
        match &self.of {
            Target::Known(entry) => folder.plan_phrasing(language, entry, question),
            Target::New { kind, title, body } => {
                folder.plan_entry(language, *kind, title, Some(question), body)
            }
        }
    }
}

/// All open questions. They are grouped anew only if something of it has changed since the last time.
/// Otherwise what is shown instead.
async fn all(job: &Job) -> Result<Grouped, Reply> {
    let (desk, store, now) = (&job.bot.desk, &job.bot.store, job.bot.now());
    let silent = |_: Away| operator::storage_silent();
    let stored = job.soon(surely(|| store.questions_state(now))).await;
    let grounds = Grounds {
        version: job.served.assistant.version().to_owned(),
        stored: stored.map_err(silent)?,
    };
    if let Some(known) = desk.grouped(&grounds) {
        return Ok(known);
    }
    let kept = job.soon(surely(|| store.unanswered(now))).await;
    let ignored = job.soon(surely(|| store.ignored())).await;
    let (kept, ignored) = (kept.map_err(silent)?, ignored.map_err(silent)?);
    let served = Arc::clone(&job.served);
    let min_askers = job.bot.unanswered.min_askers.get();
    let found =
        on_the_side(move || Ok(groups(&served.assistant, &kept, &ignored, min_askers))).await;
    let found = found.map_err(|why| operator::trouble(&why))?;
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
