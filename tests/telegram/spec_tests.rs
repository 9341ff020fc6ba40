//! Requests held against a published Bot API of two methods.

use serde_json::{Value, json};

use super::fake::params::Params;
use super::fake::spec::Spec;

fn spec() -> Spec {
    let field = |name: &str, types: &[&str], required: bool, description: &str| json!({ "name": name, "types": types, "required": required, "description": description });
    let api = json!({
        "methods": {
            "sendThing": { "fields": [
                field("chat_id", &["Integer", "String"], true, ""),
                field("quiet", &["Boolean"], false, ""),
                field("rows", &["Array of Array of Thing"], false, ""),
            ] },
        },
        "types": {
            "Thing": { "subtypes": ["ThingBall", "ThingBox"] },
            "ThingBall": { "fields": [
                field("type", &["String"], true, "Type of the thing, must be ball"),
                field("radius", &["Float"], true, ""),
            ] },
            "ThingBox": { "fields": [
                field("type", &["String"], true, "Type of the thing, must be box"),
                field("sides", &["Array of Integer"], true, ""),
            ] },
        },
    });
    Spec::parse(&api.to_string())
}

#[track_caller]
fn check(params: Value, faults: &[&str]) {
    assert_eq!(
        spec().faults("SENDthing", &Params::of(&params)),
        faults,
        "{params}"
    );
}

#[test]
fn fields_must_be_known_and_there_and_of_their_type() {
    check(json!({ "chat_id": 1, "quiet": true }), &[]);
    check(json!({ "chat_id": "@x" }), &[]);
    check(json!({}), &["`sendThing` needs the field `chat_id`"]);
    check(
        json!({ "chat_id": 1, "loud": 1 }),
        &["`sendThing` has no field `loud`"],
    );
    check(
        json!({ "chat_id": 1, "quiet": 1 }),
        &["`sendThing.quiet` is no Boolean: 1"],
    );
}

#[test]
fn objects_are_looked_into() {
    let ball = json!({ "type": "ball", "radius": 1 });
    let cube = json!({ "type": "box", "sides": [1, 1.5] });
    check(json!({ "chat_id": 1, "rows": [[ball]] }), &[]);
    check(
        json!({ "chat_id": 1, "rows": [[ball, cube]] }),
        &["`sendThing.rows[0][1]:ThingBox.sides[1]` is no Integer: 1.5"],
    );
    check(
        json!({ "chat_id": 1, "rows": [[{ "type": "ball", "size": 1 }]] }),
        &[
            "`sendThing.rows[0][0]:ThingBall` needs the field `radius`",
            "`sendThing.rows[0][0]:ThingBall` has no field `size`",
        ],
    );
}

#[test]
fn text_forms_may_write_numbers_and_objects_as_text() {
    let body = b"chat_id=1&quiet=true&rows=%5B%5B%7B%22type%22%3A%22box%22%2C%22sides%22%3A%5B1%5D%7D%5D%5D";
    let params = Params::read("", "application/x-www-form-urlencoded", body).expect("parameters");
    assert_eq!(spec().faults("sendThing", &params), [""; 0]);
}

#[test]
fn unknown_method_is_named() {
    let params = Params::default();
    assert_eq!(
        spec().faults("x", &params),
        ["the Bot API has no method `x`"]
    );
}
