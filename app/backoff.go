package app

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// backoff is how many seconds to wait after each failure in a row.
var backoff = [...]time.Duration{1, 2, 5, 10, 30, 60, 120, 300}

const (
	longest  = 5 * time.Minute // wait of our own
	patience = time.Hour       // longest that a server may ask for
)

// busy is the shortest wait after a server said that it has had too much of
// us: coming back sooner makes it worse.
var busy = map[string]time.Duration{codeThrottled: time.Minute, codeConnections: 30 * time.Second}

// rest is the wait after a failed run. asked says that the server wants it, so
// that no other network makes it shorter. Waits of our own are spread by a
// fifth either way, so that many programs do not come back at the same moment.
func (e *engine) rest(err error, code string, failures int) (wait time.Duration, asked bool) {
	if wait := askedFor(err.Error()); wait > 0 {
		return min(wait, patience), true
	}
	least, asked := busy[code]
	base := max(backoff[min(failures, len(backoff)-1)]*time.Second, least)
	return min(time.Duration(float64(base)*(0.8+0.4*e.random())), longest), asked
}

var (
	backoffTime = regexp.MustCompile(`(?i)back-?off time:? *([0-9]{1,9})`) // Exchange: milliseconds
	againIn     = regexp.MustCompile(`(?i)(?:try again|retry|wait)[^0-9]{1,20}([0-9]{1,5}) *(second|minute)`)
)

// askedFor is the wait that a server's words name; 0: none.
func askedFor(words string) time.Duration {
	if m := backoffTime.FindStringSubmatch(words); m != nil {
		n, _ := strconv.Atoi(m[1])
		return time.Duration(n) * time.Millisecond
	}
	if m := againIn.FindStringSubmatch(words); m != nil {
		n, _ := strconv.Atoi(m[1])
		if strings.EqualFold(m[2], "minute") {
			return time.Duration(n) * time.Minute
		}
		return time.Duration(n) * time.Second
	}
	return 0
}
