package imap

import (
	"slices"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/parse"
)

const recent = 50 // messages whose headers are looked at where SEARCH HEADER does not work

// findMessage looks for a Message-ID, without < >, in the selected mailbox and
// returns the newest UID that has it, 0 if none.
func (s *session) findMessage(messageID string) (uint32, error) {
	data, err := s.c.UIDSearch(&imap.SearchCriteria{
		Header: []imap.SearchCriteriaHeaderField{{Key: "Message-ID", Value: messageID}},
	}, nil).Wait()
	if err == nil {
		all, _ := data.All.(imap.UIDSet)
		uids, err := expand(all, maxMessages)
		if err != nil || len(uids) == 0 {
			return 0, err
		}
		return uids[len(uids)-1], nil
	}
	if err := s.failed("UID SEARCH", err); !isRefused(err) {
		return 0, err
	}
	return s.findRecent(messageID)
}

// findRecent looks at the newest headers itself.
func (s *session) findRecent(messageID string) (uint32, error) {
	uids, err := s.search(nil)
	if err != nil || len(uids) == 0 {
		return 0, err
	}
	uids = uids[max(0, len(uids)-recent):]
	cmd := s.c.Fetch(setOf(uids), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{headerSection}})
	var found []uint32
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		f, err := s.read(m)
		if err == nil && parse.ParseHeader(f.body).Envelope().MessageID == messageID {
			found = append(found, f.uid)
		}
	}
	if err := cmd.Close(); err != nil {
		return 0, s.failed("UID FETCH", err)
	}
	if len(found) == 0 {
		return 0, nil
	}
	return slices.Max(found), nil
}
