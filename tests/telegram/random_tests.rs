//! The random updates themselves.

use std::collections::HashSet;

use fastrand::Rng;
use teloxide::types::{Update, UpdateKind};

use super::fake::Server;
use super::fake::spec::Spec;
use super::random::{unicode, updates};

#[test]
fn random_updates_have_valid_shapes() {
    for (i, mut update) in (1..).zip(updates(7).take(10_000)) {
        let is_known = update.get("brand_new_kind").is_none();
        update["update_id"] = i.into();
        let read: Update = serde_json::from_str(&update.to_string()).expect("an update");
        // teloxide 0.17 expects objects in place of the ids of deleted messages.
        let is_readable = is_known && update.get("deleted_business_messages").is_none();
        let is_error = matches!(read.kind, UpdateKind::Error(_));
        assert_eq!(is_error, !is_readable, "{update}");
        if is_known && let Some(spec) = Spec::published() {
            assert_eq!(spec.faults_of("Update", &update), [""; 0], "{update}");
        }
    }
}

#[test]
fn same_seed_makes_the_same_updates() {
    assert!(updates(3).take(100).eq(updates(3).take(100)));
    assert!(updates(3).take(100).ne(updates(4).take(100)));
}

#[test]
fn random_characters_come_from_all_planes() {
    let text = unicode(&mut Rng::with_seed(1), 100_000);
    let planes: HashSet<u32> = text.chars().map(|c| u32::from(c) >> 16).collect();
    assert_eq!(planes.len(), 17);
}

#[test]
fn server_takes_any_update() {
    let server = Server::start();
    for update in updates(1).take(1_000) {
        server.shared().change(|state| state.deliver(update));
    }
}
