//! A FAQ bot that answers from one article by fuzzy string similarity.
//!
//! The path of a message: text is normalised and split into clauses, the [`matcher`] ranks the
//! entries of the [`faq`] and decides on one of six outcomes, and the reply is worded from that.

pub mod faq;
pub mod matcher;
pub mod text;

#[macro_export]
macro_rules! p {
    ($name:literal, $default:expr) => {{
        static VALUE: std::sync::OnceLock<f32> = std::sync::OnceLock::new();
        *VALUE.get_or_init(|| std::env::var($name).ok().and_then(|v| v.parse().ok()).unwrap_or($default))
    }};
}
