package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"godwit/accounts"
	"godwit/sync/mail"
)

// progressLine is one line on a terminal that is written over and over: how far
// the work is. nil shows nothing.
type progressLine struct {
	w     io.Writer
	width int
	now   func() time.Time

	mu    sync.Mutex
	shown bool
	last  time.Time
}

const redrawEvery = 100 * time.Millisecond

// progressLine is for a person at a terminal; nobody reads it elsewhere, and
// with --json standard error is for the error object.
func (c *cli) progressLine() *progressLine {
	f, ok := c.screen.(*os.File)
	if !ok || c.json || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return &progressLine{w: f, width: width, now: time.Now}
}

// show says how far the work on one mailbox is.
func (p *progressLine) show(account accounts.ID, names map[accounts.ID]string, r mail.Progress) {
	if p == nil || r.Folder == 0 || r.Pass != nil || r.Total == 0 {
		return
	}
	text := progressWords(names[account], len(names) > 1, r)
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := p.now(); !p.shown || now.Sub(p.last) >= redrawEvery {
		p.shown, p.last = true, now
		runes := []rune(text)
		fmt.Fprintf(p.w, "\r\x1b[K%s", string(runes[:min(len(runes), p.width-1)]))
	}
}

// clear takes the line away, for what is printed next.
func (p *progressLine) clear() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		p.shown = false
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

func progressWords(account string, several bool, r mail.Progress) string {
	text := r.Path
	if several {
		text = account + " " + text
	}
	what := "headers"
	if r.Bodies {
		what = "messages"
	}
	text += fmt.Sprintf(": %d of %d %s", r.Done, r.Total, what)
	if r.Left > 0 {
		text += ", " + leftWords(r.Left)
	}
	return text
}

// leftWords is an estimate as a person would give it.
func leftWords(d time.Duration) string {
	switch {
	case d < 10*time.Second:
		return "a few seconds left"
	case d < 100*time.Second:
		return fmt.Sprintf("about %d s left", int(d.Round(10*time.Second).Seconds()))
	case d < 100*time.Minute:
		return fmt.Sprintf("about %d min left", int(d.Round(time.Minute).Minutes()))
	}
	return fmt.Sprintf("about %d h left", int(d.Round(time.Hour).Hours()))
}
