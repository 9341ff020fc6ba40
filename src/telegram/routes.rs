//! What becomes of an event: the routing tree, to be read from top to bottom.

use teloxide::dispatching::DpHandlerDescription;
use teloxide::dptree::{self, Handler, case};

use super::event::Event;
use super::on::{command, edit, feedback, inline, instead, media, operator, question, tap};

/// The routing tree. It takes an [`Event`] and its [`Job`](super::job::Job), both injected.
pub(super) fn routes() -> Handler<'static, (), DpHandlerDescription> {
    dptree::entry()
        .branch(case![Event::Question(asked)].endpoint(question::answer))
        .branch(case![Event::Edited(asked)].endpoint(edit::answer))
        .branch(case![Event::Command(place, message, command)].endpoint(command::obey))
        .branch(case![Event::Media(place, message, media)].endpoint(media::decline))
        .branch(case![Event::Tap(tap)].endpoint(tap::show))
        .branch(case![Event::Feedback(tap)].endpoint(feedback::take))
        .branch(case![Event::Inline(id, query)].endpoint(inline::list))
        .branch(case![Event::TooMany(place, message)].endpoint(instead::slow_down))
        .branch(case![Event::TooManyTaps(query)].endpoint(instead::end_wait))
        .branch(case![Event::Order(ordered)].endpoint(operator::obey))
        .branch(case![Event::OperatorTap(tap)].endpoint(operator::tapped))
        .branch(case![Event::Late(place, message)].endpoint(instead::apologise))
        .endpoint(nothing)
}

/// Whoever left needs no reply, and what is remembered of the chat grows old by itself.
async fn nothing() {}
