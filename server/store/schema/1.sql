-- Every table is keyed by what it holds. No rowid and no time: nothing here tells in which order ballots came.
CREATE TABLE session (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    short_name TEXT NOT NULL UNIQUE,
    server_key BLOB NOT NULL CHECK (length(server_key) = 32),
    sm2_key BLOB NOT NULL CHECK (length(sm2_key) = 32),
    log_key BLOB NOT NULL CHECK (length(log_key) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    session BLOB NOT NULL REFERENCES session (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    leaf BLOB NOT NULL,
    large BLOB NOT NULL,  -- empty unless the leaf is a `large`
    PRIMARY KEY (session, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballot (
    session BLOB NOT NULL REFERENCES session (id),
    tracker BLOB NOT NULL CHECK (length(tracker) = 32),
    entry BLOB NOT NULL,
    body BLOB NOT NULL,
    position INTEGER,  -- in the log; NULL while it waits
    PRIMARY KEY (session, tracker)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    session BLOB NOT NULL REFERENCES session (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (session, kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE officer (
    name TEXT NOT NULL PRIMARY KEY,
    token BLOB NOT NULL UNIQUE CHECK (length(token) = 32),
    role TEXT NOT NULL
) STRICT, WITHOUT ROWID;
