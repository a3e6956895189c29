package app

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/cases"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// People are those whom a person writes to: the address book, and who is known
// from the mail.
type People struct {
	core
	mu     sync.Mutex
	list   []Suggestion // best first
	loaded time.Time
}

// Suggestion is a person, or a group, to complete what is typed with.
type Suggestion struct {
	Name    string
	To      []mail.Address // one, or all of a group
	Contact int64          // of the address book; 0: only known from mail
	Group   bool           // of the address book
	Sent    int            // messages that went there
	folded  string
	score   float64
}

const (
	learnAtOnce = 5000
	fresh       = 5 * time.Second // for so long what was loaded is good enough while somebody types
)

// learnPeople goes through mail after it came, until ctx ends. Nobody waits for
// it.
func (e *engine) learnPeople(ctx context.Context) {
	e.whenMailComes(ctx, 10*settling, "learn who writes", func(ctx context.Context) (bool, error) {
		return e.store.LearnPeople(ctx, learnAtOnce)
	})
}

// Learn goes through all mail that was not gone through yet.
func (p *People) Learn(ctx context.Context) error {
	for more := true; more; {
		var err error
		if more, err = p.store.LearnPeople(ctx, learnAtOnce); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loaded = time.Time{}
	return nil
}

// Complete lists who could be meant by what was typed, best first: a beginning
// of a word of the name, or of the address or its domain.
func (p *People) Complete(ctx context.Context, typed string, limit int) ([]Suggestion, error) {
	typed = folded(typed)
	if typed == "" {
		return nil, nil
	}
	list, err := p.all(ctx)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	for _, s := range list {
		if len(out) < limit && begins(s.folded, typed) {
			out = append(out, s)
		}
	}
	return out, nil
}

// begins reports whether a word of text begins so.
func begins(text, typed string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], typed)
		if i < 0 {
			return false
		}
		if at += i; at == 0 || strings.IndexByte(" @.-_+\"'(", text[at-1]) >= 0 {
			return true
		}
		at++
	}
}

func folded(s string) string {
	return strings.Join(strings.Fields(cases.Fold().String(s)), " ")
}

// all are the suggestions there are, best first.
func (p *People) all(ctx context.Context) ([]Suggestion, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.loaded) < fresh {
		return p.list, nil
	}
	known, err := p.store.People(ctx)
	if err != nil {
		return nil, err
	}
	contacts, err := p.Contacts(ctx)
	if err != nil {
		return nil, err
	}
	p.list, p.loaded = rank(known, contacts, time.Now()), time.Now()
	return p.list, nil
}

// rank puts those first who are written to often and lately. One in the address
// book comes before one who only wrote.
func rank(known []store.Person, contacts []Contact, now time.Time) []Suggestion {
	scores := make(map[string]store.Person, len(known))
	for _, p := range known {
		scores[p.Email] = p
	}
	var out []Suggestion
	add := func(s Suggestion, words ...string) {
		s.folded = folded(strings.Join(words, " "))
		out = append(out, s)
	}
	listed := map[string]bool{}
	for _, c := range contacts {
		if c.Group {
			add(Suggestion{Name: c.Name, To: c.Members, Contact: c.ID, Group: true, score: 3}, c.Name)
			continue
		}
		for _, e := range c.Emails {
			key := strings.ToLower(e)
			listed[key] = true
			add(Suggestion{Name: c.Name, To: []mail.Address{{Name: c.Name, Email: e}}, Contact: c.ID, Sent: scores[key].Sent, score: 2 + score(scores[key], now)}, c.Name, e)
		}
	}
	for _, p := range known {
		if !listed[p.Email] {
			add(Suggestion{Name: p.Name, To: []mail.Address{p.Address}, Sent: p.Sent, score: score(p, now)}, p.Name, p.Email)
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.folded, b.folded))
	})
	return out
}

// score: who is written to counts far more than who writes, and half a year is
// half as much.
func score(p store.Person, now time.Time) float64 {
	age := max(now.Sub(p.Last).Hours()/24, 0)
	return (8*math.Log1p(float64(p.Sent)) + math.Log1p(float64(p.Received))) * math.Exp2(-age/180)
}

// Forget keeps an address from being suggested.
func (p *People) Forget(ctx context.Context, address string) error {
	defer p.stale()
	return p.store.ForgetPerson(ctx, address)
}

func (p *People) stale() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loaded = time.Time{}
}
