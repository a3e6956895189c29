package gui

import (
	"context"
	"errors"
	"maps"
	"time"

	"fyne.io/fyne/v2"

	"godwit/accounts/desktop"
	"godwit/app"
	"godwit/app/gui/model"
	"godwit/app/notify"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// board is where notifications are shown: a desktop.Notifier.
type board interface {
	Show(ctx context.Context, replaces uint32, n desktop.Notice) (uint32, error)
	Withdraw(ctx context.Context, id uint32)
	Close()
}

const (
	hearing = 1500 * time.Millisecond // new mail comes in crowds, and other clients may have it read meanwhile
	asking  = 5 * time.Minute         // before a desktop that shows nothing is asked again
)

// notifying tells of a profile's new mail on the desktop. The rules of that are
// app/notify's, the words model's; this is the way between them: the store is
// asked and the desktop spoken to on other goroutines, one errand at a time.
type notifying struct {
	s       *session
	connect func(context.Context, func(desktop.Answer)) (board, error)
	looking func() bool                               // whether the person is at the window
	act     func(action string, ids []mail.MessageID) // a person chose something

	told     *notify.Board
	ids      map[notify.Key]uint32 // of what is shown, at the desktop
	arrivals *app.Arrivals         // touched by the errand only
	shows    board                 // nil until something was to be told; touched by the errand only
	asked    time.Time             // when the desktop last had nothing
	missing  bool                  // it has nothing
	busy     bool
	again    bool
	wait     *timer
}

func newNotifying(s *session) *notifying {
	n := &notifying{s: s, told: notify.NewBoard(), ids: make(map[notify.Key]uint32)}
	n.connect = func(ctx context.Context, answers func(desktop.Answer)) (board, error) {
		return desktop.OpenNotifier(ctx, answers)
	}
	return n
}

// begin takes the mail that is there as known.
func (n *notifying) begin() {
	n.busy = true
	load(n.s.pump, n.s.core.Mail.Arrivals, func(a *app.Arrivals, err error) {
		n.busy = false
		if err != nil {
			n.s.log.Warn("new mail is not told of", "err", err)
			return
		}
		n.arrivals = a
	})
}

// news looks whether there is something to tell or to take away.
func (n *notifying) news(events []event.Event) {
	for _, e := range events {
		switch e.(type) {
		case event.Messages, event.Lagged:
			if n.wait == nil {
				n.later(hearing)
			}
			return
		}
	}
}

func (n *notifying) later(d time.Duration) {
	n.wait.cancel()
	n.wait = n.s.pump.after(d, func() { n.wait = nil; n.look() })
}

// looked is what an errand brought from the store.
type looked struct {
	came    []mail.Row
	waiting []mail.MessageID
}

func (n *notifying) look() {
	if n.busy || n.arrivals == nil {
		n.again = n.busy
		return
	}
	n.busy = true
	known := n.told.IDs()
	load(n.s.pump, func(ctx context.Context) (looked, error) {
		var l looked
		var err error
		if l.came, err = n.arrivals.Next(ctx, now()); err == nil {
			l.waiting, err = n.arrivals.Waiting(ctx, known)
		}
		return l, err
	}, func(l looked, err error) {
		if err != nil {
			n.s.log.Warn("look for new mail to tell of", "err", err)
			n.done(0)
			return
		}
		withdraw := n.told.Keep(l.waiting)
		if n.looking == nil || !n.looking() {
			n.told.Came(n.wanted(l.came))
		}
		step := n.told.Due(now())
		step.Withdraw = append(withdraw, step.Withdraw...)
		n.carryOut(step)
	})
}

// wanted are the messages that a person wants to hear of now.
func (n *notifying) wanted(rows []mail.Row) []mail.Row {
	var out []mail.Row
	for _, r := range rows {
		if n.s.rules.Tells(r, now()) {
			out = append(out, r)
		}
	}
	return out
}

// clear takes all away: a person looks at the mail itself.
func (n *notifying) clear() {
	if withdraw := n.told.Clear(); len(withdraw) > 0 && !n.busy {
		n.busy = true
		n.carryOut(notify.Step{Withdraw: withdraw})
	}
}

// carryOut does at the desktop what a step says.
func (n *notifying) carryOut(step notify.Step) {
	ids := maps.Clone(n.ids)
	for _, k := range step.Withdraw {
		delete(n.ids, k)
	}
	if len(step.Withdraw) == 0 && len(step.Show) == 0 {
		n.done(step.Wait)
		return
	}
	notices := make(map[notify.Key]desktop.Notice, len(step.Show))
	for i, t := range step.Show {
		notice := model.NewMail(t, n.s.rules.Hide)
		notice.Sound = n.s.rules.Sound && i == 0
		notices[t.Key] = notice
	}
	load(n.s.pump, func(ctx context.Context) (map[notify.Key]uint32, error) {
		shown := make(map[notify.Key]uint32)
		if err := n.open(ctx); err != nil {
			return shown, err
		}
		for _, k := range step.Withdraw {
			n.shows.Withdraw(ctx, ids[k])
		}
		for _, t := range step.Show {
			id, err := n.shows.Show(ctx, ids[t.Key], notices[t.Key])
			if err != nil {
				return shown, err
			}
			shown[t.Key] = id
		}
		return shown, nil
	}, func(shown map[notify.Key]uint32, err error) {
		maps.Copy(n.ids, shown)
		if err != nil {
			n.failed(err, step)
		} else {
			n.missing = false
		}
		n.done(step.Wait)
	})
}

// failed forgets what could not be shown; the next mail tries again.
func (n *notifying) failed(err error, step notify.Step) {
	if !n.missing {
		n.s.log.Info("no notifications", "err", err)
	}
	n.missing = errors.Is(err, desktop.ErrNone)
	for _, t := range step.Show {
		if _, ok := n.ids[t.Key]; !ok {
			n.told.Gone(t.Key)
		}
	}
	if n.missing && !desktop.Speaks {
		n.plainly(step)
	}
}

// plainly says only how much mail there is, by the toolkit's way, which is not
// safe for a stranger's text on these systems.
func (n *notifying) plainly(step notify.Step) {
	count := 0
	for _, t := range step.Show {
		count += t.Count
	}
	if count > 0 {
		n.s.fyne.SendNotification(fyne.NewNotification("Godwit", model.NewMailCount(count)))
	}
}

// open finds the desktop's notifications. It is the errand's.
func (n *notifying) open(ctx context.Context) error {
	if n.shows != nil {
		return nil
	}
	if !n.asked.IsZero() && time.Since(n.asked) < asking {
		return desktop.ErrNone
	}
	shows, err := n.connect(ctx, func(a desktop.Answer) { n.s.pump.later(func() { n.answer(a) }) })
	if err != nil {
		n.asked = time.Now()
		return err
	}
	n.shows = shows
	context.AfterFunc(ctx, shows.Close)
	return nil
}

func (n *notifying) done(wait time.Duration) {
	n.busy = false
	if n.again {
		n.again, wait = false, hearing
	}
	if wait > 0 && n.wait == nil {
		n.later(wait)
	}
}

// answer is what a person did with a notification.
func (n *notifying) answer(a desktop.Answer) {
	for k, id := range n.ids {
		if id != a.Notice {
			continue
		}
		delete(n.ids, k)
		rows := n.told.Gone(k)
		if a.Action == "" || len(rows) == 0 {
			return
		}
		var about []mail.MessageID
		for _, r := range rows {
			about = append(about, r.ID)
		}
		n.act(a.Action, about)
		return
	}
}
