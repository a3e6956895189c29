package model

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"godwit/sync/mail"
)

// shown is what a list shows, found by a plain walk over places.
func shown(places []mail.Place, a Arrange, folded map[string]bool, open map[mail.ThreadID]bool) (ids []mail.MessageID, sections []Section) {
	var talks [][]mail.Place
	at := map[mail.ThreadID]int{}
	for _, p := range places {
		k, ok := at[p.Thread]
		if !ok || !a.Conversations {
			k = len(talks)
			at[p.Thread] = k
			talks = append(talks, nil)
		}
		talks[k] = append(talks[k], p)
	}
	for _, talk := range talks {
		if a.Groups {
			title, _, _ := span(time.Unix(talk[0].Received, 0).In(a.Now.Location()), a.Now)
			if len(sections) == 0 || sections[len(sections)-1].Title != title {
				sections = append(sections, Section{title, len(ids), 0, folded[title]})
			}
			sections[len(sections)-1].Count++
			if folded[title] {
				continue
			}
		}
		for i, p := range talk {
			if i == 0 || open[p.Thread] {
				ids = append(ids, p.ID)
			}
		}
	}
	return ids, sections
}

// TestListAgainstPlainWalk folds, opens, and lets mail come and go at random.
func TestListAgainstPlainWalk(t *testing.T) {
	rnd := rand.New(rand.NewPCG(11, 4))
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	for range 60 {
		a := Arrange{rnd.IntN(2) == 0, rnd.IntN(3) > 0, now}
		l := NewList()
		var places []mail.Place
		folded, open := map[string]bool{}, map[mail.ThreadID]bool{}
		members := func(th mail.ThreadID) (n int) {
			for _, p := range places {
				if p.Thread == th {
					n++
				}
			}
			return n
		}
		set := func() {
			l.Set(Listed(places, a), nil)
			for th := range open {
				if members(th) < 2 {
					delete(open, th)
				}
			}
		}
		for range 60 {
			switch rnd.IntN(6) {
			case 0, 1:
				for range rnd.IntN(30) {
					places = append(places, mail.Place{
						ID: mail.MessageID(rnd.Int64N(1 << 40)), Thread: mail.ThreadID(rnd.IntN(25)),
						Received: now.Unix() - rnd.Int64N(400*86400)/(1+rnd.Int64N(80)),
					})
				}
				slices.SortStableFunc(places, func(a, b mail.Place) int { return int(b.Received - a.Received) })
				set()
			case 2:
				for range min(len(places), rnd.IntN(12)) {
					k := rnd.IntN(len(places))
					places = slices.Delete(places, k, k+1)
				}
				set()
			case 3:
				if all := l.Sections(); len(all) > 0 {
					title, fold := all[rnd.IntN(len(all))].Title, rnd.IntN(2) == 0
					l.Fold(title, fold)
					folded[title] = fold
				}
			default:
				if len(places) > 0 {
					p, now := places[rnd.IntN(len(places))], rnd.IntN(3) > 0
					l.Open(p.ID, now)
					if delete(open, p.Thread); now && a.Conversations && members(p.Thread) > 1 {
						open[p.Thread] = true
					}
				}
			}
			compare(t, l, places, a, folded, open)
			if t.Failed() {
				return
			}
		}
	}
}

func compare(t *testing.T, l *List, places []mail.Place, a Arrange, folded map[string]bool, open map[mail.ThreadID]bool) {
	t.Helper()
	ids, sections := shown(places, a, folded, open)
	if l.Count() != len(ids) || !slices.Equal(l.Sections(), sections) {
		t.Errorf("%d lines, want %d; sections %v, want %v", l.Count(), len(ids), l.Sections(), sections)
		return
	}
	for i, id := range ids {
		if at, ok := l.IndexOf(id); l.ID(i) != id || !ok || at != i {
			t.Errorf("line %d is %d, want %d, which is said to be on %d", i, l.ID(i), id, at)
			return
		}
	}
	threads := map[mail.MessageID]mail.ThreadID{}
	for _, p := range places {
		threads[p.ID] = p.Thread
	}
	for id, th := range threads {
		at, ok := l.IndexOf(id)
		if ok && a.Conversations && threads[l.ID(at)] != th {
			t.Errorf("message %d is said to be on the line of another conversation", id)
			return
		}
	}
}

// TestStands: a folded row stands for its whole conversation, an open one for
// itself.
func TestStands(t *testing.T) {
	places := []mail.Place{{ID: 5, Thread: 1}, {ID: 4, Thread: 2}, {ID: 3, Thread: 1}, {ID: 2, Thread: 1}}
	l := NewList()
	l.Set(Listed(places, Arrange{Conversations: true}), nil)
	if got := l.Stands(5); !slices.Equal(got, []mail.MessageID{5, 3, 2}) {
		t.Errorf("folded: %v", got)
	}
	if got := l.Line(0); got != (Line{Members: 3}) {
		t.Errorf("%+v", got)
	}
	l.Open(3, true)
	if got := l.Stands(5); !slices.Equal(got, []mail.MessageID{5}) {
		t.Errorf("open: %v", got)
	}
	if got := l.Line(2); got != (Line{Depth: 1, Members: 1}) {
		t.Errorf("%+v", got)
	}
	l.Set(Listed(places[1:], Arrange{Conversations: true}), nil) // the newest went
	if !l.Line(1).Open || l.Count() != 3 {
		t.Errorf("the conversation has closed: %+v of %d", l.Line(1), l.Count())
	}
}

func TestGroups(t *testing.T) {
	for now, want := range map[string][]string{
		"2026-11-26 12:00": {"In the future", "Today", "Yesterday", "This week", "Last week", "Earlier this month", "October 2026", "December 2025", "2025", "2019"},
		"2026-11-30 12:00": {"Today", "Last week", "Earlier this month", "October 2026", "December 2025", "2025", "2019"},
	} {
		at, _ := time.ParseInLocation("2006-01-02 15:04", now, time.Local)
		var places []mail.Place
		for i, s := range []string{"2026-11-27 00:00", "2026-11-26 00:00", "2026-11-25 23:59", "2026-11-23 00:00", "2026-11-22 23:59", "2026-11-16 00:00", "2026-11-15 23:59", "2026-10-31 10:00", "2025-12-01 00:00", "2025-11-30 00:00", "2019-01-01 00:00"} {
			when, err := time.ParseInLocation("2006-01-02 15:04", s, time.Local)
			if err != nil {
				t.Fatal(err)
			}
			if now == "2026-11-30 12:00" && i == 0 {
				when = at
			}
			places = append(places, mail.Place{ID: mail.MessageID(i + 1), Received: when.Unix()})
		}
		l := NewList()
		l.Set(Listed(places, Arrange{Groups: true, Now: at}), nil)
		var got []string
		for _, s := range l.Sections() {
			got = append(got, s.Title)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", now, got, want)
		}
	}
}

func BenchmarkListed(b *testing.B) {
	places := make([]mail.Place, 1_000_000)
	for i := range places {
		places[i] = mail.Place{ID: mail.MessageID(len(places) - i), Thread: mail.ThreadID(i / 3), Received: int64(len(places)-i) * 60}
	}
	for name, a := range map[string]Arrange{"messages": {}, "groups": {Groups: true, Now: time.Unix(60_000_000, 0)}, "conversations": {Conversations: true}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Listed(places, a)
			}
		})
	}
}
