//! What the bot does when something goes wrong around it, or too fast.

mod doctor;
mod floods;
mod isolation;
mod live;
mod logs;
mod polling;
mod random;
mod sends;
mod start;
mod stop;

use super::script::{logged, people, received, unlimited};
