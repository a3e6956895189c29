package store

// Times are Unix milliseconds, 0 for none. Lists are JSON, '' for none.

var bodiesSchema = schema{
	synchronous: "full",
	pragmas:     []string{"auto_vacuum(incremental)"},
	steps: []string{`
CREATE TABLE blobs (
	id    INTEGER PRIMARY KEY AUTOINCREMENT, -- named by messages.blob; never used twice
	made  INTEGER NOT NULL,                  -- when it was stored
	codec INTEGER NOT NULL,                  -- 0: as it is, 1: zstd
	size  INTEGER NOT NULL,                  -- octets of the message
	data  BLOB NOT NULL
) STRICT;
CREATE INDEX blobs_made ON blobs (made);
`, `
DROP INDEX blobs_made;
CREATE TABLE packs ( -- files of bytes, see packs.go
	id   INTEGER PRIMARY KEY AUTOINCREMENT,  -- in the file's name; never used twice
	size INTEGER NOT NULL,                   -- octets; what the file has beyond is of a write that was not committed
	dead INTEGER NOT NULL DEFAULT 0          -- octets of blobs that were removed
) STRICT;
ALTER TABLE blobs ADD COLUMN pack   INTEGER NOT NULL DEFAULT 0; -- 0: the bytes are in data
ALTER TABLE blobs ADD COLUMN start  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blobs ADD COLUMN length INTEGER NOT NULL DEFAULT 0;
ALTER TABLE blobs ADD COLUMN sum    INTEGER NOT NULL DEFAULT 0; -- CRC-32C of the bytes in the pack
`},
}

var searchSchema = schema{
	synchronous: "normal",
	pragmas:     []string{"page_size(16384)"}, // half a block
	disposable:  true,
	steps: []string{`
CREATE TABLE pair (
	epoch INTEGER NOT NULL -- random; mail.db knows it, so a new index is noticed
) STRICT;
INSERT INTO pair VALUES (random());
`, ``, `
DROP TABLE IF EXISTS words; -- the index until then, of another kind
UPDATE pair SET epoch = random();
ALTER TABLE pair ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0; -- counts the commits of words; mail.db knows the newest
CREATE TABLE segments (
	id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice
	head    BLOB NOT NULL,                     -- fulltext's; empty: being made, or replaced and to be removed
	dead    BLOB NOT NULL DEFAULT x'',         -- which of its documents are gone or in a newer segment
	changed INTEGER NOT NULL DEFAULT 0         -- counts the changes of dead
) STRICT;
CREATE TABLE blocks (
	id   INTEGER PRIMARY KEY,                  -- segment << 27 | number of the block
	data BLOB NOT NULL
) STRICT;
`},
}

var mailSchema = schema{
	synchronous: "full",
	pragmas:     []string{"cache_size(-12000)"}, // KiB: a first sync writes to a dozen indexes in no order
	steps: []string{`
CREATE TABLE accounts (
	id   INTEGER PRIMARY KEY AUTOINCREMENT,
	data TEXT NOT NULL -- accounts.Account as JSON
) STRICT;

CREATE TABLE folders (
	id           INTEGER PRIMARY KEY AUTOINCREMENT,
	account      INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
	path         TEXT NOT NULL,               -- levels joined with /
	remote       TEXT NOT NULL DEFAULT '',    -- the server's name; '' for a local folder
	delim        TEXT NOT NULL DEFAULT '',
	role         TEXT NOT NULL DEFAULT '',
	no_mail      INTEGER NOT NULL DEFAULT 0,
	gone         INTEGER NOT NULL DEFAULT 0,  -- 1: removed here, the server has yet to hear of it
	uid_validity INTEGER NOT NULL DEFAULT 0,
	uid_next     INTEGER NOT NULL DEFAULT 0,
	mod_seq      INTEGER NOT NULL DEFAULT 0,
	total        INTEGER NOT NULL DEFAULT 0,  -- kept by arrivals.go and the triggers on messages
	unread       INTEGER NOT NULL DEFAULT 0,
	size         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX folders_account ON folders (account);

CREATE TABLE messages (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	ord         INTEGER NOT NULL UNIQUE,      -- place in every list, see place(); the name in search.db
	account     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
	folder      INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
	uid         INTEGER NOT NULL DEFAULT 0,   -- 0: local, or not known yet
	unnamed     INTEGER NOT NULL DEFAULT 0,   -- 1: the server has it under a UID not known here; gone if the next pass does not show it
	thread      INTEGER NOT NULL,
	flags       INTEGER NOT NULL DEFAULT 0,   -- mail.Flags
	tags        TEXT NOT NULL DEFAULT '',
	from_name   TEXT NOT NULL DEFAULT '',
	from_email  TEXT NOT NULL DEFAULT '',
	recipients  TEXT NOT NULL DEFAULT '',     -- To
	copies      TEXT NOT NULL DEFAULT '',     -- Cc and Bcc
	subject     TEXT NOT NULL DEFAULT '',
	date        INTEGER NOT NULL DEFAULT 0,   -- the Date field, or received
	received    INTEGER NOT NULL,
	size        INTEGER NOT NULL DEFAULT 0,
	attachments INTEGER NOT NULL DEFAULT 0,
	preview     TEXT NOT NULL DEFAULT '',
	message_id  TEXT NOT NULL DEFAULT '',
	body        INTEGER NOT NULL DEFAULT 0,   -- mail.BodyState
	blob        INTEGER NOT NULL DEFAULT 0,   -- blobs.id in bodies.db
	indexed     INTEGER NOT NULL DEFAULT 0    -- 0: not in search.db, 1: header, 2: header and text
) STRICT;
CREATE INDEX messages_folder ON messages (folder, ord);
CREATE INDEX messages_account ON messages (account, ord);
CREATE INDEX messages_unread ON messages (folder, ord) WHERE flags & 1 = 0;
CREATE INDEX messages_starred ON messages (ord) WHERE flags & 4 <> 0;
CREATE INDEX messages_attached ON messages (ord) WHERE attachments > 0;
-- A query must say uid > 0 as well for SQLite to use this one; so too blob > 0 below.
CREATE UNIQUE INDEX messages_uid ON messages (folder, uid) WHERE uid > 0;
CREATE INDEX messages_nameless ON messages (folder, message_id) WHERE uid = 0;
CREATE INDEX messages_missing ON messages (folder, ord) WHERE body = 0;
CREATE INDEX messages_message_id ON messages (message_id);
CREATE INDEX messages_thread ON messages (thread, ord);
CREATE INDEX messages_blob ON messages (blob) WHERE blob > 0;
CREATE INDEX messages_indexed ON messages (indexed, ord);

CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN
	UPDATE folders SET total = total + 1, unread = unread + (new.flags & 1 = 0), size = size + new.size
	WHERE id = new.folder;
END;
CREATE TRIGGER messages_changed AFTER UPDATE OF folder, flags, size ON messages
WHEN old.folder <> new.folder OR (old.flags & 1) <> (new.flags & 1) OR old.size <> new.size BEGIN
	UPDATE folders SET total = total - 1, unread = unread - (old.flags & 1 = 0), size = size - old.size
	WHERE id = old.folder;
	UPDATE folders SET total = total + 1, unread = unread + (new.flags & 1 = 0), size = size + new.size
	WHERE id = new.folder;
END;
CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN
	UPDATE folders SET total = total - 1, unread = unread - (old.flags & 1 = 0), size = size - old.size
	WHERE id = old.folder;
	INSERT INTO buried VALUES (old.ord, old.blob);
	DELETE FROM undo_items WHERE message = old.id;
END;

CREATE TABLE buried ( -- removed messages whose bytes and words are still in the other files
	ord  INTEGER NOT NULL,
	blob INTEGER NOT NULL
) STRICT;

CREATE TABLE refs ( -- every Message-ID that a message of a conversation has or names
	account    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
	message_id TEXT NOT NULL,
	thread     INTEGER NOT NULL,
	PRIMARY KEY (account, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX refs_thread ON refs (thread);

CREATE TABLE ops ( -- what the user did and the server has not heard of; replayed by id
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	account  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
	kind     TEXT NOT NULL,                  -- mail.OpKind
	folder   INTEGER NOT NULL DEFAULT 0,     -- where the messages are on the server
	dest     INTEGER NOT NULL DEFAULT 0,
	name     TEXT NOT NULL DEFAULT '',       -- new path of a mailbox
	old_name TEXT NOT NULL DEFAULT '',       -- rename: the path before
	add_flags INTEGER NOT NULL DEFAULT 0,    -- exactly what changed for each target
	del_flags INTEGER NOT NULL DEFAULT 0,
	add_tags TEXT NOT NULL DEFAULT '',
	del_tags TEXT NOT NULL DEFAULT '',
	tries    INTEGER NOT NULL DEFAULT 0      -- counted before each attempt
) STRICT;
CREATE INDEX ops_account ON ops (account, id);

CREATE TABLE op_targets (
	op         INTEGER NOT NULL REFERENCES ops (id) ON DELETE CASCADE,
	message    INTEGER NOT NULL,             -- messages.id; the row may be gone already
	folder     INTEGER NOT NULL,             -- as ops.folder
	uid        INTEGER NOT NULL,             -- 0: an earlier operation will tell
	message_id TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (op, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_targets_message ON op_targets (message, op);
CREATE INDEX op_targets_uid ON op_targets (folder, uid);

CREATE TABLE undo ( -- the user's changes of flags and place, newest last
	id    INTEGER PRIMARY KEY AUTOINCREMENT,
	label TEXT NOT NULL
) STRICT;
CREATE TABLE undo_items (
	undo      INTEGER NOT NULL REFERENCES undo (id) ON DELETE CASCADE,
	message   INTEGER NOT NULL,
	folder    INTEGER NOT NULL DEFAULT 0,    -- where it was; 0: the flags changed
	add_flags INTEGER NOT NULL DEFAULT 0,    -- what changed
	del_flags INTEGER NOT NULL DEFAULT 0,
	add_tags  TEXT NOT NULL DEFAULT '',
	del_tags  TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (undo, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX undo_items_message ON undo_items (message);

CREATE TABLE outgoing (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	account    INTEGER NOT NULL,             -- may be gone
	draft      INTEGER NOT NULL DEFAULT 0,
	message_id TEXT NOT NULL,
	sender     TEXT NOT NULL,                -- of the envelope
	subject    TEXT NOT NULL DEFAULT '',
	size       INTEGER NOT NULL,
	state      TEXT NOT NULL,                -- mail.SendState
	stage      TEXT NOT NULL DEFAULT '',     -- mail.SendStage of the attempt, committed before its next step
	attempts   INTEGER NOT NULL DEFAULT 0,
	queued     INTEGER NOT NULL,
	next_try   INTEGER NOT NULL DEFAULT 0,
	changed    INTEGER NOT NULL,
	error      TEXT NOT NULL DEFAULT '',     -- mail.SendError as JSON
	tls        TEXT NOT NULL DEFAULT '',
	transcript TEXT NOT NULL DEFAULT '',     -- lines, without secrets
	filed      INTEGER NOT NULL DEFAULT 0    -- 1: a copy is in Sent
) STRICT;
CREATE INDEX outgoing_state ON outgoing (state, next_try);
CREATE TABLE outgoing_raw (
	outgoing INTEGER PRIMARY KEY REFERENCES outgoing (id) ON DELETE CASCADE,
	data     BLOB NOT NULL                   -- the final bytes
) STRICT;
CREATE TABLE outgoing_recipients (
	outgoing INTEGER NOT NULL REFERENCES outgoing (id) ON DELETE CASCADE,
	n        INTEGER NOT NULL,               -- place in the list
	address  TEXT NOT NULL,
	state    TEXT NOT NULL,                  -- mail.SendState
	code     INTEGER NOT NULL DEFAULT 0,
	enhanced TEXT NOT NULL DEFAULT '',
	text     TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (outgoing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	account    INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
	subject    TEXT NOT NULL DEFAULT '',
	recipients TEXT NOT NULL DEFAULT '',     -- for the list
	changed    INTEGER NOT NULL,
	content    BLOB NOT NULL
) STRICT;

CREATE TABLE uidls ( -- what a POP3 server's messages are called that were collected
	account   INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
	uidl      TEXT NOT NULL,
	collected INTEGER NOT NULL,
	PRIMARY KEY (account, uidl)
) STRICT, WITHOUT ROWID;

CREATE TABLE prefs (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE marks ( -- the store's own notes
	key   TEXT PRIMARY KEY,                  -- index: epoch of search.db; stamp: its newest commit; swept: newest blob known to have a row
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	account INTEGER NOT NULL DEFAULT 0,      -- 0: of none
	time    INTEGER NOT NULL,
	code    TEXT NOT NULL,
	text    TEXT NOT NULL
) STRICT;

CREATE TABLE requests (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	kind    TEXT NOT NULL,
	account INTEGER NOT NULL DEFAULT 0,
	message INTEGER NOT NULL DEFAULT 0,
	arg     TEXT NOT NULL DEFAULT '',
	asked   INTEGER NOT NULL,
	done    INTEGER NOT NULL DEFAULT 0,
	error   TEXT NOT NULL DEFAULT ''
) STRICT;
`, `
CREATE INDEX messages_broken ON messages (account, ord) WHERE body = 2;
`, `
ALTER TABLE folders ADD COLUMN keep TEXT NOT NULL DEFAULT '';          -- accounts.Keep as JSON, '' for the zero value
ALTER TABLE folders ADD COLUMN mailbox_id TEXT NOT NULL DEFAULT '';    -- RFC 8474
ALTER TABLE folders ADD COLUMN vanished INTEGER NOT NULL DEFAULT 0;    -- when the server lost many of its messages at once
ALTER TABLE messages ADD COLUMN vanished INTEGER NOT NULL DEFAULT 0;   -- 1: the server lost it; kept until a person decides
ALTER TABLE messages ADD COLUMN server_id TEXT NOT NULL DEFAULT '';    -- EMAILID or X-GM-MSGID: one for all copies
ALTER TABLE messages ADD COLUMN labels TEXT NOT NULL DEFAULT '';       -- Gmail's
CREATE INDEX messages_vanished ON messages (folder, ord) WHERE vanished = 1;
CREATE INDEX messages_server_id ON messages (account, server_id) WHERE server_id <> '';
`, `
DROP TRIGGER messages_added;      -- who inserts counts, see arrivals.go
DROP INDEX messages_message_id;   -- refs has every message's id, and messages_thread leads on
DROP INDEX messages_account;      -- lists of an account ask its folders
`, `
ALTER TABLE outgoing ADD COLUMN envid TEXT NOT NULL DEFAULT '';        -- RFC 3461 4.4
ALTER TABLE outgoing ADD COLUMN wishes TEXT NOT NULL DEFAULT '';       -- mail.Wishes as JSON
ALTER TABLE outgoing ADD COLUMN card TEXT NOT NULL DEFAULT '';         -- mail.Card as JSON, of the last attempt
ALTER TABLE outgoing_recipients ADD COLUMN delivery TEXT NOT NULL DEFAULT ''; -- mail.Delivery as JSON, '' for none
CREATE INDEX outgoing_message_id ON outgoing (message_id);
CREATE INDEX outgoing_envid ON outgoing (envid) WHERE envid <> '';
`, `
ALTER TABLE outgoing ADD COLUMN blob INTEGER NOT NULL DEFAULT 0;       -- the final bytes, blobs.id in bodies.db; 0: in outgoing_raw, as was done before
ALTER TABLE outgoing ADD COLUMN send_at INTEGER NOT NULL DEFAULT 0;    -- the time its writer chose
ALTER TABLE outgoing ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0;   -- the revision that took its place
ALTER TABLE outgoing ADD COLUMN copy TEXT NOT NULL DEFAULT '';         -- mail.CopyState
ALTER TABLE outgoing ADD COLUMN copy_message INTEGER NOT NULL DEFAULT 0; -- messages.id of the copy that was made here
ALTER TABLE outgoing ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;     -- 1: the server was given time to file a copy, and did not
ALTER TABLE ops ADD COLUMN look INTEGER NOT NULL DEFAULT 0;            -- append: until then the server may file it by itself
UPDATE outgoing SET copy = 'filed' WHERE filed = 1;
ALTER TABLE outgoing DROP COLUMN filed;
CREATE INDEX outgoing_blob ON outgoing (blob) WHERE blob > 0;
CREATE INDEX outgoing_copy ON outgoing (copy_message) WHERE copy_message > 0;
CREATE TRIGGER outgoing_removed AFTER DELETE ON outgoing WHEN old.blob > 0 BEGIN
	INSERT INTO buried VALUES (0, old.blob);
END;
`, `
CREATE TABLE draft_files ( -- what is attached to drafts, copied when it was attached
	draft INTEGER NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
	sum   TEXT NOT NULL,                     -- SHA-256, hexadecimal
	blob  INTEGER NOT NULL,                  -- blobs.id in bodies.db
	size  INTEGER NOT NULL,                  -- octets
	PRIMARY KEY (draft, sum)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_files_blob ON draft_files (blob);
CREATE TRIGGER draft_files_removed AFTER DELETE ON draft_files BEGIN
	INSERT INTO buried VALUES (0, old.blob);
END;
ALTER TABLE drafts ADD COLUMN message INTEGER NOT NULL DEFAULT 0;      -- messages.id of its copy in Drafts, 0: none yet
ALTER TABLE drafts ADD COLUMN uploaded INTEGER NOT NULL DEFAULT 0;     -- drafts.changed as that copy has it
ALTER TABLE drafts ADD COLUMN template INTEGER NOT NULL DEFAULT 0;     -- 1: to begin messages with

CREATE TABLE people ( -- who wrote and was written to, for completion
	address   TEXT PRIMARY KEY,              -- in lower case
	name      TEXT NOT NULL DEFAULT '',
	sent      INTEGER NOT NULL DEFAULT 0,    -- messages that went there
	received  INTEGER NOT NULL DEFAULT 0,    -- and that came from there
	last      INTEGER NOT NULL DEFAULT 0,    -- when the newest of them did
	forgotten INTEGER NOT NULL DEFAULT 0     -- 1: not to be suggested
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	uid     TEXT NOT NULL UNIQUE,            -- vCard's UID
	name    TEXT NOT NULL DEFAULT '',
	emails  TEXT NOT NULL DEFAULT '',        -- list
	card    TEXT NOT NULL,                   -- vCard, all of it
	changed INTEGER NOT NULL
) STRICT;
`, `
DROP INDEX messages_folder;
CREATE INDEX messages_folder ON messages (folder, ord, thread);        -- a list of conversations reads no rows but those it shows
ALTER TABLE folders ADD COLUMN flat INTEGER NOT NULL DEFAULT 0;        -- 1: its list shows messages, not conversations
ALTER TABLE folders ADD COLUMN unsubscribed INTEGER NOT NULL DEFAULT 0; -- 1: other clients do not show it
CREATE TABLE muted ( -- conversations whose new mail is read when it comes, see mute.go
	thread INTEGER PRIMARY KEY
) STRICT;
`, `
ALTER TABLE folders ADD COLUMN childless INTEGER NOT NULL DEFAULT 0;   -- 1: the server keeps no folders below it
`, `
ALTER TABLE uidls ADD COLUMN message INTEGER NOT NULL DEFAULT 0;       -- messages.id; 0: not known, it was collected whole
CREATE INDEX uidls_message ON uidls (message) WHERE message > 0;
`},
}
