//! What settings are read as, and what is refused.

use super::*;

fn read(variables: &[(&str, &str)]) -> Result<Config, Error> {
    Config::read(|name| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| OsString::from(value))
    })
}

#[track_caller]
fn refused(name: &str, value: &str, message: &str) {
    let error = read(&[(name, value)]).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn nothing_set_means_the_defaults() {
    let config = read(&[]).unwrap();
    assert_eq!(config.token, None);
    assert_eq!(config.api_url.as_str(), "https://api.telegram.org/");
    assert_eq!(config.flood.burst.get(), 20);
    assert_eq!(config.flood.per_minute.get(), 20);
    assert_eq!(read(&[(TOKEN, " ")]).unwrap().token, None);
}

#[test]
fn wrong_values_are_named_with_what_is_allowed() {
    refused(
        FLOOD_BURST,
        "0",
        "`FLOOD_BURST` must be a whole number from 1 to 1000000, found `0`",
    );
    refused(
        FLOOD_PER_MINUTE,
        "many",
        "`FLOOD_PER_MINUTE` must be a whole number from 1 to 1000000, found `many`",
    );
    for value in ["localhost:8081", "/bot", "ftp://localhost", "http://a/?b=c"] {
        refused(
            API_URL,
            value,
            &format!(
                "`TELOXIDE_API_URL` must be an address that begins with http:// or https://, such as http://localhost:8081, found `{value}`"
            ),
        );
    }
}

#[test]
fn the_token_is_never_shown() {
    let config = read(&[(TOKEN, "123:secret")]).unwrap();
    assert_eq!(config.token.as_ref().unwrap().secret(), "123:secret");
    assert!(!format!("{config:?}").contains("secret"));
    let error = read(&[(TOKEN, "123:sec/ret")]).unwrap_err();
    assert!(!error.to_string().contains("sec/ret"));
}

#[test]
fn a_server_of_ones_own_may_have_a_path() {
    let config = read(&[(API_URL, "http://127.0.0.1:8081/api")]).unwrap();
    assert_eq!(config.api_url.as_str(), "http://127.0.0.1:8081/api/");
}
