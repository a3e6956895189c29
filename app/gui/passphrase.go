package gui

import (
	"sync"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// Passphrase asks, in the window, for the passphrase of the secrets file. Give
// its Ask to app.Options before there is a window; it waits for one.
type Passphrase struct {
	known string // given by the environment, "" if not
	turn  sync.Mutex
	ready chan struct{} // closed when there is a window
	over  chan struct{} // closed when there is none any more
	show  func(reply func(string))
}

// NewPassphrase asks unless the passphrase is known.
func NewPassphrase(known string) *Passphrase {
	return &Passphrase{known: known, ready: make(chan struct{}), over: make(chan struct{})}
}

// Ask waits for a person's answer; "" when there is none. It must not be called
// on the UI goroutine.
func (p *Passphrase) Ask() (string, error) {
	if p.known != "" {
		return p.known, nil
	}
	p.turn.Lock() // one question at a time
	defer p.turn.Unlock()
	select {
	case <-p.ready:
	case <-p.over:
		return "", nil
	}
	answer := make(chan string, 1)
	p.show(func(s string) {
		select {
		case answer <- s:
		default: // answered already
		}
	})
	select {
	case s := <-answer:
		return s, nil
	case <-p.over:
		return "", nil
	}
}

// connect gives the window to ask in.
func (p *Passphrase) connect(show func(reply func(string))) {
	p.show = show
	close(p.ready)
}

// end answers what is asked with nothing.
func (p *Passphrase) end() { close(p.over) }

// askPassphrase is the sheet that asks.
func (f *frame) askPassphrase(reply func(string)) {
	f.s.pump.later(func() {
		field := kit.NewPasswordField(lang.T("Passphrase"))
		row := kit.NewFormRow(lang.T("Passphrase of the secrets file"), field, lang.T("It opens the file in which Godwit keeps your passwords. Nobody can find it again for you."))
		var closeSheet func()
		give := func() {
			reply(field.Text)
			closeSheet()
		}
		field.OnSubmitted = func(string) { give() }
		closeSheet = showSheet(f.win, sheet{
			Title: lang.T("Open the secrets file"), Body: row, Width: 440, Close: lang.T("Not now"), Action: lang.T("Open"),
			Do: give, Stay: true, Focus: field, Closing: func() { reply("") },
		})
	})
}
