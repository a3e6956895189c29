package store

// TEMPORARY: the exported surface that the other packages code against. Split
// into one file per concept and build; keep every name and signature.

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/query"
)

var (
	ErrNewer    = errors.New("the profile was made by a newer Godwit")
	ErrFull     = errors.New("the disk is full")          // wraps SQLITE_FULL, SQLITE_IOERR_WRITE on ENOSPC
	ErrDamaged  = errors.New("the mail store is damaged") // SQLITE_CORRUPT, SQLITE_NOTADB
	ErrReadOnly = errors.New("the profile cannot be written")
	ErrBusy     = errors.New("another Godwit is at work on this profile") // engine lock
	ErrGone     = errors.New("too late")                                  // state does not allow it: cancel a sent message, undo nothing
)

type Store struct{}

// Open opens or makes the profile in dir. hub receives an event after each commit, of this process or another's.
func Open(ctx context.Context, dir string, hub *event.Hub, log *slog.Logger) (*Store, error) {
	panic("unbuilt")
}
func (s *Store) Close() error { panic("unbuilt") }

// Hold takes the engine's place in this profile: one process at a time, gone with the process (ErrBusy).
// It also mends what a killed process left: outbox rows in `sending` go to `retry`
// (before the final dot) or `unsure` (after it), orphan blobs are removed.
func (s *Store) Hold(ctx context.Context) (release func(), err error) { panic("unbuilt") }

// Check is PRAGMA integrity_check over the three files: nil or ErrDamaged with details.
func (s *Store) Check(ctx context.Context) error { panic("unbuilt") }

// ---- accounts.go
func (s *Store) Accounts(ctx context.Context) ([]accounts.Account, error) { panic("unbuilt") }
func (s *Store) Account(ctx context.Context, id accounts.ID) (accounts.Account, error) {
	panic("unbuilt")
}
func (s *Store) AddAccount(ctx context.Context, a accounts.Account) (accounts.ID, error) {
	panic("unbuilt")
}                                                                            // also makes the local folders of a POP3 or send-only account: inbox (POP3 only) drafts sent archive junk trash
func (s *Store) UpdateAccount(ctx context.Context, a accounts.Account) error { panic("unbuilt") }
func (s *Store) RemoveAccount(ctx context.Context, id accounts.ID) error     { panic("unbuilt") }

// ---- folders.go
func (s *Store) Folders(ctx context.Context, account accounts.ID) ([]mail.Folder, error) {
	panic("unbuilt")
}                                                                                  // 0: all; tree order: role order, then path A-Z
func (s *Store) Folder(ctx context.Context, id mail.FolderID) (mail.Folder, error) { panic("unbuilt") }
func (s *Store) FolderByRole(ctx context.Context, account accounts.ID, role mail.Role) (mail.Folder, error) {
	panic("unbuilt")
}

// SetFolders makes the account's remote folders equal to what the server listed (Path, Remote, Delim, Role, NoMail):
// new ones are added, known ones (by Remote) updated, missing ones removed with their messages. Local folders stay.
func (s *Store) SetFolders(ctx context.Context, account accounts.ID, listed []mail.Folder) error {
	panic("unbuilt")
}

// SetFolderSeen records what a completed pass saw.
func (s *Store) SetFolderSeen(ctx context.Context, id mail.FolderID, uidValidity, uidNext uint32, modSeq uint64) error {
	panic("unbuilt")
}

// ---- messages.go: what the remote end says
type NewMessage struct {
	UID      uint32
	Envelope mail.Envelope
	Flags    mail.Flags
	Tags     []string
	Received time.Time
	Size     int64
	Body     *Body  // nil: to be fetched. Given: stored and marked here in the same step
	UIDL     string // POP3: remembered in the same transaction
}
type Body struct {
	ID          mail.MessageID // ignored inside NewMessage
	Raw         []byte
	Text        string // decoded text for the index
	Preview     string
	Attachments int
}

// AddMessages stores messages of one folder in one transaction and returns their ids in order. A message whose
// (folder, UID) is known already, or is the source of a pending operation, is left alone (its existing id, or 0).
// A row of this folder with UID 0 and the same Message-ID (and size if both known) is adopted instead of added.
// Conversations: Thread is found through References/In-Reply-To (also of messages that arrive later).
func (s *Store) AddMessages(ctx context.Context, folder mail.FolderID, msgs []NewMessage) ([]mail.MessageID, error) {
	panic("unbuilt")
}

// AddBodies stores bodies, previews and index text. Blobs are committed first, then the rows.
func (s *Store) AddBodies(ctx context.Context, bodies []Body) error      { panic("unbuilt") }
func (s *Store) MarkBroken(ctx context.Context, id mail.MessageID) error { panic("unbuilt") }

type Missing struct {
	ID   mail.MessageID
	UID  uint32
	Size int64
}

// MissingBodies: newest first.
func (s *Store) MissingBodies(ctx context.Context, folder mail.FolderID, limit int) ([]Missing, error) {
	panic("unbuilt")
}

type Known struct {
	ID    mail.MessageID
	UID   uint32
	Flags mail.Flags
	Tags  []string
}

// KnownUIDs: every message of the folder with a UID, ascending.
func (s *Store) KnownUIDs(ctx context.Context, folder mail.FolderID) ([]Known, error) {
	panic("unbuilt")
}

type FlagUpdate struct {
	UID   uint32
	Flags mail.Flags
	Tags  []string
}

// ApplyFlags takes the server's flags; where an operation is pending the local value stays.
func (s *Store) ApplyFlags(ctx context.Context, folder mail.FolderID, updates []FlagUpdate) error {
	panic("unbuilt")
}

// Expunged removes what the server no longer has.
func (s *Store) Expunged(ctx context.Context, folder mail.FolderID, uids []uint32) error {
	panic("unbuilt")
}

// ResetUIDs is for a changed UIDVALIDITY: every row's UID becomes 0, so that AddMessages can adopt it.
func (s *Store) ResetUIDs(ctx context.Context, folder mail.FolderID) error { panic("unbuilt") }

// DropUnnamed removes rows left with UID 0 after a reset, except those with a pending operation.
func (s *Store) DropUnnamed(ctx context.Context, folder mail.FolderID) error { panic("unbuilt") }

// ---- uidl.go (POP3)
func (s *Store) UIDLs(ctx context.Context, account accounts.ID) (map[string]time.Time, error) {
	panic("unbuilt")
} // collected when
func (s *Store) ForgetUIDLs(ctx context.Context, account accounts.ID, gone []string) error {
	panic("unbuilt")
}

// ---- read.go: what views ask
func (s *Store) List(ctx context.Context, q mail.ListQuery) ([]mail.Row, error) { panic("unbuilt") } // newest first, keyset
func (s *Store) IDs(ctx context.Context, q mail.ListQuery) ([]mail.MessageID, error) {
	panic("unbuilt")
}                                                                                   // the whole list, covering index
func (s *Store) Rows(ctx context.Context, ids []mail.MessageID) ([]mail.Row, error) { panic("unbuilt") } // in the given order; missing ids are left out
func (s *Store) Count(ctx context.Context, q mail.ListQuery) (total, unread int, err error) {
	panic("unbuilt")
}
func (s *Store) Raw(ctx context.Context, id mail.MessageID) ([]byte, error) { panic("unbuilt") } // mail.ErrNotFound if not here
func (s *Store) FindMessageID(ctx context.Context, account accounts.ID, messageID string) ([]mail.Row, error) {
	panic("unbuilt")
}
func (s *Store) Thread(ctx context.Context, t mail.ThreadID) ([]mail.Row, error) { panic("unbuilt") } // oldest first

// ---- search.go
// Search returns the newest hits; total is exact when count is asked. Never fails on any query text.
func (s *Store) Search(ctx context.Context, e query.Expr, account accounts.ID, after mail.Cursor, limit int) ([]mail.Row, error) {
	panic("unbuilt")
}
func (s *Store) SearchCount(ctx context.Context, e query.Expr, account accounts.ID) (int, error) {
	panic("unbuilt")
}
func (s *Store) Searchable(ctx context.Context) (indexed, total int, err error) { panic("unbuilt") } // total: all messages; indexed: those whose text can be found
// Reindex brings search.db up to date after a crash or its deletion; the caller runs it in idle time. text extracts index text from raw bytes.
func (s *Store) Reindex(ctx context.Context, text func(raw []byte) string) error { panic("unbuilt") }

// ---- ops.go
// Do carries out the user's wish locally and queues it for the server, in one transaction; for local folders there is nothing
// to queue. It records how to undo it. ids may be of several folders and accounts.
func (s *Store) Mark(ctx context.Context, ids []mail.MessageID, add, del mail.Flags, addTags, delTags []string) error {
	panic("unbuilt")
}
func (s *Store) Move(ctx context.Context, ids []mail.MessageID, to mail.FolderID) error {
	panic("unbuilt")
}                                                                       // to another account: ErrOtherAccount
func (s *Store) Delete(ctx context.Context, ids []mail.MessageID) error { panic("unbuilt") } // for ever
func (s *Store) CreateFolder(ctx context.Context, account accounts.ID, path string) (mail.FolderID, error) {
	panic("unbuilt")
}
func (s *Store) RenameFolder(ctx context.Context, id mail.FolderID, path string) error {
	panic("unbuilt")
}
func (s *Store) DeleteFolder(ctx context.Context, id mail.FolderID) error { panic("unbuilt") }

// Undo takes back the newest change of flags or place that was not undone yet and says what it was ("Moved 3 messages to Trash"). ErrGone if there is none.
func (s *Store) Undo(ctx context.Context) (string, error) { panic("unbuilt") }

// NextOps returns the account's oldest pending operations.
func (s *Store) NextOps(ctx context.Context, account accounts.ID, limit int) ([]mail.Op, error) {
	panic("unbuilt")
}
func (s *Store) OpsPending(ctx context.Context, account accounts.ID) (int, error) { panic("unbuilt") } // 0: all
func (s *Store) BeginOp(ctx context.Context, id mail.OpID) error                  { panic("unbuilt") } // raises Tries, before the first byte of the attempt
func (s *Store) OpDone(ctx context.Context, id mail.OpID, results []mail.OpResult) error {
	panic("unbuilt")
} // writes new UIDs
// OpRefused drops the operation after a permanent NO and takes the local change back where it can (flags, place), keeping a notice for the user.
func (s *Store) OpRefused(ctx context.Context, id mail.OpID, why string) error { panic("unbuilt") }

// ---- outbox.go
// Enqueue commits the final bytes before anything is sent. It removes the draft it was made from (o.Draft) in the same transaction.
func (s *Store) Enqueue(ctx context.Context, o mail.Outgoing, raw []byte) (mail.OutboxID, error) {
	panic("unbuilt")
}
func (s *Store) Outbox(ctx context.Context) ([]mail.Outgoing, error) { panic("unbuilt") } // newest first, sent ones of the last 30 days included
func (s *Store) Outgoing(ctx context.Context, id mail.OutboxID) (mail.Outgoing, error) {
	panic("unbuilt")
}
func (s *Store) OutgoingRaw(ctx context.Context, id mail.OutboxID) (io.ReadSeeker, error) {
	panic("unbuilt")
}

// Claim takes the oldest message that is due, marks it `sending` and counts the attempt, in one transaction.
// Accounts in skip are passed over. mail.ErrNotFound: nothing is due; next is when something will be (zero: nothing waits).
func (s *Store) Claim(ctx context.Context, now time.Time, skip []accounts.ID) (o mail.Outgoing, next time.Time, err error) {
	panic("unbuilt")
}
func (s *Store) SetStage(ctx context.Context, id mail.OutboxID, stage mail.SendStage) error {
	panic("unbuilt")
} // committed before the next network step
// Settle ends an attempt: state, recipients, error, TLS, transcript, NextTry as in o.
func (s *Store) Settle(ctx context.Context, o mail.Outgoing) error { panic("unbuilt") }

// SettleSent ends an attempt that the server accepted: one transaction marks it and, when fileCopy, puts a read copy
// into the account's Sent folder and (for a remote folder) queues the append.
func (s *Store) SettleSent(ctx context.Context, o mail.Outgoing, copy *NewMessage) error {
	panic("unbuilt")
}
func (s *Store) CancelOutgoing(ctx context.Context, id mail.OutboxID) error { panic("unbuilt") } // ErrGone when sending, sent or unsure
func (s *Store) RetryOutgoing(ctx context.Context, id mail.OutboxID) error  { panic("unbuilt") } // retry, held, failed -> queued, due now
func (s *Store) ReleaseHeld(ctx context.Context, account accounts.ID) error { panic("unbuilt") } // held -> queued, after sign-in was mended
func (s *Store) ResolveOutgoing(ctx context.Context, id mail.OutboxID, sent bool) error {
	panic("unbuilt")
}                                                                           // unsure -> sent or queued
func (s *Store) RemoveOutgoing(ctx context.Context, id mail.OutboxID) error { panic("unbuilt") } // only cancelled, failed, sent, partial

// ---- drafts.go: content is JSON that compose owns; files are copied in
type Draft struct {
	ID      mail.DraftID
	Account accounts.ID
	Subject string
	To      string // for the list
	Changed time.Time
	Content []byte
}

func (s *Store) SaveDraft(ctx context.Context, d Draft) (mail.DraftID, error) { panic("unbuilt") } // ID 0: new
func (s *Store) Drafts(ctx context.Context) ([]Draft, error)                  { panic("unbuilt") } // newest first, without Content
func (s *Store) Draft(ctx context.Context, id mail.DraftID) (Draft, error)    { panic("unbuilt") }
func (s *Store) DeleteDraft(ctx context.Context, id mail.DraftID) error       { panic("unbuilt") }

// ---- prefs.go
func (s *Store) Pref(ctx context.Context, key string) (string, error) { panic("unbuilt") } // "" if unset
func (s *Store) SetPref(ctx context.Context, key, value string) error { panic("unbuilt") }

// ---- notices.go
type Notice struct {
	ID      int64
	Account accounts.ID
	When    time.Time
	Code    string // explanation code, "GW-…"
	Text    string
}

func (s *Store) AddNotice(ctx context.Context, n Notice) error { panic("unbuilt") }
func (s *Store) Notices(ctx context.Context) ([]Notice, error) { panic("unbuilt") }
func (s *Store) Dismiss(ctx context.Context, id int64) error   { panic("unbuilt") }

// ---- requests.go: what one process asks of the one that holds the engine; also how a second start shows the first window
type Request struct {
	ID      int64
	Kind    string // "sync", "fetch", "show", "mailto"
	Account accounts.ID
	Message mail.MessageID
	Arg     string
	Done    bool
	Error   string // the explanation as JSON, empty if well
}

func (s *Store) Ask(ctx context.Context, r Request) (int64, error)              { panic("unbuilt") }
func (s *Store) Requests(ctx context.Context) ([]Request, error)                { panic("unbuilt") } // not done, oldest first
func (s *Store) Answer(ctx context.Context, id int64, explanation string) error { panic("unbuilt") }
func (s *Store) Request(ctx context.Context, id int64) (Request, error)         { panic("unbuilt") }
