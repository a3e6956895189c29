package app

import (
	"slices"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// FolderProgress is how far the work on one mailbox has come.
type FolderProgress struct {
	Folder mail.FolderID
	Path   string
	Bodies bool // Done and Total count bodies, else headers
	Done   int  // messages of it that are here
	Total  int  // messages of it
}

// atWork is a mailbox's progress and how much of it was told.
type atWork struct {
	FolderProgress
	told int // Done as of the last event
}

// Folders are the mailboxes of an account that are at work now, those that
// began first before the others. None unless the account is Syncing.
func (s *Status) Folders(id accounts.ID) []FolderProgress {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []FolderProgress
	for _, f := range s.of[id].folders {
		out = append(out, f.FolderProgress)
	}
	return out
}

// syncing notes what a protocol engine says in a pass. The progress of a
// mailbox is told by the hundredth part, its begin and its end at once.
func (s *Status) syncing(id accounts.ID, p mail.Progress) {
	s.mu.Lock()
	entry := s.of[id]
	begins := entry.State != Syncing || entry.Problem != nil
	entry.Account, entry.State, entry.Problem = id, Syncing, nil
	entry.Folder, entry.Done, entry.Total, entry.Left = p.Path, p.Done, p.Total, p.Left
	folders, tell := advance(entry.folders, p)
	entry.folders = folders
	s.of[id] = entry
	s.mu.Unlock()
	if begins || tell {
		s.hub.Publish(event.Status{Account: id})
	}
}

// advance is the list after one more report, and whether that is worth telling.
func advance(list []atWork, p mail.Progress) (_ []atWork, tell bool) {
	list = slices.Clone(list) // the old one may be in use
	i := slices.IndexFunc(list, func(f atWork) bool { return f.Folder == p.Folder })
	switch {
	case p.Folder == 0:
		return nil, len(list) > 0
	case p.Pass != nil && i < 0:
		return list, true
	case p.Pass != nil:
		return slices.Delete(list, i, i+1), true
	}
	now := FolderProgress{p.Folder, p.Path, p.Bodies, p.Done, p.Total}
	if i < 0 {
		return append(list, atWork{now, p.Done}), true
	}
	old := list[i]
	moved := p.Done - old.told
	tell = p.Bodies != old.Bodies || p.Total != old.Total || moved < 0 || p.Done != old.Done && p.Done == p.Total ||
		moved > 0 && moved*100 >= p.Total
	if tell {
		old.told = p.Done
	}
	list[i] = atWork{now, old.told}
	return list, tell
}
