package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"godwit/sync/mail"
)

// TestModel plays random wishes of a user, replays and passes, against a model
// in plain Go: what the user sees is always what the wishes ask for, the
// counters are right at every step, and in the end the server has the same.
func TestModel(t *testing.T) {
	seeds := uint64(30)
	if testing.Short() {
		seeds = 3
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := fresh(t)
			account, folders := imapAccount(t, s)
			g := &game{
				t: t, s: s, r: rand.New(rand.NewPCG(seed, 1)), account: account, sv: newServer(folders),
				folders: slices.Sorted(maps.Values(folders)), want: map[string]local{}, ids: map[string]mail.MessageID{},
			}
			for range 120 {
				g.play()
				g.compare()
			}
			for range 12 { // without UIDPLUS, two moves of one message need a pass between them
				g.replay(100)
				g.pass()
			}
			g.compare()
			g.compareServer()
			checkCounters(t, s)
			check(t, s.Check(t.Context()))
		})
	}
}

func (g *game) play() {
	switch n := g.r.IntN(21); {
	case n < 3:
		g.arrive()
	case n < 8:
		g.mark()
	case n < 13:
		g.move()
	case n < 14:
		g.remove()
	case n < 16:
		g.takeBack()
	case n < 17:
		g.pass()
	case n < 18:
		g.elsewhere()
	case n < 19:
		g.movedElsewhere()
	default:
		g.replay(1 + g.r.IntN(3))
	}
}

func (g *game) some() []string {
	all := slices.Sorted(maps.Keys(g.want))
	g.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(len(all), 1+g.r.IntN(3))]
}

func (g *game) known(names []string) []mail.MessageID {
	var ids []mail.MessageID
	for _, n := range names {
		ids = append(ids, g.ids[n])
	}
	return ids
}

func (g *game) arrive() {
	g.made++
	f := g.folders[g.r.IntN(len(g.folders))]
	m := message(0, fmt.Sprintf("m%d", g.made))
	m.UID = g.sv.put(f, held{messageID: m.Envelope.MessageID})
	ids := add(g.t, g.s, f, m)
	g.ids[m.Envelope.MessageID] = ids[0]
	g.want[m.Envelope.MessageID] = local{folder: f}
}

func (g *game) mark() {
	names := g.some()
	flag := []mail.Flags{mail.Seen, mail.Flagged, mail.Answered}[g.r.IntN(3)]
	add, del := flag, mail.Flags(0)
	if g.r.IntN(2) == 0 {
		add, del = del, add
	}
	before, changed := maps.Clone(g.want), false
	for _, n := range names {
		w := g.want[n]
		w.flags = w.flags&^del | add
		changed = changed || w != g.want[n]
		g.want[n] = w
	}
	check(g.t, g.s.Mark(g.t.Context(), g.known(names), add, del, nil, nil))
	if changed {
		g.undo = append(g.undo, before)
	}
}

func (g *game) move() {
	names := g.some()
	to := g.folders[g.r.IntN(len(g.folders))]
	before, changed := maps.Clone(g.want), false
	for _, n := range names {
		w := g.want[n]
		w.folder = to
		changed = changed || w != g.want[n]
		g.want[n] = w
	}
	check(g.t, g.s.Move(g.t.Context(), g.known(names), to))
	if changed {
		g.undo = append(g.undo, before)
	}
}

func (g *game) remove() {
	names := g.some()
	check(g.t, g.s.Delete(g.t.Context(), g.known(names)))
	for _, n := range names {
		g.gone(n)
	}
}

// gone forgets a message, and wishes on it alone.
func (g *game) gone(name string) {
	last := g.want[name]
	delete(g.want, name)
	var kept []map[string]local
	for i, before := range g.undo {
		after := maps.Clone(g.want)
		if i+1 < len(g.undo) {
			after = maps.Clone(g.undo[i+1])
		} else {
			after[name] = last
		}
		others := false
		for n, w := range before {
			others = others || n != name && after[n] != w
		}
		if others {
			kept = append(kept, before)
		}
	}
	for _, before := range kept {
		delete(before, name)
	}
	g.undo = kept
}

func (g *game) takeBack() {
	_, err := g.s.Undo(g.t.Context())
	if len(g.undo) == 0 {
		if err == nil {
			g.t.Fatal("undid what was not done")
		}
		return
	}
	check(g.t, err)
	before := g.undo[len(g.undo)-1]
	g.undo = g.undo[:len(g.undo)-1]
	for n, w := range before {
		g.want[n] = w
	}
}

func (g *game) replay(n int) {
	uidplus := g.r.IntN(2) == 0
	names := map[mail.MessageID]string{}
	for n, id := range g.ids {
		names[id] = n
	}
	for _, op := range nextOps(g.t, g.s, g.account)[:min(n, len(nextOps(g.t, g.s, g.account)))] {
		check(g.t, g.s.BeginOp(g.t.Context(), op.ID))
		results := g.sv.carryOut(op, names, func(id mail.MessageID) mail.Flags { return row(g.t, g.s, id).Flags }, uidplus)
		check(g.t, g.s.OpDone(g.t.Context(), op.ID, results))
	}
}

// pass looks at every folder as sync/imap does.
func (g *game) pass() {
	ctx := g.t.Context()
	for _, f := range g.folders {
		known, err := g.s.KnownUIDs(ctx, f)
		check(g.t, err)
		var gone []uint32
		for _, k := range known {
			if _, ok := g.sv.folders[f][k.UID]; !ok {
				gone = append(gone, k.UID)
			}
		}
		_, err = g.s.Missed(ctx, f, gone)
		check(g.t, err)
		var msgs []NewMessage
		var flags []FlagUpdate
		for _, uid := range slices.Sorted(maps.Keys(g.sv.folders[f])) {
			h := g.sv.folders[f][uid]
			m := message(0, "x")
			m.UID, m.Envelope.MessageID, m.Flags = uid, h.messageID, h.flags
			msgs = append(msgs, m)
			flags = append(flags, FlagUpdate{UID: uid, Flags: h.flags})
		}
		add(g.t, g.s, f, msgs...)
		check(g.t, g.s.ApplyFlags(ctx, f, flags))
	}
	for _, f := range g.folders {
		_, err := g.s.DropUnnamed(ctx, f)
		check(g.t, err)
	}
}

// elsewhere removes a message by another client, if no operation waits for it;
// which of two clients wins is not this test's matter.
func (g *game) elsewhere() {
	if len(nextOps(g.t, g.s, g.account)) > 0 || len(g.want) == 0 {
		return
	}
	if n, err := g.s.OpsPending(g.t.Context(), g.account); err != nil || n > 0 {
		return
	}
	name := g.some()[0]
	for f, held := range g.sv.folders {
		for uid, h := range held {
			if h.messageID == name {
				delete(g.sv.folders[f], uid)
			}
		}
	}
	g.pass()
	g.gone(name)
}

// movedElsewhere moves a message by another client; here its row goes along.
func (g *game) movedElsewhere() {
	if n, err := g.s.OpsPending(g.t.Context(), g.account); err != nil || n > 0 || len(g.want) == 0 {
		return
	}
	g.pass() // what moved without an answer has its UID now
	name := g.some()[0]
	from, to := g.want[name].folder, g.folders[g.r.IntN(len(g.folders))]
	for uid, h := range g.sv.folders[from] {
		if h.messageID == name && from != to {
			delete(g.sv.folders[from], uid)
			g.sv.put(to, h)
			break
		}
	}
	g.pass()
	after := g.want[name].folder
	w := g.want[name]
	w.folder = to
	g.want[name] = w
	for _, before := range slices.Backward(g.undo) { // undoing other wishes leaves it there
		w, ok := before[name]
		if !ok || w.folder != after {
			break
		}
		w.folder = to
		before[name] = w
	}
	if rows, err := g.s.FindMessageID(g.t.Context(), g.account, name); err != nil || len(rows) != 1 || rows[0].ID != g.ids[name] {
		g.t.Fatalf("%s is another row now: %v, %v", name, rows, err)
	}
}

// compare holds the store against the model, and the counters against a count.
func (g *game) compare() {
	g.t.Helper()
	ctx := g.t.Context()
	rows, err := g.s.List(ctx, mail.ListQuery{})
	check(g.t, err)
	got := map[string]local{}
	counted := map[mail.FolderID][3]int{}
	for _, r := range rows {
		if _, twice := got[r.MessageID]; twice {
			g.t.Fatalf("%s is there twice", r.MessageID)
		}
		got[r.MessageID] = local{r.Folder, r.Flags}
		c := counted[r.Folder]
		c[0]++
		c[2] += int(r.Size)
		if r.Flags&mail.Seen == 0 {
			c[1]++
		}
		counted[r.Folder] = c
	}
	if !maps.Equal(got, g.want) {
		g.t.Fatalf("store has\n%v\nwant\n%v", got, g.want)
	}
	folders, err := g.s.Folders(ctx, g.account)
	check(g.t, err)
	for _, f := range folders {
		if c := [3]int{f.Total, f.Unread, int(f.Size)}; c != counted[f.ID] {
			g.t.Fatalf("folder %s counts %v, has %v", f.Path, c, counted[f.ID])
		}
	}
}

func (g *game) compareServer() {
	g.t.Helper()
	if n, err := g.s.OpsPending(g.t.Context(), g.account); err != nil || n != 0 {
		g.t.Errorf("%d operations left, %v", n, err)
	}
	got := map[string]local{}
	for f, messages := range g.sv.folders {
		for _, h := range messages {
			if _, twice := got[h.messageID]; twice {
				g.t.Errorf("the server has %s twice", h.messageID)
			}
			got[h.messageID] = local{f, h.flags}
		}
	}
	if !maps.Equal(got, g.want) {
		g.t.Errorf("server has\n%v\nwant\n%v", got, g.want)
	}
}
