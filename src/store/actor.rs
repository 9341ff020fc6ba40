//! The one task that works on the database, over one connection.
//!
//! It takes all commands that wait, writes them in one transaction and then says so. What is to be
//! settled stays until it is written; what is to be taken is refused if it cannot be.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::mem;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sqlx::{Any, AnyConnection, Connection as _, Row as _, Transaction};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout_at};

use super::chats::{self, Held, RENEWED_AFTER};
use super::failure::{ANSWERS_WITHIN, within};
use super::keys::random_number;
use super::place::{Address, Engine};
use super::tidy::{Tidying, empty_log};
use super::write::Statements;
use super::{Answer, Arrival, Claim, Error, Outcome, Shared, Spent, Waiting, read};

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
    Look(Look),
}

/// Updates to be made durable.
pub(super) struct Take {
    pub(super) updates: Vec<Arrival>,
    pub(super) reply: Reply<Vec<bool>>,
    /// Given back when the updates are stored or refused.
    pub(super) room: Option<OwnedSemaphorePermit>,
}

/// What is read.
pub(super) enum Look {
    Waiting(Option<i64>, usize, Reply<Vec<Waiting>>),
    Claim(usize, Reply<Claim>),
    Answer(i64, Reply<Option<Answer>>),
    Marked(i64, i64, Reply<bool>),
    Spent(i64, Reply<Vec<Spent>>),
}

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
    shared: Arc<Shared>,
    commands: mpsc::UnboundedReceiver<Command>,
    /// Who writes, and the number of the last transaction.
    writer: i64,
    written: i64,
    doubt: Option<Doubt>,
    takes: Vec<Take>,
    settling: VecDeque<Settling>,
    probes: Vec<Reply<()>>,
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
        shared: Arc<Shared>,
        commands: mpsc::UnboundedReceiver<Command>,
    ) -> Result<Self, Error> {
        Ok(Self {
            address,
            connection: Some(connection),
            statements: Statements::default(),
            shared,
            commands,
            writer: random_number()?,
            written: 0,
            doubt: None,
            takes: Vec::new(),
            settling: VecDeque::new(),
            probes: Vec::new(),
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
        let renewed = self.shared.lease.renewed()?;
        (!self.held.is_empty()).then(|| renewed + RENEWED_AFTER)
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
                    laid: (self.shared.lease.owner(), chats),
                });
            }
            Command::Probe(reply) => self.probes.push(reply),
            Command::Tidy(now, reply) => self.tidying.push_back(Tidying::new(now, reply)),
            Command::Close(reply) => self.closing = Some(reply),
            Command::Look(look) => return Some(look),
        }
        None
    }

    /// Gives up what is held if others may have claimed it.
    fn check_lease(&mut self) {
        if !self.held.is_empty() && !self.shared.lease.is_believed() {
            self.lose();
        }
    }

    fn lose(&mut self) {
        log::warn!("the lease ran out before it could be renewed: others answer what was claimed");
        self.held.clear();
        self.begin_lease();
    }

    /// A lease that is not known is one that nobody has. Without randomness the old one will do:
    /// it is not believed in, so that nothing is claimed under it.
    fn begin_lease(&self) {
        if let Ok(owner) = random_number() {
            self.shared.lease.replace(owner);
        }
    }

    async fn write(&mut self) {
        let is_due = self.renewal().is_some_and(|at| at <= Instant::now());
        let has_work = !self.takes.is_empty()
            || !self.settling.is_empty()
            || !self.probes.is_empty()
            || self.doubt.is_some()
            || self.trouble.is_some();
        if !is_due && !has_work {
            return;
        }
        let begun = Instant::now();
        let mut tried = self.try_to_write().await;
        if tried.is_err() && self.trouble.is_none() && begun.elapsed() < SOON {
            tried = self.try_to_write().await;
        }
        match tried {
            Ok(()) => self.recover(),
            Err(error) => self.fail(&error),
        }
    }

    async fn try_to_write(&mut self) -> Result<(), Error> {
        let mut connection = self.connect().await?;
        self.resolve(&mut connection).await?;
        let sent = Instant::now();
        let written = self.written + 1;
        let mut transaction = begin(&mut connection, self.address.engine).await?;
        number(&mut transaction, self.writer, written).await?;
        let updates = self.takes.iter().flat_map(|take| &take.updates);
        let mut taken = self.statements.take(&mut transaction, updates).await?;
        let brings_work = !taken.chats.is_empty();
        let laid = self.laid();
        if self.shared.is_shared {
            let chats = laid.values().flatten().copied().collect();
            chats::lock(&mut transaction, &taken.chats, &chats).await?;
        }
        let outcomes = self.settling.iter().map(|settling| &settling.outcome);
        self.statements.settle(&mut transaction, outcomes).await?;
        for (owner, chats) in &laid {
            chats::lay_down(&mut transaction, *owner, chats).await?;
        }
        let has_lease = self.held.is_empty()
            || chats::renew(&mut transaction, self.shared.lease.owner()).await?;
        let takes: Vec<_> = mem::take(&mut self.takes)
            .into_iter()
            .map(|take| {
                // The first of several with one number is the new one.
                let is_new = |update: &Arrival| taken.new.remove(&update.number);
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
        if !self.held.is_empty() && !(has_lease && self.shared.lease.renew(sent)) {
            self.lose();
        }
        if self.shared.is_shared && (brings_work || !laid.is_empty()) {
            self.shared.wake.notify_one();
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
        let last = last_number(&mut transaction, self.writer).await?;
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
            self.shared.set_trouble(None);
        }
    }

    fn fail(&mut self, error: &Error) {
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
        self.trouble = Some(match self.trouble {
            Some((pause, since)) => ((pause * 2).min(LAST_PAUSE), since),
            None => {
                log::error!(
                    "nothing can be stored: {text}; nothing new is accepted until it can be again"
                );
                (FIRST_PAUSE, Instant::now())
            }
        });
        self.shared.set_trouble(Some(text));
    }

    async fn look(&mut self, look: Look) {
        match look {
            Look::Waiting(after, limit, reply) => {
                let shared = Arc::clone(&self.shared);
                let found = self
                    .read(async |connection| {
                        read::waiting(connection, &shared.keys, after, limit).await
                    })
                    .await;
                // Whoever asked may not wait any more: here and below.
                let _ = reply.send(found);
            }
            Look::Claim(limit, reply) => {
                let claimed = self.claim(limit).await;
                let _ = reply.send(claimed);
            }
            Look::Answer(question, reply) => {
                let found = self
                    .read(async |connection| read::answer(connection, question).await)
                    .await;
                let _ = reply.send(found);
            }
            Look::Marked(mark, now, reply) => {
                let found = self
                    .read(async |connection| read::is_marked(connection, mark, now).await)
                    .await;
                let _ = reply.send(found);
            }
            Look::Spent(now, reply) => {
                let found = self
                    .read(async |connection| read::spent(connection, now).await)
                    .await;
                let _ = reply.send(found);
            }
        }
    }

    /// Reads something over the connection, which is kept only if that goes well.
    async fn read<T>(
        &mut self,
        read: impl AsyncFnOnce(&mut AnyConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut connection = self.connect_unless_in_trouble().await?;
        let found = read(&mut connection).await;
        if found.is_ok() {
            self.connection = Some(connection);
        }
        found
    }

    /// A connection, unless the last try to write has just failed.
    async fn connect_unless_in_trouble(&mut self) -> Result<AnyConnection, Error> {
        if self.trouble.is_some() {
            return Err(Error::Passing(self.shared.trouble().unwrap_or_default()));
        }
        let connected = self.connect().await;
        if let Err(error) = &connected {
            self.fail(error);
        }
        connected
    }

    async fn claim(&mut self, limit: usize) -> Result<Claim, Error> {
        let mut connection = self.connect_unless_in_trouble().await?;
        let holding = !self.held.is_empty();
        let owner = self.shared.lease.owner();
        let sent = Instant::now();
        let mut transaction = begin(&mut connection, self.address.engine).await?;
        let claimed =
            chats::claim(&mut transaction, &self.shared.keys, owner, holding, limit).await?;
        if let Err(error) = within(ANSWERS_WITHIN, transaction.commit()).await {
            // Under this lease chats may be held that nobody here knows of.
            self.lose();
            return Err(error);
        }
        self.connection = Some(connection);
        let nothing = Claim {
            lease: self.shared.lease.lease(),
            waiting: Vec::new(),
        };
        let Some((_, waiting)) = claimed else {
            self.lose();
            return Ok(nothing);
        };
        if waiting.is_empty() {
            return Ok(nothing);
        }
        if !self.shared.lease.renew(sent) {
            self.lose();
            return Ok(nothing);
        }
        self.held.add(&waiting);
        Ok(Claim { waiting, ..nothing })
    }

    /// Forgets a little of what is past its time.
    async fn tidy(&mut self) {
        let Some(mut tidying) = self.tidying.pop_front() else {
            return;
        };
        let engine = self.address.engine;
        let went = self
            .read(async |connection| tidying.go_on(connection, engine).await)
            .await;
        match went {
            Ok(false) => self.tidying.push_front(tidying),
            Ok(true) => tidying.end(Ok(())),
            Err(error) => tidying.end(Err(error)),
        }
    }

    /// Lays everything down and closes the connection.
    async fn leave(mut self) {
        let (shared, engine) = (Arc::clone(&self.shared), self.address.engine);
        let left = self
            .read(async |connection| match engine {
                Engine::Sqlite => empty_log(connection).await,
                Engine::Postgres => chats::leave(connection, shared.lease.owner()).await,
            })
            .await;
        if let Err(error) = left {
            log::warn!(
                "the database was not left as it should be, which the next start mends: {error}"
            );
        }
        if let Some(connection) = self.connection.take() {
            let _ = within(ANSWERS_WITHIN, connection.close()).await;
        }
        // The lock on the file goes with the address, before anybody is told.
        drop(self.address);
        if let Some(reply) = self.closing.take() {
            let _ = reply.send(());
        }
    }
}

/// Begins to write. With SQLite nobody else writes until it ends.
async fn begin(
    connection: &mut AnyConnection,
    engine: Engine,
) -> Result<Transaction<'_, Any>, Error> {
    let begin = match engine {
        Engine::Sqlite => "BEGIN IMMEDIATE",
        Engine::Postgres => "BEGIN",
    };
    within(ANSWERS_WITHIN, connection.begin_with(begin)).await
}

/// Notes the number of a transaction of this writer's in it.
async fn number(connection: &mut AnyConnection, writer: i64, written: i64) -> Result<(), Error> {
    let note = sqlx::query(
        "INSERT INTO writers (writer, written, at) VALUES ($1, $2, $3) \
         ON CONFLICT (writer) DO UPDATE SET written = excluded.written, at = excluded.at",
    );
    let note = note.bind(writer).bind(written).bind(seconds_now());
    within(ANSWERS_WITHIN, note.execute(connection)).await?;
    Ok(())
}

/// The number of this writer's last transaction that was committed; 0 if none was. Waits for one that
/// is being committed.
async fn last_number(connection: &mut AnyConnection, writer: i64) -> Result<i64, Error> {
    let look = sqlx::query(
        "INSERT INTO writers (writer, written, at) VALUES ($1, 0, $2) \
         ON CONFLICT (writer) DO UPDATE SET at = excluded.at RETURNING written",
    );
    let look = look.bind(writer).bind(seconds_now());
    within(ANSWERS_WITHIN, async {
        look.fetch_one(connection).await?.try_get(0)
    })
    .await
}

/// The time here, in seconds of the Unix epoch.
fn seconds_now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |now| i64::try_from(now.as_secs()).unwrap_or(0))
}
