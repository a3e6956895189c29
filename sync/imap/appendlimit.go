package imap

import (
	"fmt"

	"github.com/emersion/go-imap/v2"
)

// askLimitAbove is the size from which a mailbox is asked for its own limit.
const askLimitAbove = 1 << 20

// fits refuses a message that is larger than the server takes (RFC 7889), as
// the server itself would after having been sent all of it.
func (s *session) fits(mailbox string, size int64) error {
	limit, ok := s.wire.AppendLimit(mailbox)
	if !ok && size > askLimitAbove && s.wire.Has("APPENDLIMIT") { // without a value: it differs by mailbox
		// The wire layer asks for the limit beside what is asked for here.
		_, err := s.c.Status(mailbox, &imap.StatusOptions{UIDNext: true}).Wait()
		if err := s.failed("STATUS", err); err != nil && !isRefused(err) {
			return err
		}
		limit, ok = s.wire.AppendLimit(mailbox)
	}
	if ok && size > limit {
		return &RefusedError{Command: "APPEND", Code: "TOOBIG", Text: fmt.Sprintf("the message has %d octets, at most %d are taken", size, limit)}
	}
	return nil
}
