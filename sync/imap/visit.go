package imap

import (
	"cmp"
	"slices"
	"time"

	"godwit/sync/store"
)

// expect sets how many headers are to come.
func (v *visit) expect(n int) {
	v.pass.ahead.expect(n - v.expected)
	v.expected = n
}

// came counts headers that did.
func (v *visit) came(n int) {
	n = min(n, v.expected)
	v.expected -= n
	v.pass.ahead.didHeaders(n)
}

// kept leaves of new messages those whose bodies are to be kept here.
func (v *visit) kept(msgs []store.Missing) []store.Missing {
	keep, now := v.Keep.Or(v.pass.keep), time.Now()
	return slices.DeleteFunc(msgs, func(m store.Missing) bool { return !keep.Wants(m.Received, m.Size, now) })
}

func newestFirst(msgs []store.Missing) []store.Missing {
	slices.SortFunc(msgs, func(a, b store.Missing) int { return cmp.Compare(b.UID, a.UID) })
	return msgs
}
