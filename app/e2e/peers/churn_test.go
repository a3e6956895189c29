package peers

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// change delivers new messages and stars, or unstars, others, as another
// client would.
func (s *bench) change(fresh, flags int) {
	s.Helper()
	for range fresh {
		s.server.Deliver(s, login, "INBOX", []byte(letter("churn")))
	}
	var set []string
	for range flags {
		set = append(set, fmt.Sprint(1+rand.IntN(10_000)))
	}
	s.server.Doveadm(s, "flags", []string{"add", "remove"}[rand.IntN(2)], "-u", login, `\Flagged`, "mailbox", "INBOX", strings.Join(set, ","))
}

func letter(subject string) string {
	return fmt.Sprintf("From: a@example.org\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%x@example.org>\r\n\r\n%s",
		login, subject, time.Now().Format(time.RFC1123Z), rand.Uint64(), strings.Repeat("new text arrives here again\r\n", 120))
}
