package outbox

import "time"

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
