//! A FAQ bot that answers from one article by fuzzy string similarity.
//!
//! The path of a message: [`telegram`] or the [`cli`] brings it, the [`assistant`] chooses the language,
//! [`text`] is normalised and split into clauses, the [`matcher`] ranks the entries of the [`faq`] and
//! decides on one of six outcomes, and the [`reply`] is worded from that. What has to outlive the
//! process is in the [`store`]; edits of the files become [`live`] while it runs. What was not answered
//! is scrubbed by [`scrub`] and shown in groups by [`unanswered`]. How good the decisions are is
//! measured by [`eval`]; what is wrong with a FAQ is found by [`check`], and what an edit of it changes
//! by [`diff`]. [`edit`] changes its files for an operator, and [`exchange`] reads and writes what other
//! programs and people want it to be.

pub mod faq;
pub mod matcher;
pub mod reply;
pub mod scrub;
pub mod text;

pub mod assistant;
pub mod config;
pub mod live;

pub mod check;
pub mod diff;
pub mod edit;
pub mod eval;
pub mod exchange;
mod parallel;
pub mod stats;
pub mod unanswered;
pub mod weigh;

pub mod health;
mod http;
pub mod store;
pub mod telegram;

pub mod cli;
