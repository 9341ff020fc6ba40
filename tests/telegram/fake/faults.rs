//! What can go wrong between the bot and the server, on order.

use std::time::{Duration, Instant};

use fastrand::Rng;

use super::params::Params;
use super::refusal::Refusal;

/// What happens to a request.
#[derive(Debug, Clone)]
pub(crate) enum Mishap {
    /// It is refused, before anything else is looked at.
    Refused(Refusal),
    /// It is never answered, and nothing comes of it.
    Hangs,
    /// It is dealt with only after this time.
    Slow(Duration),
    /// The connection is reset before anything comes of it.
    Reset,
    /// It is accepted, and the connection is reset in place of the response.
    LostResponse,
    /// Nothing comes of it, and the response is no JSON.
    Garbage,
}

/// How long a fault stays armed.
#[derive(Debug, Clone)]
enum Span {
    Next(usize),
    Until(Instant),
    Always,
}

/// A mishap and the requests that it happens to. Without more words: the next request of any method.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    mishap: Mishap,
    method: Option<String>,
    chat: Option<i64>,
    span: Span,
    chance: Option<(f64, Rng)>,
}

impl Fault {
    fn new(mishap: Mishap) -> Self {
        Self {
            mishap,
            method: None,
            chat: None,
            span: Span::Next(1),
            chance: None,
        }
    }

    /// 429, and the wish to be left alone for some seconds.
    pub(crate) fn too_many_requests(retry_after: u32) -> Self {
        Self::refused(Refusal::too_many_requests(retry_after))
    }

    /// A server error such as 500, 502 or 504.
    pub(crate) fn server_error(code: u16) -> Self {
        let name = match code {
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => "Internal Server Error: restart",
        };
        Self::refused(Refusal::world(code, name))
    }

    /// 401, as if the token had been revoked.
    pub(crate) fn unauthorized() -> Self {
        Self::refused(Refusal::world(401, "Unauthorized"))
    }

    /// 409, as if another bot were polling with the same token.
    pub(crate) fn conflict() -> Self {
        Self::refused(super::updates::conflict())
    }

    /// Any refusal.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        Self::new(Mishap::Refused(refusal))
    }

    /// No answer, ever.
    pub(crate) fn hang() -> Self {
        Self::new(Mishap::Hangs)
    }

    /// An answer, but late.
    pub(crate) fn slow(delay: Duration) -> Self {
        Self::new(Mishap::Slow(delay))
    }

    /// A reset connection; the request had no effect.
    pub(crate) fn reset() -> Self {
        Self::new(Mishap::Reset)
    }

    /// A reset connection; the request did have its effect.
    pub(crate) fn lost_response() -> Self {
        Self::new(Mishap::LostResponse)
    }

    /// A response that is no JSON; the request had no effect.
    pub(crate) fn garbage() -> Self {
        Self::new(Mishap::Garbage)
    }

    /// Only requests of this method.
    pub(crate) fn on(mut self, method: &str) -> Self {
        self.method = Some(method.to_lowercase());
        self
    }

    /// Only requests about this chat.
    pub(crate) fn in_chat(mut self, chat: i64) -> Self {
        self.chat = Some(chat);
        self
    }

    /// Only the next so many of them.
    pub(crate) fn times(mut self, count: usize) -> Self {
        self.span = Span::Next(count);
        self
    }

    /// All of them for a time.
    pub(crate) fn lasting(mut self, time: Duration) -> Self {
        self.span = Span::Until(Instant::now() + time);
        self
    }

    /// All of them until the faults are cleared.
    pub(crate) fn always(mut self) -> Self {
        self.span = Span::Always;
        self
    }

    /// Only some of them, with this probability; the same seed chooses the same ones.
    pub(crate) fn chance(mut self, probability: f64, seed: u64) -> Self {
        self.chance = Some((probability, Rng::with_seed(seed)));
        self
    }

    fn is_over(&self) -> bool {
        match self.span {
            Span::Next(count) => count == 0,
            Span::Until(end) => Instant::now() >= end,
            Span::Always => false,
        }
    }

    fn fits(&mut self, method: &str, params: &Params) -> bool {
        self.method.as_deref().is_none_or(|only| only == method)
            && self
                .chat
                .is_none_or(|only| params.int("chat_id") == Some(only))
            && self.chance.as_mut().is_none_or(|(p, rng)| rng.f64() < *p)
    }
}

/// The faults that are armed, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Arms one more.
    pub(crate) fn arm(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Disarms all.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// Whether every fault that was to happen a number of times has happened.
    pub(crate) fn are_spent(&mut self) -> bool {
        self.0.retain(|fault| !fault.is_over());
        self.0.is_empty()
    }

    /// What happens to this request, if anything.
    pub(crate) fn strike(&mut self, method: &str, params: &Params) -> Option<Mishap> {
        self.0.retain(|fault| !fault.is_over());
        let fault = self
            .0
            .iter_mut()
            .find_map(|fault| fault.fits(method, params).then_some(fault))?;
        if let Span::Next(count) = &mut fault.span {
            *count -= 1;
        }
        Some(fault.mishap.clone())
    }
}
