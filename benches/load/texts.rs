//! What people write.

use serde::Deserialize;

#[derive(Deserialize)]
struct Question {
    text: String,
}

/// The development questions.
pub(crate) fn texts() -> Vec<String> {
    include_str!("../../tests/data/questions.jsonl")
        .lines()
        .filter_map(|line| serde_json::from_str::<Question>(line).ok())
        .map(|question| question.text)
        .filter(|text| !text.trim().is_empty())
        .collect()
}
