package model

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"godwit/app/e2e/servers"
	"godwit/sync/localserver"
)

const (
	person  = "ada@godwit.test"
	between = 80 // steps from one settling to the next, on average
	shown   = 60 // steps that a failure shows
)

// fast makes Dovecot sign people in quickly. Without the index of mailboxes its
// LIST never shows one that was renamed away at the same time.
const fast = `
mailbox_list_index = no
service imap-login {
  service_count = 0
}
service imap {
  service_count = 200
  process_min_avail = 2
}
`

// game is one life.
type game struct {
	t      *testing.T
	r      *rand.Rand
	server *servers.Dovecot
	line   *servers.Line // of both Godwits
	smtp   *localserver.Server
	godwit [2]*godwit
	other  *other
	book   *book

	steps   int
	made    int // names given so far
	history []string
	rounds  int // the most that a settling took
}

// TestModel plays two short games, or one as long as asked for.
func TestModel(t *testing.T) {
	steps := number(t, "GODWIT_STEPS", 300)
	seeds := []uint64{1, 2}
	if os.Getenv("GODWIT_SEED") != "" || steps > 300 {
		seeds = []uint64{uint64(number(t, "GODWIT_SEED", 1))}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			g := newGame(t, seed)
			defer g.tell(seed)
			for g.steps < steps {
				g.steps++
				g.play()
				if g.r.IntN(between) == 0 {
					g.settle()
				}
			}
			g.settle()
		})
	}
}

func number(t *testing.T, env string, otherwise int) int {
	s := os.Getenv(env)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		t.Fatalf("%s=%s is no number", env, s)
	}
	return n
}

func newGame(t *testing.T, seed uint64) *game {
	ca := servers.NewCA(t)
	g := &game{
		t: t, r: rand.New(rand.NewPCG(seed, 7)), book: newBook(),
		server: servers.StartDovecotExtra(t, ca, fast, person),
	}
	var err error
	if g.smtp, err = localserver.Start(localserver.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.smtp.Close() })
	g.line = servers.NewLine(t, g.server.IMAP)
	g.other = &other{g: g}
	t.Cleanup(g.other.hangUp)
	for i, name := range []string{"A", "B"} {
		g.godwit[i] = newGodwit(g, name)
	}
	return g
}

// note remembers what was done, for the case that it goes wrong.
func (g *game) note(format string, args ...any) {
	line := fmt.Sprintf("%5d %s", g.steps, fmt.Sprintf(format, args...))
	g.history = append(g.history, line)
	if f := os.Getenv("GODWIT_HISTORY"); f != "" {
		if w, err := os.OpenFile(f, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err == nil {
			fmt.Fprintln(w, line)
			w.Close()
		}
	}
}

// tell says how the game went.
func (g *game) tell(seed uint64) {
	if g.t.Failed() {
		g.t.Logf("seed %d failed at step %d; the last steps:\n%s", seed, g.steps, strings.Join(g.history[max(0, len(g.history)-shown):], "\n"))
		return
	}
	g.t.Logf("seed %d: %d steps, %d messages, %d wishes heeded, %d connections cut, in step after %d rounds at most",
		seed, g.steps, len(g.book.letters), g.book.heeded, g.line.Cuts(), g.rounds)
}

// context bounds one thing that is done.
func (g *game) context() (context.Context, context.CancelFunc) {
	return context.WithTimeout(g.t.Context(), time.Minute)
}

func (g *game) must(err error) {
	g.t.Helper()
	if err != nil {
		g.t.Fatal(err)
	}
}

func (g *game) anyone() *godwit { return g.godwit[g.r.IntN(2)] }

// play does one thing.
func (g *game) play() {
	moves := []struct {
		weight int
		do     func()
	}{
		{14, g.other.deliver},
		{7, g.other.mark},
		{5, g.other.move},
		{3, g.other.copy},
		{3, g.other.expunge},
		{2, g.other.folders},
		{1, g.other.renumber},
		{14, func() { g.anyone().mark() }},
		{12, func() { g.anyone().move() }},
		{4, func() { g.anyone().trash() }},
		{3, func() { g.anyone().erase() }},
		{4, func() { g.anyone().folders() }},
		{3, func() { g.anyone().undo() }},
		{3, func() { g.anyone().send() }},
		{6, func() { g.anyone().sync() }},
		{14, g.cutSync},
		{3, g.bothSync},
		{2, g.offlineSync},
		{2, func() { g.anyone().restart() }},
		{1, g.maybeCrash},
	}
	total := 0
	for _, m := range moves {
		total += m.weight
	}
	n := g.r.IntN(total)
	for _, m := range moves {
		if n -= m.weight; n < 0 {
			m.do()
			g.other.rest()
			return
		}
	}
}

// cut is a random end of a connection.
func (g *game) cut() servers.Cut {
	c := servers.Cut{How: []servers.How{servers.Reset, servers.Close, servers.HalfClose}[g.r.IntN(3)]}
	if g.r.IntN(80) == 0 {
		c.How = servers.Stall
	}
	size := int64(1) << (4 + g.r.IntN(12))
	if g.r.IntN(2) == 0 {
		c.AfterUp = 1 + g.r.Int64N(max(1, size/8))
	} else {
		c.AfterDown = 1 + g.r.Int64N(size)
	}
	return c
}

// cutSync brings somebody in step over lines that break.
func (g *game) cutSync() {
	who := g.anyone()
	var plan []servers.Cut
	for range 1 + g.r.IntN(3) {
		plan = append(plan, g.cut())
	}
	g.note("%s syncs, cuts %v", who.name, plan)
	g.line.Plan(plan...)
	err := who.pass()
	g.line.Heal()
	g.note("  %v", err)
	who.heard(err)
}

// bothSync brings both in step at the same time.
func (g *game) bothSync() {
	g.note("both sync at once")
	g.book.race(g.godwit[0].name, g.godwit[1].name)
	var done sync.WaitGroup
	var errs [2]error
	for i, w := range g.godwit {
		done.Go(func() { errs[i] = w.pass() })
	}
	done.Wait()
	for i, w := range g.godwit {
		if errs[i] != nil {
			g.note("  %v", errs[i])
		}
		w.heard(errs[i])
	}
}

func (g *game) offlineSync() {
	who := g.anyone()
	g.line.SetDown(true)
	err := who.pass()
	g.line.Heal()
	g.note("%s syncs offline: %v", who.name, err)
	if err == nil {
		g.t.Fatal("a pass without a server went well")
	}
}

// maybeCrash takes the server down as a power cut would, now and then: it
// takes long.
func (g *game) maybeCrash() {
	if g.r.IntN(4) > 0 {
		return
	}
	g.note("the server crashes")
	g.server.Stop()
	g.server.Start(g.t)
	g.other.hangUp()
}

func (g *game) logger(name string) *slog.Logger {
	if os.Getenv("GODWIT_VERBOSE") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})).With("godwit", name)
}
