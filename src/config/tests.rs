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
    assert_eq!(config.unanswered.days_kept().map(NonZeroU32::get), Some(30));
    assert_eq!(config.unanswered.min_askers.get(), 2);
    let off = read(&[(UNANSWERED, "OFF")]).unwrap().unanswered;
    assert_eq!(off.days_kept(), None);
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

/// What variables say of posted updates, with a token.
fn webhook(variables: &[(&str, &str)]) -> Result<Option<Webhook>, Error> {
    let token = (TOKEN, "123:token");
    Ok(read(&[&[token], variables].concat())?.webhook)
}

fn posted_to(url: &str) -> Result<Option<Webhook>, Error> {
    webhook(&[(WEBHOOK_URL, url)])
}

#[test]
fn without_an_address_nothing_is_posted() {
    assert_eq!(webhook(&[]), Ok(None));
    assert_eq!(
        webhook(&[(WEBHOOK_SECRET, "a"), (WEBHOOK_URL, " ")]),
        Ok(None)
    );
}

#[test]
fn addresses_to_post_to_are_those_that_telegram_takes() {
    for url in [
        "https://example.org",
        "https://example.org:8443/hook",
        "https://example.org:88/a/b",
        "http://127.0.0.1:1234/hook",
        "http://localhost/hook",
        "http://[::1]:9/hook",
    ] {
        let webhook = posted_to(url).unwrap().unwrap();
        assert_eq!(webhook.url, Url::parse(url).unwrap());
        assert_eq!(webhook.address, "127.0.0.1:8080".parse().unwrap());
        assert_eq!(webhook.connections.get(), 40);
    }
    for url in [
        "example.org/hook",
        "http://example.org/hook",
        "http://127.0.0.1.example.org/hook",
        "ftp://localhost/hook",
        "https://example.org/hook?a=b",
        "https://example.org/hook#a",
    ] {
        let told = format!(
            "`WEBHOOK_URL` must be an address that begins with https://, without user, query and fragment, found `{url}`"
        );
        assert_eq!(posted_to(url).unwrap_err().to_string(), told);
    }
    let told = posted_to("https://example.org:8080/")
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("one of the ports 443, 80, 88 and 8443"),
        "{told}"
    );
    let own_server = [
        (WEBHOOK_URL, "https://example.org:8080/"),
        (API_URL, "http://api.example.org"),
    ];
    assert!(webhook(&own_server).unwrap().is_some());
}

#[test]
fn address_that_holds_a_secret_is_refused_and_not_shown() {
    for url in [
        "https://example.org/123:token",
        "https://example.org/bot123%3Atoken/hook",
        "https://example.org/123%3atoken",
        "https://ann:token@example.org/",
        "https://token@example.org/",
    ] {
        let told = posted_to(url).unwrap_err().to_string();
        assert!(told.ends_with("(not shown, as it is secret)"), "{told}");
        assert!(!told.contains("token@") && !told.contains("123"), "{told}");
    }
}

#[test]
fn secret_is_given_or_the_same_for_all_that_hold_the_token() {
    let secret = |variables: &[(&str, &str)]| {
        let url = (WEBHOOK_URL, "https://example.org/hook");
        let webhook = read(&[variables, &[url]].concat())
            .unwrap()
            .webhook
            .unwrap();
        webhook.secret.secret().to_owned()
    };
    assert_eq!(
        secret(&[(TOKEN, "1:a"), (WEBHOOK_SECRET, "Given_-1")]),
        "Given_-1"
    );
    let derived = secret(&[(TOKEN, "1:a")]);
    assert_eq!(derived.len(), 64);
    assert!(derived.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(secret(&[(TOKEN, "1:a"), (FLOOD_BURST, "3")]), derived);
    assert_ne!(secret(&[(TOKEN, "1:b")]), derived);

    for wrong in ["with space", "ümlaut", "a/b", &"a".repeat(257)] {
        let told = read(&[(WEBHOOK_SECRET, wrong)]).unwrap_err().to_string();
        assert!(!told.contains(wrong), "{told}");
        assert!(
            told.starts_with("`WEBHOOK_SECRET` must be 1 to 256 of the characters"),
            "{told}"
        );
    }
    assert_eq!(
        secret(&[(TOKEN, "1:a"), (WEBHOOK_SECRET, &"a".repeat(256))]).len(),
        256
    );
}

#[test]
fn port_alone_is_one_of_this_machine() {
    for (text, address) in [
        ("9090", "127.0.0.1:9090"),
        (":9090", "127.0.0.1:9090"),
        ("0.0.0.0:9090", "0.0.0.0:9090"),
        ("[::1]:9090", "[::1]:9090"),
    ] {
        let config = read(&[(HEALTH_ADDR, text)]).unwrap();
        assert_eq!(config.health, Some(address.parse().unwrap()));
    }
    for (name, text) in [
        (HEALTH_ADDR, "0"),
        (HEALTH_ADDR, "127.0.0.1"),
        (HEALTH_ADDR, "65536"),
        (HEALTH_ADDR, "::9090"),
        (WEBHOOK_ADDR, "example.org:8080"),
    ] {
        let told = read(&[(name, text)]).unwrap_err().to_string();
        assert!(
            told.starts_with(&format!("`{name}` must be an IP address and a port, ")),
            "{told}"
        );
        assert!(told.ends_with(&format!("found `{text}`")), "{told}");
    }
    let same = webhook(&[(WEBHOOK_URL, "https://example.org"), (HEALTH_ADDR, "8080")]);
    assert_eq!(
        same.unwrap_err().to_string(),
        "`HEALTH_ADDR` must be another address than `WEBHOOK_ADDR`, found `127.0.0.1:8080`"
    );
}

#[test]
fn numbers_of_connections_and_seconds_have_their_range() {
    let connections = |text| {
        webhook(&[
            (WEBHOOK_URL, "https://a.example"),
            (WEBHOOK_CONNECTIONS, text),
        ])
    };
    assert_eq!(connections("100").unwrap().unwrap().connections.get(), 100);
    for wrong in ["0", "101", "many"] {
        let told =
            format!("`WEBHOOK_CONNECTIONS` must be a whole number from 1 to 100, found `{wrong}`");
        assert_eq!(connections(wrong).unwrap_err().to_string(), told);
    }
    assert_eq!(read(&[]).unwrap().max_age, Duration::from_hours(1));
    let told = read(&[(MAX_MESSAGE_AGE, "0")]).unwrap_err().to_string();
    assert_eq!(
        told,
        "`MAX_MESSAGE_AGE_SECONDS` must be a whole number from 1 to 1000000, found `0`"
    );
}

#[test]
fn storage_is_a_folder_or_a_server_and_its_secrets_are_not_shown() {
    let storage = read(&[]).unwrap().storage;
    assert_eq!(storage.folder.to_str(), Some("data"));
    assert_eq!(storage.key_file.to_str(), Some("storage.key"));
    assert_eq!((storage.server, storage.key), (None, None));

    let config = read(&[
        (DATABASE_URL, "postgres://bot:hidden@db.example/bot"),
        (STORAGE_KEY, "hidden"),
        (WEBHOOK_SECRET, "hidden"),
        (WEBHOOK_URL, "https://example.org"),
        (TOKEN, "123:hidden"),
    ])
    .unwrap();
    assert!(!format!("{config:?}").contains("hidden"));
    assert_eq!(config.token.unwrap().bot(), 123);
    let server = config.storage.server.unwrap();
    assert_eq!(server.secret(), "postgres://bot:hidden@db.example/bot");

    let told = read(&[(DATABASE_URL, "mysql://bot:hidden@db.example/bot")]);
    let told = told.unwrap_err().to_string();
    assert!(
        told.contains("begins with postgres:// or postgresql://"),
        "{told}"
    );
    assert!(!told.contains("hidden"), "{told}");
}

#[test]
fn key_is_not_kept_beside_what_it_seals() {
    let told = read(&[(DATA_DIR, "/srv/bot"), (STORAGE_KEY_FILE, "/srv/bot/key")]);
    assert_eq!(
        told.unwrap_err().to_string(),
        "`STORAGE_KEY_FILE` must be a file outside of `DATA_DIR` (`/srv/bot`), found `/srv/bot/key`"
    );
    let full = std::path::absolute("data/storage.key").unwrap();
    for (folder, key, is_fit) in [
        ("data", full.to_str().unwrap(), false),
        ("/srv/bot", "/srv/bot.key", true),
        (".", "/srv/bot.key", true),
        ("/srv/bot", "storage.key", true),
        (".", "storage.key", false),
        ("./data", "data/storage.key", false),
        ("data", "./data/a/storage.key", false),
    ] {
        let read = read(&[(DATA_DIR, folder), (STORAGE_KEY_FILE, key)]);
        assert_eq!(read.is_ok(), is_fit, "{folder} {key}");
    }
}

#[test]
fn token_is_a_number_a_colon_and_the_rest() {
    for wrong in [
        "123",
        "123:",
        ":abc",
        "bot123:abc",
        "+1:abc",
        "1:a:b",
        "99999999999999999999:a",
    ] {
        let told = read(&[(TOKEN, wrong)]).unwrap_err().to_string();
        assert!(
            told.starts_with("`TELOXIDE_TOKEN` must be a token as @BotFather gives it"),
            "{told}"
        );
    }
}

#[test]
fn chats_of_operators_are_numbers_of_people_and_groups() {
    let chats = |text| read(&[(OPERATOR_CHATS, text)]).map(|config| config.operator_chats);
    assert_eq!(read(&[]).unwrap().operator_chats, [0_i64; 0]);
    assert_eq!(
        chats("7, -1001234567890,7 , -3").unwrap(),
        [-1_001_234_567_890, -3, 7]
    );
    for (text, wrong) in [
        ("7,@boss", "@boss"),
        ("7;8", "7;8"),
        ("0", "0"),
        ("7,", ""),
        ("1.5", "1.5"),
        ("9223372036854775807", "9223372036854775807"),
    ] {
        let told = chats(text).unwrap_err().to_string();
        assert!(
            told.starts_with("`OPERATOR_CHAT_IDS` must be ids of chats with commas between, "),
            "{told}"
        );
        assert!(told.ends_with(&format!("found `{wrong}`")), "{told}");
    }
}
