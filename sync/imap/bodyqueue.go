package imap

import (
	"sync"
	"time"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// rank orders bodies of all folders: lower ones come first.
type rank int

const (
	recentMail rank = iota
	recentBig
	olderMail
	olderBig
	unloved // is added for junk and trash
	ranks   = 2 * unloved
)

const (
	recentFor = 30 * 24 * time.Hour
	bigOctets = 2 << 20 // of a body that others are not to wait for
)

func rankOf(m store.Missing, role mail.Role, now time.Time) rank {
	var r rank
	if now.Sub(m.Received) > recentFor {
		r = olderMail
	}
	if m.Size > bigOctets {
		r++
	}
	if role == mail.Junk || role == mail.Trash {
		r += unloved
	}
	return r
}

// bodyQueue is what is to be fetched of one folder. Several connections may
// take from it; no message is under way on two.
type bodyQueue struct {
	mu    sync.Mutex
	parts [ranks]struct {
		plain   []store.Missing   // newest first
		suspect [][]store.Missing // each to be asked for by itself
	}
	at          int // connections that fetch
	count       int // messages that wait
	octets      int64
	came, total int // messages since the pass began
}

// enqueue adds bodies to fetch, in their order.
func (v *visit) enqueue(msgs []store.Missing) {
	v.queue.mu.Lock()
	v.queue.total += len(msgs)
	v.queue.mu.Unlock()
	v.again(msgs)
}

// again adds bodies that were under way and did not come.
func (v *visit) again(msgs []store.Missing) {
	plain, suspected := v.pass.r.suspects.apart(v.ID, msgs)
	v.add(plain, suspected)
}

// alone adds bodies that are to be asked for one by one.
func (v *visit) alone(msgs []store.Missing) {
	var groups [][]store.Missing
	for _, m := range msgs {
		groups = append(groups, []store.Missing{m})
	}
	v.add(nil, groups)
}

func (v *visit) add(plain []store.Missing, suspected [][]store.Missing) {
	q, now := &v.queue, time.Now()
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, m := range plain {
		part := &q.parts[rankOf(m, v.Role, now)]
		part.plain = append(part.plain, m)
	}
	for _, group := range suspected {
		part := &q.parts[rankOf(group[0], v.Role, now)]
		part.suspect = append(part.suspect, group)
	}
	for _, group := range append(suspected, plain) {
		for _, m := range group {
			q.count++
			q.octets += m.Size
			v.pass.ahead.plan(m.Size)
		}
	}
	v.pass.wake()
}

// best is the rank of what is next, and how many connections fetch from the
// folder; ok is false where nothing is left for one more.
func (q *bodyQueue) best() (r rank, at int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.count == 0 || q.at > 0 && q.count < batchMessages && q.octets < bigOctets {
		return 0, q.at, false
	}
	for r := range q.parts {
		if len(q.parts[r].plain)+len(q.parts[r].suspect) > 0 {
			return rank(r), q.at, true
		}
	}
	return 0, q.at, false
}

// take removes the messages of one command: of the rank, at most so many and so
// large together, but one at least. None when there are none.
func (q *bodyQueue) take(r rank, count int, octets int64) []store.Missing {
	q.mu.Lock()
	defer q.mu.Unlock()
	part := &q.parts[r]
	from := &part.plain
	if len(*from) == 0 {
		if len(part.suspect) == 0 {
			return nil
		}
		from = &part.suspect[0]
	}
	n, size := 0, int64(0)
	for n < len(*from) && n < count && (n == 0 || size+(*from)[n].Size <= octets) {
		size += (*from)[n].Size
		n++
	}
	for n > 1 && len(setOf(uidsOf((*from)[:n])).String()) > maxSet {
		n /= 2
	}
	batch := (*from)[:n:n]
	*from = (*from)[n:]
	if len(part.suspect) > 0 && len(part.suspect[0]) == 0 {
		part.suspect = part.suspect[1:]
	}
	for _, m := range batch {
		q.count--
		q.octets -= m.Size
	}
	return batch
}

// clear gives up what waits.
func (v *visit) clear() {
	q := &v.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	v.pass.ahead.plan(-q.octets)
	q.total -= q.count
	q.count, q.octets = 0, 0
	clear(q.parts[:])
}

// have counts messages that came, and returns how many of how many have.
func (q *bodyQueue) have(n int) (came, total int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.came += n
	return q.came, q.total
}

// waiting is how much is left.
func (q *bodyQueue) waiting() (count int, octets int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.count, q.octets
}

func (q *bodyQueue) join() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.at++
}

func (q *bodyQueue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.at--
}

// idle reports whether nothing is left and nobody is at work.
func (q *bodyQueue) idle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.at == 0 && q.count == 0
}
