BEGIN TRANSACTION;
CREATE TABLE ballot (
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
INSERT INTO "ballot" VALUES(1,'qB5DYX9fprKA1nQECoA_QQ','contours','Que reprendre ici ?',3,'[{"id": "i1", "label": "Action 1", "territory_id": ""}, {"id": "i2", "label": "Action 2", "territory_id": ""}]',0,1.79592749006813621514e+09,1.79592749016639828679e+09,NULL,'{}');
CREATE TABLE entry (      -- what was said, one by one
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
INSERT INTO "entry" VALUES(1,'qB5DYX9fprKA1nQECoA_QQ','a','contours','decision','Reprendre l’action sur les haies','Table 2','animation','kept',1.79592749004717540739e+09,1);
INSERT INTO "entry" VALUES(2,'qB5DYX9fprKA1nQECoA_QQ','b','themes','remarque','Et les jeunes ?','','telephone','waiting',1.79592749006396698954e+09,1);
CREATE TABLE seance (
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
    state TEXT NOT NULL DEFAULT ''      -- where it stands, as JSON
) STRICT;
INSERT INTO "seance" VALUES('qB5DYX9fprKA1nQECoA_QQ','EZ7ZXAEQ','e51447cb9276cab8221788e167becc2bed61f7791825ec1d31fa7c0fdd812414','Conseil du 12 juin','2026-06-12','Caussade','',NULL,1.79592749004617619509e+09,1.79592749016632556918e+09,'');
CREATE TABLE shown (      -- what the room looked at: a screen with what was chosen live
    seance TEXT NOT NULL REFERENCES seance ON DELETE CASCADE,
    step TEXT NOT NULL,
    override TEXT NOT NULL,
    first_at REAL NOT NULL,
    PRIMARY KEY (seance, step, override)
) STRICT;
INSERT INTO "shown" VALUES('qB5DYX9fprKA1nQECoA_QQ','contours','{}',1.79592749016497015956e+09);
CREATE TABLE vote (
    ballot INTEGER NOT NULL,
    voter TEXT NOT NULL,
    item TEXT NOT NULL,
    answer TEXT NOT NULL,
    dots INTEGER NOT NULL,
    PRIMARY KEY (ballot, voter, item, answer),
    FOREIGN KEY (ballot, voter) REFERENCES voter ON DELETE CASCADE
) STRICT;
INSERT INTO "vote" VALUES(1,'0f56fe7312a45983.5e4f6f4ec7b7d33d0891cf9e993f6cb8','i1','reprendre',2);
INSERT INTO "vote" VALUES(1,'46ad36563f3b5d2e.6941fd520b804444e182e969d6a06ae9','i1','reprendre',2);
INSERT INTO "vote" VALUES(1,'66e4dcd54c67c971.4210f4d7d9644ce8dd744a9351b70ff3','i1','reprendre',2);
CREATE TABLE voter (      -- a phone that voted, blank or not
    ballot INTEGER NOT NULL REFERENCES ballot ON DELETE CASCADE,
    voter TEXT NOT NULL,
    number INTEGER NOT NULL,            -- of the phone's changes, so that an older one never overwrites a newer one
    PRIMARY KEY (ballot, voter)
) STRICT;
INSERT INTO "voter" VALUES(1,'0f56fe7312a45983.5e4f6f4ec7b7d33d0891cf9e993f6cb8',1);
INSERT INTO "voter" VALUES(1,'46ad36563f3b5d2e.6941fd520b804444e182e969d6a06ae9',1);
INSERT INTO "voter" VALUES(1,'66e4dcd54c67c971.4210f4d7d9644ce8dd744a9351b70ff3',1);
CREATE INDEX ballot_of_seance ON ballot (seance);
COMMIT;
