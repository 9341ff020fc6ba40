//! An edited question: its answer is edited, not sent a second time.

use std::sync::Arc;

use super::question;
use crate::telegram::event::Asked;
use crate::telegram::job::Job;

pub(in crate::telegram) async fn answer(job: Arc<Job>, asked: Asked) {
    let screen = question::screen(&job, &asked);
    let (place, message) = (&asked.place, asked.message);
    let messages = match job.recall(place, message).await {
        // Telegram tells of edits that nobody sees, too.
        Some(answer) if answer.shows == screen.shows() => answer.messages,
        Some(answer) => {
            job.answer_anew(place, message, &answer.messages, &screen)
                .await
        }
        None => job.answer(place, message, &screen).await,
    };
    question::remember(&job, &asked, &messages);
}
