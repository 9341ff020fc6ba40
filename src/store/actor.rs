//! The one task that works on the database, over one connection.
//!
//! It takes all commands that wait, writes them in one transaction and then says so. What is to be
//! settled stays until it is written; what is to be taken is refused if it cannot be.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::mem;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::future::BoxFuture;
use sqlx::{AnyConnection, Connection as _, Row as _};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout_at};

use super::chats::{self, Held, RENEWED_AFTER};
use super::failure::{ANSWERS_WITHIN, within};
use super::keys::random_number;
use super::place::{Address, Engine, begin};
use super::tidy::{Tidying, empty_log};
use super::write::Statements;
use super::{Arrival, Claim, Common, Error, Outcome};

/// The most commands that share a transaction.
const MOST_AT_ONCE: usize = 1_024;
/// After trouble the next try waits so long at first, twice as long each time, and so long at last.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LAST_PAUSE: Duration = Duration::from_secs(2);
/// What fails sooner is tried again at once over a new connection: the old one may just have been
/// closed by the server, or two processes have been in each other's way.
const SOON: Duration = Duration::from_secs(2);

pub(super) type Reply<T> = oneshot::Sender<Result<T, Error>>;

/// What is asked of the task.
pub(super) enum Command {
    Take(Take),
    Settle(Outcome, Option<oneshot::Sender<()>>),
    Probe(Reply<()>),
    Tidy(i64, Reply<()>),
    Close(oneshot::Sender<()>),
    Claim(usize, Reply<Claim>),
    Look(Look),
}

/// Updates to be made durable.
pub(super) struct Take {
    pub(super) updates: Vec<Arrival>,
    pub(super) reply: Reply<Vec<bool>>,
    /// Given back when the updates are stored or refused.
    pub(super) room: Option<OwnedSemaphorePermit>,
}

/// Reads something over a connection, or says why there is none; gives whether that went well.
pub(super) type Look =
    Box<dyn for<'c> FnOnce(Result<&'c mut AnyConnection, Error>) -> BoxFuture<'c, bool> + Send>;

/// What is to be settled, until it is.
struct Settling {
    outcome: Outcome,
    reply: Option<oneshot::Sender<()>>,
    /// The chats to be laid down, and who owns them.
    laid: (i64, Vec<i64>),
}

/// A transaction whose end was not seen.
struct Doubt {
    /// Its number.
    written: i64,
    takes: Vec<(Take, Vec<bool>)>,
    /// How many of the outcomes it settled.
    settled: usize,
}

pub(super) struct Actor {
    address: Address,
    connection: Option<AnyConnection>,
    statements: Statements,
    common: Arc<Common>,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Who writes, and the number of the last transaction.
    writer: i64,
    written: i64,
    doubt: Option<Doubt>,
    takes: Vec<Take>,
    settling: VecDeque<Settling>,
    probes: Vec<Reply<()>>,
    claims: Vec<(usize, Reply<Claim>)>,
    tidying: VecDeque<Tidying>,
    held: Held,
    /// How long to wait before the next try, while there is trouble; and since when there is.
    trouble: Option<(Duration, Instant)>,
    closing: Option<oneshot::Sender<()>>,
}

impl Actor {
    pub(super) fn new(
        address: Address,
        connection: AnyConnection,
        common: Arc<Common>,
        commands: mpsc::UnboundedReceiver<Command>,
    ) -> Result<Self, Error> {
        let engine = address.engine;
        Ok(Self {
            address,
            connection: Some(connection),
            statements: Statements::of(engine),
            common,
            commands,
            writer: random_number()?,
            written: 0,
            doubt: None,
            takes: Vec::new(),
            settling: VecDeque::new(),
            probes: Vec::new(),
            claims: Vec::new(),
            tidying: VecDeque::new(),
            held: Held::default(),
            trouble: None,
            closing: None,
        })
    }

    /// Works until the database is to be closed or nobody is left to ask for anything.
    pub(super) async fn run(mut self) {
        let mut commands = Vec::new();
        loop {
            let is_open = self.gather(&mut commands).await;
            let looks: Vec<Look> = commands
                .drain(..)
                .filter_map(|command| self.sort(command))
                .collect();
            self.check_lease();
            self.write().await;
            for look in looks {
                self.look(look).await;
            }
            for (limit, reply) in mem::take(&mut self.claims) {
                let claimed = self.claim(limit).await;
                let unheard = reply.send(claimed);
                if let Err(Ok(claim)) = unheard {
                    let chats = self.held.give_up(&claim.waiting);
                    self.lay_down(chats);
                }
            }
            self.tidy().await;
            let has_stored = self.settling.is_empty() && self.doubt.is_none();
            if !is_open || (self.closing.is_some() && has_stored) {
                break;
            }
        }
        self.leave().await;
    }

    /// Waits for something to do; `false` if nobody is left to ask.
    async fn gather(&mut self, commands: &mut Vec<Command>) -> bool {
        if let Some((pause, _)) = self.trouble {
            sleep(pause).await;
        }
        let at_the_latest = if self.trouble.is_some() || !self.tidying.is_empty() {
            Some(Instant::now())
        } else {
            self.renewal()
        };
        let some = self.commands.recv_many(commands, MOST_AT_ONCE);
        match at_the_latest {
            None => some.await > 0,
            Some(at) => timeout_at(at, some).await != Ok(0),
        }
    }

    /// When the lease is to be renewed, if anything is held under it.
    fn renewal(&self) -> Option<Instant> {
        let renewed = self.common.lease.renewed()?;
        (!self.held.is_empty()).then(|| renewed + RENEWED_AFTER)
    }

    fn is_renewal_due(&self) -> bool {
        self.renewal().is_some_and(|at| at <= Instant::now())
    }

    /// Puts a command where it belongs; gives what is to be read.
    fn sort(&mut self, command: Command) -> Option<Look> {
        match command {
            Command::Take(take) => self.takes.push(take),
            Command::Settle(outcome, reply) => {
                let chats = self.held.settle(outcome.number, outcome.release);
                self.settling.push_back(Settling {
                    outcome,
                    reply,
                    laid: (self.common.lease.owner(), chats),
                });
            }
            Command::Probe(reply) => self.probes.push(reply),
            Command::Tidy(now, reply) => {
                let tidying = Tidying::new(now, self.common.unanswered_for, reply);
                self.tidying.push_back(tidying);
            }
            Command::Close(reply) => self.closing = Some(reply),
            Command::Claim(limit, reply) => self.claims.push((limit, reply)),
            Command::Look(look) => return Some(look),
        }
        None
    }

    /// Gives up what is held if others may have claimed it.
    fn check_lease(&mut self) {
        if !self.held.is_empty() && !self.common.lease.is_believed() {
            self.lose();
        }
    }

    fn lose(&mut self) {
        log::warn!("the lease ran out before it could be renewed: others answer what was claimed");
        self.held.clear();
        self.common.lease.give_up();
    }

    /// Under a number that nobody claimed anything under.
    fn begin_lease(&self) -> Result<(), Error> {
        self.common.lease.replace(random_number()?);
        Ok(())
    }

    async fn write(&mut self) {
        let has_work = !self.takes.is_empty()
            || !self.settling.is_empty()
            || !self.probes.is_empty()
            || self.doubt.is_some()
            || self.trouble.is_some()
            || self.is_renewal_due();
        if !has_work {
            return;
        }
        let begun = Instant::now();
        *self.common.writing() = Some(begun.into_std());
        let mut tried = self.try_to_write().await;
        if tried.is_err() && self.trouble.is_none() && begun.elapsed() < SOON {
            tried = self.try_to_write().await;
        }
        match tried {
            Ok(()) => self.recover(),
            Err(error) => self.fail(&error),
        }
        *self.common.writing() = None;
    }

    async fn try_to_write(&mut self) -> Result<(), Error> {
        let mut connection = self.connect().await?;
        self.resolve(&mut connection).await?;
        let sent = Instant::now();
        let written = self.written + 1;
        let mut transaction = begin(&mut connection, self.address.engine).await?;
        number(&mut transaction, self.writer, written).await?;
        let updates = self.takes.iter().flat_map(|take| &take.updates);
        let mut arrived = self.statements.take(&mut transaction, updates).await?;
        let brings_work = !arrived.chats.is_empty();
        let laid = self.laid();
        if self.common.is_shared {
            let chats = laid.values().flatten().copied().collect();
            chats::lock(&mut transaction, &arrived.chats, &chats).await?;
        }
        let outcomes = self.settling.iter().map(|settling| &settling.outcome);
        let keys = &self.common.keys;
        let settle = self.statements.settle(&mut transaction, keys, outcomes);
        settle.await?;
        for (owner, chats) in &laid {
            chats::lay_down(&mut transaction, *owner, chats).await?;
        }
        let is_due = self.is_renewal_due();
        let has_lease =
            !is_due || chats::renew(&mut transaction, self.common.lease.owner()).await?;
        let takes: Vec<_> = mem::take(&mut self.takes)
            .into_iter()
            .map(|take| {
                // The first of several with one number is the new one.
                let is_new = |update: &Arrival| arrived.new.remove(&update.number);
                let new = take.updates.iter().map(is_new).collect();
                (take, new)
            })
            .collect();
        let doubt = Doubt {
            written,
            takes,
            settled: self.settling.len(),
        };
        if let Err(error) = within(ANSWERS_WITHIN, transaction.commit()).await {
            self.doubt = Some(doubt);
            return Err(error);
        }
        self.connection = Some(connection);
        self.confirm(doubt);
        if is_due && !(has_lease && self.common.lease.renew(sent)) {
            self.lose();
        }
        if self.common.is_shared && (brings_work || !laid.is_empty()) {
            self.common.wake.notify_one();
        }
        Ok(())
    }

    /// A connection: the one there is, or a new one. It is kept only if all goes well.
    async fn connect(&mut self) -> Result<AnyConnection, Error> {
        match self.connection.take() {
            Some(connection) => Ok(connection),
            None => self.address.connect().await,
        }
    }

    /// Finds out whether the transaction whose end was not seen was committed.
    async fn resolve(&mut self, connection: &mut AnyConnection) -> Result<(), Error> {
        if self.doubt.is_none() {
            return Ok(());
        }
        let mut transaction = begin(connection, self.address.engine).await?;
        let last = number(&mut transaction, self.writer, self.written).await?;
        within(ANSWERS_WITHIN, transaction.commit()).await?;
        if let Some(mut doubt) = self.doubt.take() {
            if last == doubt.written {
                self.confirm(doubt);
            } else {
                let takes = doubt.takes.drain(..).map(|(take, _)| take);
                self.takes.splice(0..0, takes);
            }
        }
        Ok(())
    }

    /// Says that a transaction is durable.
    fn confirm(&mut self, done: Doubt) {
        self.written = done.written;
        for (take, new) in done.takes {
            // Whoever asked may not wait any more.
            let _ = take.reply.send(Ok(new));
        }
        for settled in self.settling.drain(..done.settled) {
            if let Some(reply) = settled.reply {
                let _ = reply.send(());
            }
        }
    }

    /// The chats to be laid down, by owner.
    fn laid(&self) -> BTreeMap<i64, BTreeSet<i64>> {
        let mut laid: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for settling in &self.settling {
            let (owner, chats) = &settling.laid;
            if !chats.is_empty() {
                laid.entry(*owner).or_default().extend(chats);
            }
        }
        laid
    }

    fn recover(&mut self) {
        for probe in self.probes.drain(..) {
            let _ = probe.send(Ok(()));
        }
        if let Some((_, since)) = self.trouble.take() {
            log::info!("storing again after {} s", since.elapsed().as_secs());
            self.common.set_trouble(None);
        }
    }

    fn fail(&mut self, error: &Error) {
        self.common.failures.fetch_add(1, Ordering::Relaxed);
        let error = self.address.named(error.clone());
        let (Error::Passing(text) | Error::Lasting(text)) = error;
        // Those in doubt go on waiting: they may be stored.
        if let Some(doubt) = &mut self.doubt {
            for (take, _) in &mut doubt.takes {
                take.room = None;
            }
        }
        for take in self.takes.drain(..) {
            let _ = take.reply.send(Err(Error::Passing(text.clone())));
        }
        for probe in self.probes.drain(..) {
            let _ = probe.send(Err(Error::Passing(text.clone())));
        }
        if self.trouble.is_none() {
            log::error!(
                "nothing can be stored: {text}; nothing new is accepted until it can be again"
            );
        }
        self.trouble = Some(self.trouble.map_or_else(
            || (FIRST_PAUSE, Instant::now()),
            |(pause, since)| ((pause * 2).min(LAST_PAUSE), since),
        ));
        self.common.set_trouble(Some(text));
    }

    async fn look(&mut self, look: Look) {
        match self.connect_surely().await {
            Ok(mut connection) => {
                if look(Ok(&mut connection)).await {
                    self.connection = Some(connection);
                }
            }
            Err(error) => {
                look(Err(error)).await;
            }
        }
    }

    /// A connection over which something was heard of late, so that one that the server closed long
    /// ago is no failure.
    async fn connect_surely(&mut self) -> Result<AnyConnection, Error> {
        if self.trouble.is_some() {
            // The last try has just failed.
            return Err(Error::Passing(self.common.trouble().unwrap_or_default()));
        }
        if let Some(mut connection) = self.connection.take()
            && within(ANSWERS_WITHIN, connection.ping()).await.is_ok()
        {
            return Ok(connection);
        }
        let connected = self.address.connect().await;
        connected.map_err(|error| self.address.named(error))
    }

    async fn claim(&mut self, limit: usize) -> Result<Claim, Error> {
        if !self.common.is_shared {
            return Ok(Claim::default());
        }
        let mut connection = self.connect_surely().await?;
        if self.held.is_empty() && !self.common.lease.is_believed() {
            self.begin_lease()?;
        }
        let lease = self.common.lease.lease();
        let owner = self.common.lease.owner();
        let sent = Instant::now();
        let mut transaction = begin(&mut connection, self.address.engine).await?;
        let is_holding = !self.held.is_empty();
        let keys = &self.common.keys;
        let claimed = chats::claim(&mut transaction, keys, owner, is_holding, limit).await?;
        let Some((chats, waiting)) = claimed else {
            self.lose();
            return Err(lost());
        };
        if chats.is_empty() && waiting.is_empty() {
            // Nothing was claimed, so that there is nothing to be kept.
            within(ANSWERS_WITHIN, transaction.rollback()).await?;
            self.connection = Some(connection);
            return Ok(Claim { lease, waiting });
        }
        // Not to be overtaken by the next transaction, should the end of this one not be seen.
        number(&mut transaction, self.writer, self.written).await?;
        if let Err(error) = within(ANSWERS_WITHIN, transaction.commit()).await {
            self.lay_down(chats.into_iter().collect());
            return Err(error);
        }
        self.connection = Some(connection);
        self.held.add(&waiting);
        if !self.common.lease.renew(sent) {
            self.lose();
            return Err(lost());
        }
        Ok(Claim { lease, waiting })
    }

    /// Lays down chats that were claimed for nobody.
    fn lay_down(&mut self, chats: Vec<i64>) {
        self.settling.push_back(Settling {
            outcome: Outcome::default(),
            reply: None,
            laid: (self.common.lease.owner(), chats),
        });
    }

    /// Forgets a little, if there is something to be forgotten.
    async fn tidy(&mut self) {
        let Some(mut tidying) = self.tidying.pop_front() else {
            return;
        };
        let mut connection = match self.connect_surely().await {
            Ok(connection) => connection,
            Err(error) => return tidying.end(Err(error)),
        };
        match tidying.go_on(&mut connection, self.address.engine).await {
            Ok(is_done) => {
                self.connection = Some(connection);
                if is_done {
                    tidying.end(Ok(()));
                } else {
                    self.tidying.push_back(tidying);
                }
            }
            Err(error) => tidying.end(Err(error)),
        }
    }

    /// Leaves the database as one that nobody is at.
    async fn leave(mut self) {
        if !self.settling.is_empty() {
            log::error!("{} outcomes could not be stored", self.settling.len());
        }
        if let Some(mut connection) = self.connection.take() {
            let left = self.leave_connection(&mut connection).await;
            let closed = match left {
                Ok(()) => within(ANSWERS_WITHIN, connection.close()).await,
                Err(error) => Err(error),
            };
            if let Err(error) = closed {
                log::warn!("the database was not closed in order: {error}");
            }
        }
        // Whoever waits may open the file again.
        drop(self.address);
        if let Some(reply) = self.closing {
            let _ = reply.send(());
        }
    }

    async fn leave_connection(&mut self, connection: &mut AnyConnection) -> Result<(), Error> {
        let forget = sqlx::query("DELETE FROM writers WHERE writer = $1").bind(self.writer);
        within(ANSWERS_WITHIN, forget.execute(&mut *connection)).await?;
        match self.address.engine {
            Engine::Sqlite => empty_log(connection).await,
            Engine::Postgres => chats::leave(connection, self.common.lease.owner()).await,
        }
    }
}

fn lost() -> Error {
    Error::Passing("the lease ran out while something was claimed".to_owned())
}

/// Makes a number the last of a writer, if it is higher; gives the last. Waits for a transaction of
/// this writer that still goes on, unseen.
async fn number(connection: &mut AnyConnection, writer: i64, number: i64) -> Result<i64, Error> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |time| time.as_secs());
    let row = sqlx::query(
        "INSERT INTO writers (writer, written, at) VALUES ($1, $2, $3) ON CONFLICT (writer) DO UPDATE \
         SET at = excluded.at, written = CASE WHEN excluded.written > writers.written \
         THEN excluded.written ELSE writers.written END RETURNING written",
    )
    .bind(writer)
    .bind(number)
    .bind(i64::try_from(now).unwrap_or(i64::MAX));
    within(ANSWERS_WITHIN, async {
        row.fetch_one(connection).await?.try_get(0)
    })
    .await
}
