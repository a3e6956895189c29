package imap

import (
	"slices"
	"strconv"
	"strings"
)

// extra is what the server told beside a message: its own id for it, one for
// all copies (EMAILID, RFC 8474, or X-GM-MSGID), that of its conversation
// (THREADID or X-GM-THRID), and Gmail's labels without those that are folders of
// the system.
func (s *session) extra(uid uint32) (id, thread string, labels []string) {
	x := s.wire.Extra(uid)
	switch {
	case x.GmailID != 0:
		id = "gm:" + strconv.FormatUint(x.GmailID, 10)
	case x.EmailID != "":
		id = x.EmailID
	}
	switch {
	case x.GmailThread != 0:
		thread = "gm:" + strconv.FormatUint(x.GmailThread, 10)
	case x.ThreadID != "":
		thread = "t:" + x.ThreadID
	}
	return id, thread, slices.DeleteFunc(x.Labels, func(l string) bool { return strings.HasPrefix(l, `\`) })
}
