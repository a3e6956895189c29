package model

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"godwit/sync/event"
	"godwit/sync/mail"
	"godwit/sync/store"
)

const maxRounds = 6

// settle brings everyone in step and looks whether all is as it must be.
func (g *game) settle() {
	g.t.Helper()
	g.note("settle")
	g.line.Heal()
	var wrong []string
	for round := 1; round <= maxRounds; round++ {
		for _, w := range g.godwit {
			if err := w.pass(); err != nil {
				g.t.Fatalf("%s: a pass over a sound line: %v", w.name, err)
			}
		}
		there := g.there()
		wrong = nil
		for _, w := range g.godwit {
			wrong = append(wrong, w.differs(there)...)
		}
		if len(wrong) == 0 {
			g.rounds = max(g.rounds, round)
			g.count(there)
			return
		}
		g.note("  round %d: %d differences", round, len(wrong))
	}
	for _, w := range g.godwit {
		w.waiting()
	}
	g.t.Fatalf("not in step after %d rounds:\n%s", maxRounds, strings.Join(wrong[:min(len(wrong), 20)], "\n"))
}

// waiting tells which operations the server has not heard of.
func (w *godwit) waiting() {
	ctx := w.g.t.Context()
	w.app.Close()
	s, err := store.Open(ctx, w.dir, new(event.Hub), w.g.logger(w.name))
	w.g.must(err)
	defer s.Close()
	ops, err := s.NextOps(ctx, w.account, 20)
	w.g.must(err)
	for _, op := range ops {
		from, _ := s.Folder(ctx, op.Folder)
		to, _ := s.Folder(ctx, op.To)
		w.g.t.Logf("%s waits: %+v from %q to %q", w.name, op, from.Path, to.Path)
	}
}

// there is all that the server has, by mailbox.
func (g *game) there() map[string][]seen {
	all := make(map[string][]seen)
	for _, box := range g.other.boxes() {
		all[box] = g.other.look(box, true)
	}
	g.other.rest()
	return all
}

// count looks for messages that are lost, doubled or changed.
func (g *game) count(there map[string][]seen) {
	g.t.Helper()
	where := make(map[string][]string)
	for box, all := range there {
		for _, s := range all {
			where[s.id] = append(where[s.id], box)
			switch l := g.book.letters[s.id]; {
			case l == nil:
				g.t.Errorf("nobody wrote what is %d in %s: %q", s.uid, box, s.raw)
			case l.raw != s.raw:
				g.t.Errorf("%s is %d octets in %s, and was %d", s.id, len(s.raw), box, len(l.raw))
			}
		}
	}
	for _, id := range g.book.order {
		if fault := g.book.wrong(id, len(where[id])); fault != "" {
			g.t.Error(fault)
			g.story(id)
		}
	}
	for box, all := range there {
		for _, s := range all {
			for _, fault := range g.book.unheeded(s.id, box, s.flags) {
				g.t.Error(fault)
				g.story(s.id)
			}
		}
	}
	if g.t.Failed() {
		g.t.FailNow()
	}
	g.book.begin(where)
}

// story tells what was done to a message.
func (g *game) story(id string) {
	for _, line := range g.history {
		if strings.Contains(line, id+"/") || strings.Contains(line, id+" ") {
			g.t.Log(line)
		}
	}
}

// differs says what a Godwit has otherwise than the server.
func (w *godwit) differs(there map[string][]seen) (wrong []string) {
	ctx, cancel := w.g.context()
	defer cancel()
	bad := func(format string, args ...any) {
		wrong = append(wrong, w.name+": "+fmt.Sprintf(format, args...))
	}
	if n, err := w.app.Mail.Pending(ctx, w.account); err != nil || n > 0 {
		bad("%d operations are pending, %v", n, err)
	}
	folders, err := w.app.Mail.Folders(ctx, w.account)
	w.g.must(err)
	left := maps.Clone(there)
	for _, f := range folders {
		if f.Local() || f.NoMail {
			continue
		}
		if f.Path != f.Remote {
			bad("%s is called %s on the server", f.Path, f.Remote)
		}
		msgs, ok := left[f.Remote]
		if !ok {
			bad("%s is not on the server", f.Path)
			continue
		}
		delete(left, f.Remote)
		for _, fault := range w.differsIn(f, msgs) {
			bad("%s: %s", f.Path, fault)
		}
	}
	for box := range left {
		bad("%s is only on the server", box)
	}
	list, err := w.app.Mail.Verify(ctx, w.account, true)
	w.g.must(err)
	for _, c := range list {
		if !c.Identical() {
			bad("verify: %+v", c)
		}
	}
	return wrong
}

func (w *godwit) differsIn(f mail.Folder, msgs []seen) (wrong []string) {
	ctx, cancel := w.g.context()
	defer cancel()
	rows, err := w.app.Mail.List(ctx, mail.ListQuery{Folder: f.ID})
	w.g.must(err)
	here := make(map[uint32]mail.Row)
	for _, r := range rows {
		if _, twice := here[r.UID]; twice || r.UID == 0 {
			wrong = append(wrong, fmt.Sprintf("%s (row %d) has UID %d", r.MessageID, r.ID, r.UID))
		}
		here[r.UID] = r
	}
	if f.Total != len(rows) {
		wrong = append(wrong, fmt.Sprintf("counts %d, has %d", f.Total, len(rows)))
	}
	for _, s := range msgs {
		r, ok := here[s.uid]
		delete(here, s.uid)
		if !ok || r.MessageID != s.id {
			wrong = append(wrong, fmt.Sprintf("UID %d is %s there and %q here", s.uid, s.id, r.MessageID))
			continue
		}
		flags, tags := mail.ParseFlags(s.flags)
		slices.Sort(tags)
		if slices.Sort(r.Tags); r.Flags != flags || !slices.Equal(r.Tags, tags) {
			wrong = append(wrong, fmt.Sprintf("%s (UID %d) is %v there and %v %v here", s.id, s.uid, s.flags, r.Flags.Names(), r.Tags))
		}
		if r.Body != mail.BodyHere {
			wrong = append(wrong, fmt.Sprintf("%s (UID %d) has no body here: %d", s.id, s.uid, r.Body))
			continue
		}
		raw, err := w.app.Mail.Raw(ctx, r.ID)
		if err != nil || string(raw) != s.raw {
			wrong = append(wrong, fmt.Sprintf("%s (UID %d) has %d octets there and %d here, %v", s.id, s.uid, len(s.raw), len(raw), err))
		}
	}
	for uid, r := range here {
		wrong = append(wrong, fmt.Sprintf("%s (UID %d) is only here", r.MessageID, uid))
	}
	return wrong
}
