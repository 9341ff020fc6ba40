//! Process edge.

fn main() {}
