package mail

import "errors"

// ServerHits is what a server found among messages whose text is not here.
type ServerHits struct {
	Messages []MessageID `json:"messages"`          // newest first in each folder
	Folders  int         `json:"folders"`           // that were asked
	Refused  []string    `json:"refused,omitempty"` // paths of those that the server would not search
	More     bool        `json:"more,omitempty"`    // it found more than were asked for
}

// ErrNoSearch: the account's protocol has no way to ask its server for messages.
var ErrNoSearch = errors.New("the server cannot search")

// ErrNoWords: nothing in the search is for a server to look for.
var ErrNoWords = errors.New("no words for the server to look for")
