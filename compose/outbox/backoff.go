package outbox

import (
	"regexp"
	"strings"
	"time"

	"godwit/sync/mail"
)

const (
	firstWait = time.Minute
	maxWait   = 4 * time.Hour
	lifetime  = 5 * 24 * time.Hour // RFC 5321 4.5.4.1
)

// wait is how long after its nth attempt a message that a server put off is
// tried again: 1, 2, 5, 10, 20, 40 minutes and so on, at most four hours.
func wait(attempts int) time.Duration {
	switch {
	case attempts <= 1:
		return firstWait
	case attempts == 2:
		return 2 * time.Minute
	case attempts > 12:
		return maxWait
	}
	return min(5*time.Minute<<(attempts-3), maxWait)
}

// expired reports whether a message has been put off for its whole lifetime.
// It adds up the waits rather than trust a clock that may have been set.
func expired(attempts int) bool {
	total := time.Duration(0)
	for n := 1; n < attempts && total < lifetime; n++ {
		total += wait(n)
	}
	return total >= lifetime
}

// networkWait is how long a message waits for the network, which nobody may
// announce: short at first, five minutes at most.
func networkWait(waiting time.Duration) time.Duration {
	return min(max(waiting/10, 30*time.Second), 5*time.Minute)
}

var rate = regexp.MustCompile(`(?i)throttl|rate.?limit|(sending|message|submission|connection)\W.{0,20}\brate\b|too many (messages|mails|e-?mails|connections|sessions|sign-?ins|logins)|` +
	`\b(per|an|each) (second|minute|hour|day)\b|(hourly|daily).{0,20}(limit|quota)|unusual rate|slow down`)

// throttled: the server finds that this account sends too much at a time. What
// it says of a recipient's mailbox (x.2.x) is not about that.
func throttled(e *mail.SendError) bool {
	return e != nil && e.Code/100 == 4 && !strings.HasPrefix(e.Enhanced, "4.2.") && rate.MatchString(e.Text)
}

// throttleWait is how long an account waits that sends too much: 10, 20, 40
// minutes and so on, at most four hours.
func throttleWait(attempts int) time.Duration {
	return min(10*time.Minute<<min(max(attempts-1, 0), 10), maxWait)
}
