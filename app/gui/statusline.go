package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// statusLine is the bottom line: how each account is doing, in words. A click
// tells more, or mends what waits for a person.
type statusLine struct {
	s      *session
	object fyne.CanvasObject
	row    *fyne.Container
	high   *fyne.Container // row and aside
	mend   func(accounts.ID)
	aside  *kit.Text // what a key waits for, else rest
	rest   string    // how many messages are unread
	items  map[accounts.ID]*kit.StatusItem
}

func newStatusLine(s *session) *statusLine {
	l := &statusLine{s: s, row: container.New(layout.NewCustomPaddedHBoxLayout(kit.Space2)), aside: kit.NewText("", kit.TextSmall, kit.ColorDim), items: make(map[accounts.ID]*kit.StatusItem)}
	l.high = container.New(statusHigh{}, l.row, l.aside)
	l.object = kit.NewSurface(kit.ColorBar, kit.TopEdge,
		container.New(layout.NewCustomPaddedLayout(0, 0, kit.Space2, kit.Space2), l.high))
	return l
}

func (l *statusLine) show() {
	var row []fyne.CanvasObject
	for _, a := range l.s.accounts {
		it := l.items[a.ID]
		if it == nil {
			it = kit.NewStatusItem()
			it.OnTapped = func() { l.mend(a.ID) }
			l.items[a.ID] = it
		}
		st := l.s.core.Status.Of(a.ID)
		part := float32(-1)
		if st.State == app.Syncing && st.Total > 0 {
			part = float32(st.Done) / float32(st.Total)
		}
		it.Set(stateDot(model.MoodOf(st)), a.Title()+"  "+model.StatusText(st, now()), "", part)
		row = append(row, it)
	}
	l.row.Objects = row
	l.row.Refresh()
}

// unread tells of so many messages in the inboxes.
func (l *statusLine) unread(n int) {
	l.rest = ""
	if n > 0 {
		l.rest = lang.N(n, "{n} unread", "{n} unread")
	}
	l.hint("")
}

// hint shows a few words at the right end; "" takes them away.
func (l *statusLine) hint(text string) {
	if text == "" {
		text = l.rest
	}
	l.aside.SetText(text)
	l.high.Refresh()
}

// stateDot is the colour of an account's dot.
func stateDot(m model.Mood) kit.AccountState {
	switch m {
	case model.Calm:
		return kit.StateLive
	case model.Busy:
		return kit.StateBusy
	case model.Amber:
		return kit.StateTrouble
	}
	return kit.StateOffline
}

// statusHigh keeps the line's height whatever is in it.
type statusHigh struct{}

func (statusHigh) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 28) }
func (statusHigh) Layout(o []fyne.CanvasObject, s fyne.Size) {
	aside := o[1].MinSize()
	o[0].Move(fyne.NewPos(0, 2))
	o[0].Resize(fyne.NewSize(s.Width-aside.Width, s.Height-4))
	o[1].Move(fyne.NewPos(s.Width-aside.Width, (s.Height-aside.Height)/2))
	o[1].Resize(aside)
}

// mend does what an account waits for: a sign-in, or a look at its settings.
func (w *shell) mend(id accounts.ID) {
	st := w.s.core.Status.Of(id)
	switch {
	case st.State == app.NeedsPassword && st.Problem != nil && strings.HasPrefix(st.Problem.Code, "GW-KEY-") && st.Problem.Code != "GW-KEY-MISSING":
		w.keyTrouble(w.s.account(id), *st.Problem) // the place where it is kept is the trouble
	case st.State == app.NeedsPassword:
		w.signIn(id)
	case st.Problem != nil && aboutCertificate(st.Problem.Code):
		w.lookAtCertificates(w.s.account(id), *st.Problem)
	case st.Problem != nil:
		w.s.explainAnd(*st.Problem, lang.T("Account settings"), func() { w.frame.setUp(w.s.account(id), w.frame.showMail) })
	default:
		w.showState(id)
	}
}
