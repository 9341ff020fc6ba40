//! The script language: a test reads like a chat.

pub(crate) mod bot;
pub(crate) mod chat;
pub(crate) mod common;
pub(crate) mod expect;
pub(crate) mod group;
pub(crate) mod hearing;
pub(crate) mod home;
pub(crate) mod inline;
pub(crate) mod media;
pub(crate) mod received;
pub(crate) mod setup;
pub(crate) mod silence;
pub(crate) mod speech;
pub(crate) mod standing;
pub(crate) mod taps;
pub(crate) mod world;

pub(crate) use chat::Chat;
pub(crate) use common::{logged, people, received, unlimited};
pub(crate) use expect::{anything, contains, fits, starts_with};
pub(crate) use setup::Setup;
pub(crate) use world::World;
