package mail

import "time"

// Progress says what a protocol engine is doing. Each value stands alone.
type Progress struct {
	Stage  Stage
	Folder FolderID      // Syncing: the mailbox at work; 0: a pass begins
	Path   string        // Syncing: its path
	Bodies bool          // Syncing: Done and Total count bodies, else headers
	Done   int           // Syncing: messages of it that are here
	Total  int           // Syncing: messages of it
	Left   time.Duration // Syncing: an estimate for the whole pass by what it has done so far; 0: not known yet
	Pass   *Pass         // a mailbox's pass is over; nil otherwise
}

// Stage is how far a protocol engine has come.
type Stage string

const (
	Connecting Stage = "connecting" // until signed in
	Syncing    Stage = "syncing"    // a pass over the mailboxes
	Live       Stage = "live"       // the pass is over; waits for news
)

// Pass is what one pass over a mailbox found.
type Pass struct {
	Folder  Folder
	New     int
	Changed int // flags or place
	Gone    int
	Total   int // messages in it now
	Seconds float64
}

// Begins reports whether a pass over all mailboxes begins.
func (p Progress) Begins() bool { return p.Stage == Syncing && p.Folder == 0 && p.Pass == nil }
