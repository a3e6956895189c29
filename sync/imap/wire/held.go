package wire

import (
	"maps"
	"slices"
)

const (
	maxHeld     = 10_000
	maxHeldSize = 16 << 20 // octets
)

// lacks reports whether something that was asked for has not come yet: a
// server volunteers flags, or gives its answer in two.
func (a *fetchAnswer) lacks() bool {
	switch {
	case a.opened || a.uid == 0:
		return false
	case a.asked.header && a.asked.flags && a.flags == nil:
		return true
	}
	return (a.asked.body || a.asked.header) && !a.body
}

// size is how many octets an answer holds.
func (a *fetchAnswer) size() int {
	return len(a.flags) + len(a.bodies) + len(a.header) + len(a.text) + 256
}

// hold keeps an answer back that lacks something.
func (w *Conn) hold(a *fetchAnswer) {
	if len(w.held) >= maxHeld || w.heldSize+a.size() > maxHeldSize {
		w.release()
	}
	w.held[a.uid] = a
	w.kept = true
	w.heldSize += a.size()
}

// merge adds what was held back for the same message.
func (w *Conn) merge(a *fetchAnswer) {
	h := w.held[a.uid]
	if h == nil || a.uid == 0 {
		return
	}
	delete(w.held, a.uid)
	w.heldSize -= h.size()
	for _, f := range []struct{ to, from *[]byte }{
		{&a.flags, &h.flags},
		{&a.date, &h.date},
		{&a.octets, &h.octets},
		{&a.modseq, &h.modseq},
		{&a.header, &h.header},
		{&a.text, &h.text},
	} {
		if *f.to == nil {
			*f.to = *f.from
		}
	}
	if !a.body {
		a.bodies, a.body = h.bodies, h.body
	}
	w.join(a)
}

// release hands on FETCH answers that waited for something which did not come.
func (w *Conn) release() {
	for _, uid := range slices.Sorted(maps.Keys(w.held)) {
		a := w.held[uid]
		a.open(w)
		w.say(")\r\n")
	}
	clear(w.held)
	w.heldSize = 0
}
