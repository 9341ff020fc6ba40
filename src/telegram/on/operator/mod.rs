//! What operators can do, in chats of theirs.

mod explain;

use std::sync::Arc;

use crate::reply::Reply;
use crate::telegram::bot::Screen;
use crate::telegram::buttons::Keyboard;
use crate::telegram::job::Job;
use crate::telegram::orders::{Order, Ordered};

/// Does what an operator asks for by a message.
pub(in crate::telegram) async fn obey(job: Arc<Job>, ordered: Ordered) {
    let reply = match &ordered.order {
        Order::Try(text) => explain::attempt(&job, text),
        Order::Why(answer) => explain::why(&job, &ordered.place, *answer),
    };
    answer(&job, &ordered, &reply).await;
}

async fn answer(job: &Job, ordered: &Ordered, reply: &Reply) {
    let screen = Screen::new(&ordered.place, reply, Keyboard::default());
    job.answer(&ordered.place, ordered.message, &screen).await;
}
