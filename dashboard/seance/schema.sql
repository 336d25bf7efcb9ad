-- What séances leave: one SQLite file beside the dossiers. Times are seconds since 1970, in UTC.
CREATE TABLE IF NOT EXISTS seance (
    name TEXT PRIMARY KEY,              -- who knows it drives the séance
    code TEXT NOT NULL UNIQUE,          -- who knows it follows on a phone, and votes
    secret TEXT NOT NULL,               -- signs what a phone is told apart by
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,              -- as its date is written
    place TEXT NOT NULL,
    source TEXT NOT NULL,               -- the dossier that it follows while it is open, by name; else empty
    participants INTEGER,               -- as counted by the facilitator; NULL where nobody said
    begun REAL NOT NULL,
    ended REAL,
    state TEXT NOT NULL DEFAULT '',     -- where it stands, as JSON
    base TEXT NOT NULL DEFAULT ''       -- the file that its screens are made of; empty for the public base
) STRICT;
CREATE TABLE IF NOT EXISTS entry (      -- what was said, one by one
    id INTEGER PRIMARY KEY,
    seance TEXT NOT NULL REFERENCES seance ON DELETE CASCADE,
    client TEXT NOT NULL,               -- as the window that sent it knows it: sent twice, it is kept once
    step TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    who TEXT NOT NULL,                  -- a table or a name, where one was given
    origin TEXT NOT NULL,               -- 'animation' or 'telephone'
    status TEXT NOT NULL,               -- 'kept', 'waiting' for the facilitator, or 'refused'
    said_at REAL NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    UNIQUE (seance, client)
) STRICT;
CREATE TABLE IF NOT EXISTS shown (      -- what the room looked at: a screen with what was chosen live
    seance TEXT NOT NULL REFERENCES seance ON DELETE CASCADE,
    step TEXT NOT NULL,
    override TEXT NOT NULL,
    first_at REAL NOT NULL,
    PRIMARY KEY (seance, step, override)
) STRICT;
CREATE TABLE IF NOT EXISTS ballot (
    id INTEGER PRIMARY KEY,
    seance TEXT NOT NULL REFERENCES seance ON DELETE CASCADE,
    step TEXT NOT NULL,
    question TEXT NOT NULL,
    dots INTEGER NOT NULL,
    items TEXT NOT NULL,                -- what dots are spread among, as JSON: id and label of each
    is_open INTEGER NOT NULL,
    opened_at REAL NOT NULL,
    closed_at REAL,
    hands INTEGER,                      -- how many voted by raising hands; NULL where nobody did
    raised TEXT NOT NULL DEFAULT '{}'   -- their hands, as JSON: by item, then by answer
) STRICT;
CREATE TABLE IF NOT EXISTS voter (      -- a phone that voted, blank or not
    ballot INTEGER NOT NULL REFERENCES ballot ON DELETE CASCADE,
    voter TEXT NOT NULL,
    number INTEGER NOT NULL,            -- of the phone's changes, so that an older one never overwrites a newer one
    PRIMARY KEY (ballot, voter)
) STRICT;
CREATE TABLE IF NOT EXISTS vote (
    ballot INTEGER NOT NULL,
    voter TEXT NOT NULL,
    item TEXT NOT NULL,
    answer TEXT NOT NULL,
    dots INTEGER NOT NULL,
    PRIMARY KEY (ballot, voter, item, answer),
    FOREIGN KEY (ballot, voter) REFERENCES voter ON DELETE CASCADE
) STRICT;
CREATE INDEX IF NOT EXISTS ballot_of_seance ON ballot (seance);
