//! Updates on their way to the bot: the queue behind `getUpdates`.

use std::collections::{HashMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::params::Params;
use super::refusal::Refusal;

/// Kinds that are delivered only if they are asked for by name.
const ONLY_BY_NAME: &[&str] = &["chat_member", "message_reaction", "message_reaction_count"];

/// The longest time that a poll waits, in seconds.
const LONGEST_POLL: i64 = 50;

/// So many polls in a second that find nothing are hammering.
const HAMMERING: usize = 20;

/// How long a chat waits after the first post that is not taken; twice as long after each further one.
const FIRST_DELAY: Duration = Duration::from_millis(20);
const LONGEST_DELAY: Duration = Duration::from_secs(1);

/// The queue of updates.
#[derive(Debug, Default)]
pub(crate) struct Updates {
    queue: VecDeque<Item>,
    last_id: i64,
    allowed: Option<Vec<String>>,
    /// Counts the polls; a poll that is not the latest is terminated.
    poll: u64,
    /// The first id that is not confirmed.
    confirmed: i64,
    /// How many updates were handed out.
    pub(crate) handed_out: usize,
    empty_polls: VecDeque<Instant>,
    /// The webhook as `getWebhookInfo` shows it, and its secret.
    pub(crate) webhook: Webhook,
    /// Where a load balancer passes posts on to, in turn; the webhook's own address if empty.
    pub(crate) replicas: Vec<SocketAddr>,
    posting: Posting,
}

/// Where updates are posted to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Webhook {
    /// Empty while there is none.
    pub(crate) url: String,
    /// What the header `X-Telegram-Bot-Api-Secret-Token` carries.
    pub(crate) secret: String,
    /// How many are posted at a time.
    pub(crate) max_connections: i64,
    /// What went wrong last.
    pub(crate) last_error: Option<(i64, String)>,
}

#[derive(Debug)]
struct Item {
    id: i64,
    /// What keeps it in order.
    chat: i64,
    update: Value,
    /// Handed out once more whatever the offset is.
    is_again: bool,
}

/// What is posted side by side: one update of each chat at a time, in order.
#[derive(Debug, Default)]
struct Posting {
    /// Chats of which an update is under way, or is to be posted once more after a while.
    busy: HashSet<i64>,
    /// How often in a row an update of a chat was not taken.
    failures: HashMap<i64, u32>,
    /// How many are under way.
    connections: usize,
    /// Counts the posts, so that replicas have their turns.
    turn: usize,
}

/// An update to be posted.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) id: i64,
    /// What keeps updates in order.
    pub(crate) chat: i64,
    pub(crate) update: String,
    pub(crate) url: String,
    pub(crate) secret: String,
}

/// What keeps an update in order: its chat, or else its person.
fn order_of(update: &Value) -> i64 {
    let contents = update.as_object().into_iter().flatten();
    let mut contents = contents.filter(|(name, _)| *name != "update_id");
    let Some((_, content)) = contents.next() else {
        return 0;
    };
    let ids = [
        &content["chat"]["id"],
        &content["message"]["chat"]["id"],
        &content["from"]["id"],
    ];
    ids.into_iter().find_map(Value::as_i64).unwrap_or_default()
}

/// What a poll asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Poll {
    ticket: u64,
    offset: i64,
    limit: usize,
    /// How long to wait for an update.
    pub(crate) timeout: Duration,
}

/// Two polls at a time.
pub(crate) fn conflict() -> Refusal {
    Refusal::world(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
}

impl Updates {
    /// The id of an update, or the next one if it has none.
    pub(crate) fn next_id(&mut self, update: &Value) -> i64 {
        // Real ids start anywhere.
        let next = if self.last_id == 0 {
            731_984_001
        } else {
            self.last_id + 1
        };
        let id = update["update_id"].as_i64().unwrap_or(next);
        self.last_id = self.last_id.max(id);
        id
    }

    /// Goes on with this id.
    pub(crate) fn jump_to(&mut self, id: i64) {
        self.last_id = id - 1;
    }

    /// Queues an update; false if the bot does not want its kind.
    pub(crate) fn push(&mut self, id: i64, mut update: Value) -> bool {
        let kind = update.as_object().and_then(|fields| {
            let mut kinds = fields.keys().filter(|name| *name != "update_id");
            kinds.next().cloned()
        });
        if kind.is_some_and(|kind| !self.is_allowed(&kind)) {
            return false;
        }
        if let Some(fields) = update.as_object_mut() {
            fields.insert("update_id".into(), id.into());
        }
        self.queue.push_back(Item {
            id,
            chat: order_of(&update),
            update,
            is_again: false,
        });
        true
    }

    fn is_allowed(&self, kind: &str) -> bool {
        match self.allowed.as_deref() {
            None | Some([]) => !ONLY_BY_NAME.contains(&kind),
            Some(kinds) => kinds.iter().any(|allowed| allowed == kind),
        }
    }

    /// Hands out an update a second time, confirmed or not: networks do that.
    pub(crate) fn push_again(&mut self, id: i64, update: Value) {
        self.queue.push_front(Item {
            id,
            chat: order_of(&update),
            update,
            is_again: true,
        });
    }

    /// Whether the bot said that it has this update.
    pub(crate) fn is_confirmed(&self, id: i64) -> bool {
        self.confirmed > id
    }

    /// How many polls there were.
    pub(crate) fn polls(&self) -> u64 {
        self.poll
    }

    /// How many updates wait.
    pub(crate) fn pending(&self) -> usize {
        self.queue.len()
    }

    /// The oldest update.
    pub(crate) fn first(&self) -> Option<(i64, &Value)> {
        self.queue.front().map(|item| (item.id, &item.update))
    }

    /// The next update to be posted, if there is a webhook and a connection free.
    pub(crate) fn next_post(&mut self) -> Option<Post> {
        let most = usize::try_from(self.webhook.max_connections).unwrap_or(1);
        if self.webhook.url.is_empty() || self.posting.connections >= most {
            return None;
        }
        let busy = &self.posting.busy;
        let mut waiting = self.queue.iter();
        let item = waiting.find(|item| !busy.contains(&item.chat))?;
        let chat = item.chat;
        let post = Post {
            id: item.id,
            chat,
            update: item.update.to_string(),
            url: self.next_address(),
            secret: self.webhook.secret.clone(),
        };
        self.posting.turn += 1;
        self.posting.connections += 1;
        self.posting.busy.insert(chat);
        Some(post)
    }

    /// Where the next update is posted to.
    fn next_address(&self) -> String {
        let url = self.webhook.url.clone();
        if self.replicas.is_empty() {
            return url;
        }
        let replica = self.replicas[self.posting.turn % self.replicas.len()];
        let path =
            reqwest::Url::parse(&url).map_or_else(|_| String::new(), |url| url.path().into());
        format!("http://{replica}{path}")
    }

    /// Ends a post, which was taken or not. Says how long the chat is to wait until
    /// [`Self::go_on`]: longer with each failure.
    pub(crate) fn posted(&mut self, post: &Post, is_taken: bool) -> Duration {
        self.posting.connections -= 1;
        if is_taken {
            self.handed_out += 1;
            self.posting.failures.remove(&post.chat);
            self.confirm(post.id);
            return Duration::ZERO;
        }
        let failures = self.posting.failures.entry(post.chat).or_default();
        *failures += 1;
        (FIRST_DELAY * (1 << (*failures - 1).min(10))).min(LONGEST_DELAY)
    }

    /// Lets the next update of a chat be posted.
    pub(crate) fn go_on(&mut self, chat: i64) {
        self.posting.busy.remove(&chat);
    }

    /// Takes an update out of the queue.
    fn confirm(&mut self, id: i64) {
        if let Some(at) = self.queue.iter().position(|item| item.id == id) {
            self.queue.remove(at);
        }
        self.confirmed = self.confirmed.max(id + 1);
    }

    /// Drops all that wait.
    pub(crate) fn drop_pending(&mut self) {
        self.queue.clear();
    }

    /// The kinds that the bot asked for, if it did.
    pub(crate) fn allowed(&self) -> Option<&[String]> {
        self.allowed.as_deref()
    }

    /// Remembers which kinds the bot wants.
    pub(crate) fn allow(&mut self, kinds: Option<&Value>) {
        if let Some(kinds) = kinds.and_then(Value::as_array) {
            let names = kinds
                .iter()
                .filter_map(|kind| kind.as_str().map(str::to_owned));
            self.allowed = Some(names.collect());
        }
    }

    /// Begins a poll: ends the one before, and confirms what its offset confirms.
    pub(crate) fn begin(&mut self, params: &Params) -> Result<Poll, Refusal> {
        if !self.webhook.url.is_empty() {
            return Err(Refusal::world(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            ));
        }
        self.allow(params.json("allowed_updates").as_ref());
        let offset = params.int("offset").unwrap_or(0);
        if offset < 0 {
            let kept = usize::try_from(-offset).unwrap_or(usize::MAX);
            let dropped = self.queue.len().saturating_sub(kept);
            self.queue.drain(..dropped);
        } else {
            self.queue.retain(|item| item.id >= offset || item.is_again);
            self.confirmed = self.confirmed.max(offset);
        }
        self.poll += 1;
        let limit = params
            .int("limit")
            .filter(|limit| (1..=100).contains(limit));
        let seconds = params.int("timeout").unwrap_or(0).clamp(0, LONGEST_POLL);
        Ok(Poll {
            ticket: self.poll,
            offset,
            limit: limit.and_then(|limit| limit.try_into().ok()).unwrap_or(100),
            timeout: Duration::from_secs(seconds.unsigned_abs()),
        })
    }

    /// What there is for a poll; nothing means to wait.
    pub(crate) fn look(&mut self, poll: Poll) -> Result<Option<Value>, Refusal> {
        if poll.ticket != self.poll {
            return Err(conflict());
        }
        if self.queue.is_empty() {
            return Ok(None);
        }
        let wanted = |item: &&Item| item.is_again || item.id >= poll.offset;
        let found = self.queue.iter().filter(wanted).take(poll.limit);
        let found: Vec<Value> = found.map(|item| item.update.clone()).collect();
        let mut left = poll.limit;
        self.queue.retain(|item| {
            let is_taken = left > 0;
            left = left.saturating_sub(1);
            !(is_taken && item.is_again)
        });
        if found.is_empty() {
            return Ok(None);
        }
        self.handed_out += found.len();
        self.empty_polls.clear();
        Ok(Some(json!(found)))
    }

    /// Ends a poll that found nothing; true if there were too many of them of late.
    pub(crate) fn found_nothing(&mut self) -> bool {
        let now = Instant::now();
        self.empty_polls.push_back(now);
        if self.empty_polls.len() > HAMMERING {
            let first = self.empty_polls.pop_front();
            return first.is_some_and(|first| now - first < Duration::from_secs(1));
        }
        false
    }
}
