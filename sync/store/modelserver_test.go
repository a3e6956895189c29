package store

import (
	"math/rand/v2"
	"testing"

	"godwit/accounts"
	"godwit/sync/mail"
)

// server is a mail server in plain Go: what is where, under which UID.
type server struct {
	folders map[mail.FolderID]map[uint32]held
	next    map[mail.FolderID]uint32
}

type held struct {
	messageID string
	flags     mail.Flags
}

func newServer(folders map[mail.Role]mail.FolderID) *server {
	sv := &server{folders: map[mail.FolderID]map[uint32]held{}, next: map[mail.FolderID]uint32{}}
	for _, f := range folders {
		sv.folders[f] = map[uint32]held{}
		sv.next[f] = 1
	}
	return sv
}

func (sv *server) put(f mail.FolderID, h held) uint32 {
	uid := sv.next[f]
	sv.next[f]++
	sv.folders[f][uid] = h
	return uid
}

// carryOut does an operation as an IMAP server with UIDPLUS would, or without.
func (sv *server) carryOut(op mail.Op, messageIDs map[mail.MessageID]string, flags func(mail.MessageID) mail.Flags, uidplus bool) []mail.OpResult {
	var results []mail.OpResult
	for _, g := range op.Targets {
		h, ok := sv.folders[op.Folder][g.UID]
		switch op.Kind {
		case mail.OpFlags:
			if ok {
				h.flags = h.flags&^op.Del | op.Add
				sv.folders[op.Folder][g.UID] = h
			}
		case mail.OpDelete:
			delete(sv.folders[op.Folder], g.UID)
		case mail.OpMove:
			if ok {
				delete(sv.folders[op.Folder], g.UID)
				results = append(results, mail.OpResult{Message: g.Message, UID: sv.put(op.To, h)})
			}
		case mail.OpAppend:
			uid := sv.put(op.To, held{messageIDs[g.Message], flags(g.Message)})
			results = append(results, mail.OpResult{Message: g.Message, UID: uid})
		}
	}
	if !uidplus {
		return nil
	}
	return results
}

// local is what the user must see: the model of the store.
type local struct {
	folder mail.FolderID
	flags  mail.Flags
}

type game struct {
	t       *testing.T
	s       *Store
	r       *rand.Rand
	account accounts.ID
	folders []mail.FolderID
	sv      *server
	want    map[string]local // by Message-ID
	ids     map[string]mail.MessageID
	undo    []map[string]local // before each wish that can be undone
	made    int
}
