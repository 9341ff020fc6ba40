-- For both engines: BIGINT and TEXT only, and bytes for what is sealed. The numbers of the rows are
-- random; nothing tells who asked, or in which chat.

-- Questions that were not answered, sealed, each with the hour of it in seconds of the Unix epoch, and
-- with how many different people had asked alike by then.
CREATE TABLE unanswered (
    number BIGINT NOT NULL PRIMARY KEY,
    hour BIGINT NOT NULL,
    why TEXT NOT NULL,
    askers BIGINT NOT NULL,
    body BYTEA NOT NULL
);

CREATE INDEX unanswered_by_hour ON unanswered (hour, number);

-- Those of them that the operator does not want to see again, sealed.
CREATE TABLE ignored (
    number BIGINT NOT NULL PRIMARY KEY,
    body BYTEA NOT NULL
);
