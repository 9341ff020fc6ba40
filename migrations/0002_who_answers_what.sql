-- For PostgreSQL alone, where several processes share the work.

-- Chats with work: who holds each, or 0.
CREATE TABLE chats (
    chat BIGINT NOT NULL PRIMARY KEY,
    owner BIGINT NOT NULL,
    since BIGINT NOT NULL
);

CREATE INDEX chats_by_since ON chats (since);

CREATE INDEX waiting_by_chat ON waiting (chat, number);

-- Until when an owner holds its chats, in milliseconds of the database's clock.
CREATE TABLE leases (
    owner BIGINT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL
);
