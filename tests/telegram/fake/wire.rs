//! Connections that can be cut, and a port that can be closed and opened again.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use futures_util::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Cuts one connection.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    is_cut: AtomicBool,
    reader: AtomicWaker,
}

impl Cut {
    /// Resets the connection: the client sees `ECONNRESET`, not an orderly end.
    pub(crate) fn cut(&self) {
        self.is_cut.store(true, Ordering::SeqCst);
        self.reader.wake();
    }
}

/// A connection to the server.
pub(crate) struct Wire {
    stream: TcpStream,
    cut: Arc<Cut>,
}

impl Wire {
    fn check(&self) -> io::Result<()> {
        if self.cut.is_cut.load(Ordering::SeqCst) {
            // Without lingering, closing sends a reset.
            self.stream.set_zero_linger()?;
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.cut.reader.register(cx.waker());
        self.check()?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Whether the server is reachable at all, and the connections that are open.
#[derive(Debug)]
pub(crate) struct Switch {
    is_up: watch::Sender<bool>,
    /// Whether the port is really closed or open, as asked for.
    done: watch::Sender<bool>,
    open: Mutex<Vec<Weak<Cut>>>,
}

impl Switch {
    /// The switch of a server that is up.
    pub(crate) fn new() -> Self {
        Self {
            is_up: watch::Sender::new(true),
            done: watch::Sender::new(true),
            open: Mutex::default(),
        }
    }

    /// Closes the port or opens it again, and comes back when that is so. Closing cuts every
    /// connection.
    pub(crate) async fn turn(&self, is_up: bool) {
        self.is_up.send_replace(is_up);
        // The sender lives as long as this, so waiting cannot fail.
        let _ = self.done.subscribe().wait_for(|done| *done == is_up).await;
    }

    fn cut_all(&self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        for cut in open.drain(..).filter_map(|cut| cut.upgrade()) {
            cut.cut();
        }
    }
}

/// Accepts connections while the [`Switch`] is on.
pub(crate) struct Port {
    listener: Option<TcpListener>,
    address: SocketAddr,
    switch: Arc<Switch>,
}

impl Port {
    /// A free port of this computer.
    pub(crate) async fn open(switch: Arc<Switch>) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        Ok(Self {
            address: listener.local_addr()?,
            listener: Some(listener),
            switch,
        })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The listener, opened again if it is time to.
    async fn listener(&mut self) -> Option<&TcpListener> {
        if self.listener.is_none() {
            self.listener = TcpListener::bind(self.address).await.ok();
        }
        self.listener.as_ref()
    }
}

impl Listener for Port {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let mut is_up = self.switch.is_up.subscribe();
        loop {
            if !*is_up.borrow_and_update() {
                self.listener = None;
                self.switch.cut_all();
                self.switch.done.send_replace(false);
                // The switch lives as long as this, so waiting cannot fail.
                let _ = is_up.wait_for(|is_up| *is_up).await;
            }
            let switch = Arc::clone(&self.switch);
            let Some(listener) = self.listener().await else {
                tokio::task::yield_now().await;
                continue;
            };
            switch.done.send_replace(true);
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                _ = is_up.changed() => continue,
            };
            if let Ok((stream, address)) = accepted {
                // Small answers are not to wait for each other; without it the tests are only slower.
                let _ = stream.set_nodelay(true);
                let cut = Arc::new(Cut::default());
                let mut open = switch.open.lock().unwrap_or_else(PoisonError::into_inner);
                open.retain(|cut| cut.strong_count() > 0);
                open.push(Arc::downgrade(&cut));
                return (Wire { stream, cut }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// The means to cut the connection over which a request came.
#[derive(Debug, Clone)]
pub(crate) struct Scissors(pub(crate) Arc<Cut>);

impl Connected<IncomingStream<'_, Port>> for Scissors {
    fn connect_info(stream: IncomingStream<'_, Port>) -> Self {
        Self(Arc::clone(&stream.io().cut))
    }
}
