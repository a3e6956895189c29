package notify

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

var noon = time.Date(2026, time.November, 3, 12, 0, 0, 0, time.UTC)

func rows(ids ...mail.MessageID) []mail.Row {
	var out []mail.Row
	for _, id := range ids {
		out = append(out, mail.Row{ID: id, Account: 1})
	}
	return out
}

func TestRules(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 3, hour, 30, 0, 0, time.UTC) }
	for _, c := range []struct {
		name  string
		rules Rules
		hour  int
		want  bool
	}{
		{"as it is", Rules{}, 3, true},
		{"off", Rules{Off: true}, 12, false},
		{"another account is silent", Rules{Silent: []accounts.ID{2}}, 12, true},
		{"this account is silent", Rules{Silent: []accounts.ID{2, 1}}, 12, false},
		{"before the quiet hours", Rules{From: 22, To: 7}, 21, true},
		{"in them", Rules{From: 22, To: 7}, 22, false},
		{"after midnight", Rules{From: 22, To: 7}, 6, false},
		{"after them", Rules{From: 22, To: 7}, 7, true},
		{"by day, in them", Rules{From: 9, To: 17}, 12, false},
		{"by day, after them", Rules{From: 9, To: 17}, 17, true},
	} {
		if got := c.rules.Tells(rows(1)[0], at(c.hour)); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		if again := ReadRules(c.rules.String()); again.String() != c.rules.String() {
			t.Errorf("%s: %s read as %s", c.name, c.rules, again)
		}
	}
	for _, bad := range []string{"", "x", `{"from":-1}`, `{"to":24}`, `[]`} {
		if got := ReadRules(bad); got.String() != (Rules{}).String() {
			t.Errorf("ReadRules(%q) = %s", bad, got)
		}
	}
	var r Rules
	r.SetSilent(3, true)
	r.SetSilent(3, true)
	if len(r.Silent) != 1 {
		t.Error("silent twice")
	}
	if r.SetSilent(3, false); len(r.Silent) != 0 {
		t.Error("still silent")
	}
}

// said is a step in short: "-1 0:4" withdraws 1 and tells of four as one.
func said(s Step) string {
	out := ""
	for _, k := range s.Withdraw {
		out += fmt.Sprintf("-%d ", k)
	}
	for _, t := range s.Show {
		out += fmt.Sprintf("%d:%d ", t.Key, t.Count)
	}
	if s.Wait > 0 {
		out += "wait " + s.Wait.String()
	}
	return out
}

func TestDue(t *testing.T) {
	b := NewBoard()
	for _, c := range []struct {
		name  string
		after time.Duration
		came  []mail.MessageID
		want  string
	}{
		{"nothing", 0, nil, ""},
		{"two, one by one", 0, []mail.MessageID{1, 2}, "1:1 2:1 "},
		{"a third too soon", 4 * time.Second, []mail.MessageID{3}, "wait 6s"},
		{"then", 10 * time.Second, nil, "3:1 "},
		{"a fourth makes them one", 30 * time.Second, []mail.MessageID{4}, "-1 -2 -3 0:4 "},
		{"more take its place", 60 * time.Second, []mail.MessageID{5, 6}, "0:6 "},
		{"the clock went back", 0, []mail.MessageID{7}, "0:7 "},
	} {
		b.Came(rows(c.came...))
		if got := said(b.Due(noon.Add(c.after))); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	b := NewBoard()
	var ids []mail.MessageID
	for i := range 1000 {
		ids = append(ids, mail.MessageID(i+1))
	}
	b.Came(rows(ids...))
	s := b.Due(noon)
	if len(s.Show) != 1 || s.Show[0].Count != 1000 || len(s.Show[0].Rows) != most || s.Show[0].Rows[most-1].ID != 1000 {
		t.Errorf("%d notifications for a thousand messages", len(s.Show))
	}
}

func TestKeep(t *testing.T) {
	b := NewBoard()
	b.Came(rows(1, 2))
	b.Due(noon)
	b.Came(rows(3))
	if got := b.IDs(); !slices.Equal(got, []mail.MessageID{1, 2, 3}) {
		t.Errorf("knows of %v", got)
	}
	if got := b.Keep([]mail.MessageID{2}); !slices.Equal(got, []Key{1}) {
		t.Errorf("withdraws %v after one was read", got)
	}
	if got := said(b.Due(noon.Add(time.Minute))); got != "" {
		t.Errorf("tells %q of what was read meanwhile", got)
	}
	b.Came(rows(4, 5, 6))
	b.Due(noon.Add(2 * time.Minute))
	if got := b.Keep([]mail.MessageID{5}); got != nil {
		t.Errorf("withdraws %v while one of many is unread", got)
	}
	if got := b.Keep(nil); !slices.Equal(got, []Key{all}) {
		t.Errorf("withdraws %v when all are read", got)
	}
}

func TestGoneAndClear(t *testing.T) {
	b := NewBoard()
	b.Came(rows(1, 2))
	b.Due(noon)
	if got := b.Gone(1); len(got) != 1 || got[0].ID != 1 || b.Gone(1) != nil || b.Gone(99) != nil {
		t.Errorf("of the dismissed one: %v", got)
	}
	b.Came(rows(3))
	if got := b.Clear(); !slices.Equal(got, []Key{2}) || len(b.IDs()) != 0 {
		t.Errorf("cleared %v, left %v", got, b.IDs())
	}
}

// TestNothingIsLostOrTwice plays random life: each message is told of at most
// once by itself, and what is neither read nor dismissed is shown or pending.
func TestNothingIsLostOrTwice(t *testing.T) {
	for seed := range 200 {
		b, n := NewBoard(), uint64(seed)*2862933555777941757+3037000493
		random := func(most int) int { n = n*6364136223846793005 + 1442695040888963407; return int(n>>33) % most }
		unread, single, now := map[mail.MessageID]bool{}, map[mail.MessageID]int{}, noon
		next := mail.MessageID(1)
		for range 60 {
			now = now.Add(time.Duration(random(15)) * time.Second)
			switch random(4) {
			case 0, 1:
				for range random(4) {
					b.Came(rows(next))
					unread[next] = true
					next++
				}
			case 2:
				var left []mail.MessageID
				for id := range unread {
					if random(3) == 0 {
						delete(unread, id)
					} else {
						left = append(left, id)
					}
				}
				b.Keep(left)
			case 3:
				for _, r := range b.Gone(Key(random(5))) {
					delete(unread, r.ID)
				}
			}
			for _, told := range b.Due(now).Show {
				if told.Key == all {
					continue
				}
				if single[told.Rows[0].ID]++; single[told.Rows[0].ID] > 1 {
					t.Fatalf("seed %d: told twice of %d", seed, told.Rows[0].ID)
				}
			}
			if len(b.IDs()) != len(unread) || len(b.shown) > few {
				t.Fatalf("seed %d: knows of %d of %d, %d shown", seed, len(b.IDs()), len(unread), len(b.shown))
			}
		}
	}
}
