package sender

import (
	"strings"

	"godwit/sync/parse"
)

// Provider is who writes the Authentication-Results that an account's mail
// comes with.
type Provider struct {
	ID    string `json:"id"`    // the authserv-id (RFC 8601 2.5); "" is Outlook's, who writes none
	Above int    `json:"above"` // how many Received fields stand above its results at most
}

const (
	leastLearnt = 3 // messages that show the same
	leastAuthor = 2 // organisations these are from
)

// Learn finds the provider from the headers of an inbox: who writes the topmost
// results of most messages. One message can claim anything, most of an inbox
// cannot. It is nil where nobody does.
func Learn(inbox []parse.Header) *Provider {
	type writer struct {
		count   int
		authors map[string]bool
		above   map[int]int
	}
	writers := make(map[string]*writer)
	for _, h := range inbox {
		field, above := topmost(h)
		if above < 0 {
			continue
		}
		id, list := readResults(field)
		if len(list) == 0 {
			continue
		}
		w := writers[id]
		if w == nil {
			w = &writer{authors: make(map[string]bool), above: make(map[int]int)}
			writers[id] = w
		}
		w.count++
		w.above[above]++
		if from := h.Addresses("From"); len(from) > 0 {
			w.authors[organisation(domainOf(from[0].Email))] = true
		}
	}
	for id, w := range writers {
		if w.count < leastLearnt || 2*w.count <= len(inbox) || len(w.authors) < leastAuthor {
			continue
		}
		p := &Provider{ID: id}
		for above, n := range w.above {
			if 4*n >= w.count {
				p.Above = max(p.Above, above)
			}
		}
		return p
	}
	return nil
}

// topmost is the first Authentication-Results field and how many Received
// fields stand above it; -1 where there is none.
func topmost(h parse.Header) (field string, above int) {
	for _, f := range h.Fields {
		switch {
		case strings.EqualFold(f.Name, "Received"):
			above++
		case strings.EqualFold(f.Name, "Authentication-Results"):
			return f.Value, above
		}
	}
	return "", -1
}

// results are those that the provider wrote; false where it wrote none. Each
// server on the way puts its own on top (RFC 8601 4.1), so what is not topmost,
// or is further down than the provider's ever are, came with the message.
func (p *Provider) results(h parse.Header) ([]result, bool) {
	if p == nil {
		return nil, false
	}
	field, above := topmost(h)
	if above < 0 || above > p.Above {
		return nil, false
	}
	id, list := readResults(field)
	return list, id == p.ID && len(list) > 0
}
