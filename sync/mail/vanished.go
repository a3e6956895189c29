package mail

import (
	"time"

	"godwit/accounts"
)

// Vanished is what a server lost of one folder all at once. The local copies
// stay until a person says what is to become of them.
type Vanished struct {
	Folder  FolderID
	Account accounts.ID
	Path    string
	Noticed time.Time
	Count   int // messages
	Whole   int // of these, with their bytes here: they can be put back
}
