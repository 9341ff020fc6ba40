//! Inline mode: answers in any chat, under the bot's name.

use std::sync::Arc;

use jiff::civil::Date;
use teloxide::payloads::AnswerInlineQuery;
use teloxide::types::{
    InlineQueryId, InlineQueryResult, InlineQueryResultArticle, InputMessageContent,
    InputMessageContentText, ParseMode,
};

use crate::faq::{EntryIndex, Faq, Kind, is_id};
use crate::matcher::{Decision, Outcome};
use crate::reply::render::{self, TELEGRAM_MAX_UTF16};
use crate::reply::{self, Reply, Target};
use crate::telegram::api::Failure;
use crate::telegram::bot::{no_preview, note};
use crate::telegram::job::Job;
use crate::telegram::send::insist;

/// At most this many answers are listed.
const MOST_RESULTS: usize = 10;

/// For so many seconds Telegram may show the same answers to everybody who asks alike; an edit of
/// the FAQ, or a day on which an answer is overdue, shows that soon.
const KEPT_SECONDS: u32 = 30;

/// What is ranked lower than this is not listed beside the answer.
const LISTED_AT: f64 = 0.2;

pub(in crate::telegram) async fn list(job: Arc<Job>, asked: (InlineQueryId, String)) {
    let (id, query) = asked;
    let bot = &job.bot;
    let replies = if query.trim().is_empty() {
        main_topics(&job)
    } else {
        fitting(&job, &query)
    };
    let results = replies
        .into_iter()
        .filter_map(|(entry, reply)| result(&job, entry, reply));
    let mut payload = AnswerInlineQuery::new(id, results.collect::<Vec<_>>());
    payload.cache_time = Some(KEPT_SECONDS);
    // Who asks nothing is told in the language that is set.
    let has_choice = job.served.assistant.editions().len() > 1;
    payload.is_personal = Some(has_choice);
    match insist::<_, serde_json::Value>(&bot.api, &payload).await {
        // If it is refused, the person has typed on and Telegram asks no more for this.
        Ok(_) | Err(Failure::Refused { code: 400, .. }) => {}
        Err(failure) => note("an inline answer", &failure),
    }
}

/// The topics that are offered first.
fn main_topics(job: &Job) -> Vec<(EntryIndex, Reply)> {
    let faq = job.faq();
    let today = job.today();
    let choices = reply::topics(faq).choices.into_iter();
    let entries = choices.filter_map(|choice| match choice.target {
        Target::Entry(id) => faq.find(&id),
        Target::NoneOfThese => None,
    });
    entries
        .take(MOST_RESULTS)
        .map(|entry| (entry, reply::chosen(faq, entry, today)))
        .collect()
}

/// What was decided on, then what is like it; what helps in danger first.
fn fitting(job: &Job, query: &str) -> Vec<(EntryIndex, Reply)> {
    let faq = job.faq();
    let (decision, _) = job.served.assistant.edition(job.edition).decide(query);
    job.count("inline", "");
    let mut entries = decision.outcome.entries();
    entries.extend(decision.outcome.also_not_covered());
    let decided = !entries.is_empty();
    for candidate in &decision.ranked {
        let listed = candidate.score >= LISTED_AT && faq.entry(candidate.entry).kind == Kind::Topic;
        if decided && listed && !entries.contains(&candidate.entry) {
            entries.push(candidate.entry);
        }
    }
    let is_urgent = |entry: &EntryIndex| faq.entry(*entry).urgent;
    let is_danger = matches!(decision.outcome, Outcome::Urgent { .. })
        || decision.outcome.entries().iter().any(is_urgent);
    if is_danger {
        entries.sort_by_key(|entry| !is_urgent(entry));
    }
    entries.truncate(MOST_RESULTS);
    let today = job.today();
    let reply = |entry| {
        if is_danger && !is_urgent(&entry) {
            beside_danger(faq, entry, today)
        } else {
            reply::chosen(faq, entry, today)
        }
    };
    entries
        .into_iter()
        .map(|entry| (entry, reply(entry)))
        .collect()
}

/// An answer to somebody who speaks of danger, too.
fn beside_danger(faq: &Faq, entry: EntryIndex, today: Date) -> Reply {
    let decision = Decision {
        outcome: Outcome::Urgent {
            urgent: Vec::new(),
            rest: vec![entry],
            not_covered: Vec::new(),
        },
        ranked: Vec::new(),
        truncated: false,
    };
    reply::compose(faq, &decision, today)
}

/// An answer as it is listed; `None` if Telegram would refuse it, and all others with it.
fn result(job: &Job, entry: EntryIndex, mut reply: Reply) -> Option<InlineQueryResult> {
    let faq = job.faq();
    let id = &faq.entry(entry).id;
    // In another chat there is nothing to tap.
    reply.choices.clear();
    let message = render::messages(&reply, TELEGRAM_MAX_UTF16)
        .into_iter()
        .next()
        .filter(|_| is_id(id))?;
    let content = InputMessageContentText {
        message_text: message.html,
        parse_mode: Some(ParseMode::Html),
        entities: None,
        link_preview_options: Some(no_preview()),
    };
    let mut article = InlineQueryResultArticle::new(
        id.clone(),
        reply::inline_title(faq, entry),
        InputMessageContent::Text(content),
    );
    article.description = Some(reply::first_line(&reply)).filter(|line| !line.is_empty());
    Some(InlineQueryResult::Article(article))
}
