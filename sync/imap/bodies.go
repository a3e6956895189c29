package imap

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/store"
)

var wholeMessage = &imap.FetchItemBodySection{Peek: true}

const (
	batchMessages = 200
	maxAlone      = 20 // of a batch, asked for once more when they did not come
	earlyBodies   = 50 // of the inbox, fetched before the headers of other folders
)

// bodies fetches and stores bodies of one folder from its queue, as long as
// there are some of a rank and nothing else is due. Parsing and storing go on
// beside the fetching. Those that a server does not deliver whole stay missing.
func (r *Remote) bodies(ctx context.Context, s *session, v *visit, rank rank, mine bool) error {
	b := &bodyFetch{r: r, s: s, v: v, rank: rank, mine: mine, limit: maxMessages}
	return b.run(ctx)
}

// earlyBodies fetches the newest bodies of a folder.
func (r *Remote) earlyBodies(ctx context.Context, s *session, v *visit) error {
	rank, at, ok := v.queue.best()
	if !ok || at > 0 {
		return nil
	}
	b := &bodyFetch{r: r, s: s, v: v, rank: rank, limit: earlyBodies}
	return b.run(ctx)
}

// bodyFetch is the work of one call of bodies.
type bodyFetch struct {
	r       *Remote
	s       *session
	v       *visit
	rank    rank
	mine    bool // on the work connection, where errands are due
	limit   int  // messages still to ask for
	waiting []pending
	came    int
	guilty  int
}

// pending is a command under way.
type pending struct {
	batch []store.Missing
	begun time.Time
	done  chan answer // has room for one
}

// answer is what came of a command: left are the messages that did not come.
type answer struct {
	left map[uint32]store.Missing
	err  error
}

func (b *bodyFetch) run(ctx context.Context) error {
	if err := b.r.enter(ctx, b.s, b.v.Folder); err != nil {
		return err
	}
	for {
		if err := b.errand(ctx); err != nil {
			return err
		}
		for len(b.waiting) < 2 { // the server never waits for us
			batch, err := b.next(ctx)
			if err != nil {
				return err
			}
			if len(batch) == 0 {
				break
			}
			b.waiting = append(b.waiting, b.ask(batch))
		}
		if len(b.waiting) == 0 {
			return nil
		}
		if err := b.finish(ctx); err != nil {
			return err
		}
		if err := b.v.pass.words.late(ctx, time.Now()); err != nil {
			return err
		}
		came, total := b.v.queue.have(0)
		b.v.tell(true, came, total)
	}
}

// next takes the messages of one command off the queue.
func (b *bodyFetch) next(ctx context.Context) ([]store.Missing, error) {
	if !b.r.mayFetch() || !b.v.pass.mayGoOn() {
		return nil, nil
	}
	for b.limit > 0 {
		var wanted []store.Missing
		batch := b.v.queue.take(b.rank, min(batchMessages, b.limit), b.s.pace.batch())
		if len(batch) == 0 {
			return nil, nil
		}
		for _, m := range batch {
			if m.UID == 0 || m.Size <= b.s.wire.MaxLiteral() {
				wanted = append(wanted, m)
				continue
			}
			b.r.Log.Warn("a message too large to be fetched", "folder", b.v.ID, "message", m.ID, "size", m.Size)
			b.v.pass.ahead.plan(-m.Size)
			if err := b.r.giveUp(ctx, m.ID); err != nil {
				return nil, err
			}
		}
		b.limit -= len(wanted)
		wanted, shared, err := b.v.pass.sharing.part(ctx, b.r, b.s, wanted)
		if err != nil {
			return nil, err
		}
		for _, m := range shared {
			b.v.pass.ahead.plan(-m.Size)
		}
		b.v.queue.have(len(shared))
		if len(wanted) > 0 {
			return wanted, nil
		}
	}
	return nil, nil
}

// finish waits for the oldest command under way.
func (b *bodyFetch) finish(ctx context.Context) error {
	asked := len(b.waiting[0].batch)
	a := b.take()
	if a.err == nil {
		if n := len(a.left); asked > 1 && n <= maxAlone { // perhaps the answer did not say which it was of
			b.v.alone(messages(a.left))
		}
		return nil // what does not come is gone, or comes another time
	}
	var untried []store.Missing
	err := b.s.failed("UID FETCH", a.err)
	if !isRefused(err) || b.s.lost() {
		for len(b.waiting) > 0 { // nobody may be reading when the session ends
			switch other := b.take(); {
			case len(a.left) == 0: // it broke in the next batch
				a = other
			default:
				untried = append(untried, messages(other.left)...)
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case b.v.pass.line.failure() != nil:
		return b.v.pass.line.failure()
	}
	if isTemporary(err) && b.came == 0 && !b.s.lost() { // it is not about one message
		return b.drain(err)
	}
	again, serr := b.accuse(ctx, a.left, err)
	if serr != nil {
		return serr
	}
	lives := isRefused(err) && !b.s.lost()
	if lives && b.guilty > maxGuilty {
		return b.drain(err)
	}
	b.v.again(again) // the same question, smaller
	b.v.again(untried)
	if lives {
		return nil
	}
	return err
}

// take waits for the oldest command and counts what came.
func (b *bodyFetch) take() answer {
	p := b.waiting[0]
	b.waiting = b.waiting[1:]
	a := <-p.done
	octets := int64(0)
	for _, m := range p.batch {
		if _, ok := a.left[m.UID]; !ok {
			octets += m.Size
		} else {
			b.v.pass.ahead.plan(-m.Size)
		}
	}
	n := len(p.batch) - len(a.left)
	b.came += n
	b.v.queue.have(n)
	b.v.pass.ahead.did(octets)
	b.s.pace.note(octets, p.begun, time.Now())
	b.r.suspects.acquit(b.v.ID, p.batch, a.left)
	return a
}

// drain reads what is still under way and returns why nothing more is asked for.
func (b *bodyFetch) drain(why error) error {
	for len(b.waiting) > 0 {
		b.take()
	}
	if err := b.v.pass.line.failure(); err != nil {
		return err
	}
	return why
}

// accuse narrows down which message a command failed at.
func (b *bodyFetch) accuse(ctx context.Context, left map[uint32]store.Missing, why error) (again []store.Missing, err error) {
	guilty, again := b.r.suspects.accuse(b.v.ID, left)
	b.guilty += len(guilty)
	for _, m := range guilty {
		b.r.Log.Warn("a message that the server cannot deliver", "folder", b.v.ID, "message", m.ID, "err", why)
		if err := b.r.giveUp(ctx, m.ID); err != nil {
			return nil, err
		}
		b.r.suspects.closed(b.v.ID, m.UID)
	}
	return again, nil
}

// errand lets what cannot wait go first, once the commands under way are
// answered.
func (b *bodyFetch) errand(ctx context.Context) error {
	do := b.v.pass.errand(b.mine)
	if do == nil {
		return nil
	}
	for len(b.waiting) > 0 {
		if err := b.finish(ctx); err != nil {
			return do.fail(err)
		}
	}
	if err := do.run(ctx, b.s); err != nil {
		return err
	}
	return b.r.enter(ctx, b.s, b.v.Folder)
}

func uidsOf(batch []store.Missing) []uint32 {
	uids := make([]uint32, len(batch))
	for i, m := range batch {
		uids[i] = m.UID
	}
	return uids
}

func messages(left map[uint32]store.Missing) []store.Missing {
	var list []store.Missing
	for _, m := range left {
		list = append(list, m)
	}
	return newestFirst(list)
}

// ask sends the command for a batch. The answer is read on a goroutine of its
// own: see headerLine.fetch.
func (b *bodyFetch) ask(batch []store.Missing) pending {
	cmd := b.s.c.Fetch(setOf(uidsOf(batch)), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{wholeMessage}})
	p := pending{batch, time.Now(), make(chan answer, 1)}
	go func() { p.done <- b.read(batch, cmd) }()
	return p
}

func (b *bodyFetch) read(batch []store.Missing, cmd *imapclient.FetchCommand) answer {
	a := answer{left: make(map[uint32]store.Missing, len(batch))}
	for _, m := range batch {
		a.left[m.UID] = m
	}
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		f, err := b.s.read(m)
		if err != nil {
			a.err = err
			break
		}
		want, ok := a.left[f.uid]
		if !ok || len(f.body) == 0 {
			continue // not asked for; or empty, which no message is
		}
		if !isOf(f.body, want.MessageID) {
			b.r.Log.Warn("the server delivered another message than was asked for", "folder", b.v.ID, "message", want.ID)
			continue
		}
		if a.err = b.v.pass.line.put(want.ID, f.body); a.err != nil {
			break
		}
		delete(a.left, f.uid)
	}
	if err := cmd.Close(); a.err == nil {
		a.err = err
	}
	return a
}
