-- For both engines: BIGINT and TEXT only, and bytes for what is sealed (SQLite takes any name for them).

-- Every update of late, to know those that come again.
CREATE TABLE seen (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- Updates until they are answered.
CREATE TABLE waiting (
    number BIGINT NOT NULL PRIMARY KEY,
    chat BIGINT NOT NULL,
    body BYTEA NOT NULL
);

-- By the keyed hash of a question: the messages that answer it.
CREATE TABLE answers (
    question BIGINT NOT NULL PRIMARY KEY,
    messages TEXT NOT NULL,
    shows BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE counts (
    day BIGINT NOT NULL,
    kind TEXT NOT NULL,
    entry TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (day, kind, entry)
);

-- Keyed hashes to be known again.
CREATE TABLE marks (
    mark BIGINT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL
);

-- By the keyed hash of a person: how much of a limit is used up.
CREATE TABLE spent (
    person BIGINT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL
);

-- Which transaction of a process was its last: tells whether one was committed whose end was not seen.
CREATE TABLE writers (
    writer BIGINT NOT NULL PRIMARY KEY,
    written BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
