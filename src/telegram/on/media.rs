//! Photos, voice messages and the like: they are not looked at.

use std::sync::Arc;

use teloxide::types::MessageId;

use crate::reply::{self, Media};
use crate::telegram::buttons::Keyboard;
use crate::telegram::event::Place;
use crate::telegram::job::Job;

pub(in crate::telegram) async fn decline(job: Arc<Job>, sent: (Place, MessageId, Media)) {
    let (place, message, media) = sent;
    let reply = reply::media(job.faq(), media);
    let screen = job.screen(&place, &reply, Keyboard::of_choices(&reply.choices));
    job.answer(&place, message, &screen).await;
}
