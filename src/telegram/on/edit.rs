//! An edited question: its answer is edited, not sent a second time.

use std::sync::Arc;

use super::question;
use crate::telegram::event::Asked;
use crate::telegram::job::Job;
use crate::telegram::unanswered::keep_declined;

pub(in crate::telegram) async fn answer(job: Arc<Job>, asked: Asked) {
    let (screen, outcome) = question::screen(&job, &asked);
    let (place, message) = (&asked.place, asked.message);
    let messages = match job.recall(place, message).await {
        // Telegram tells of edits that nobody sees, too.
        Some(answer) if answer.shows == screen.shows() => {
            return question::remember(&job, &asked, &answer.messages);
        }
        Some(answer) => {
            job.answer_anew(place, message, &answer.messages, &screen)
                .await
        }
        None => job.answer(place, message, &screen).await,
    };
    question::remember(&job, &asked, &messages);
    // A declined question that was put otherwise and is declined again was kept before.
    keep_declined(&job, &asked, &outcome);
}
