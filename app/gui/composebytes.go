package gui

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
)

const (
	bytesPause = 400 * time.Millisecond // as previewPause, and rarer: files are encoded anew
	bytesShown = 256 << 10              // of the message; the rest is counted
)

// composeBytes shows the very octets that will be sent. Building keeps the date
// and identifier that it showed, so that sending sends them, until the message
// is changed.
type composeBytes struct {
	c       *composer
	object  *fyne.Container
	text    *kit.TextView
	note    *kit.NoteLine
	buttons []*kit.Button

	on    bool
	pause *timer
	turn  atomic.Int64 // counts what was asked for: what was begun before is given up
	final compose.Final
	whole bool // final is what is shown
	shown string
}

func newComposeBytes(c *composer) *composeBytes {
	b := &composeBytes{c: c, text: kit.NewTextView(), note: kit.NewNoteLine(kit.ToneInfo, kit.IconInfo, "")}
	b.text.SetMonospace(true)
	b.text.SetZoom(c.s.prefs.Zoom)
	b.text.OnKey = c.viewKey
	b.buttons = []*kit.Button{
		kit.NewIconButton(kit.IconCopy, lang.T("Copy what is shown"), b.copy).SetSmall(),
		kit.NewIconButton(kit.IconSave, lang.T("Save as a file…"), b.save).SetSmall(),
	}
	for _, one := range b.buttons {
		one.OnKey = c.viewKey
	}
	head := container.New(layout.NewCustomPaddedLayout(kit.Space2, 0, kit.Space4, kit.Space4), b.note)
	b.object = container.New(layout.NewBorderLayout(head, nil, nil, nil), head, b.text)
	return b
}

// changed builds anew when typing rests.
func (b *composeBytes) changed() {
	b.turn.Add(1)
	if b.on {
		b.pause.cancel()
		b.pause = b.c.s.pump.after(bytesPause, b.update)
	}
}

// built is a message as it would be sent, and how it begins.
type built struct {
	final compose.Final
	stamp compose.Stamp
	head  string
	size  int64
}

var errStale = errors.New("the message was changed")

// update builds the message and shows it.
func (b *composeBytes) update() {
	if !b.on || b.c.closed {
		return
	}
	b.c.collect()
	d, turn := b.c.writing.Draft, b.turn.Add(1)
	load(b.c.s.pump, func(context.Context) (built, error) {
		final, stamp, err := b.c.s.core.Outbox.Bytes(d)
		if err != nil {
			return built{}, err
		}
		head := &beginning{stale: func() bool { return b.turn.Load() != turn }}
		_, err = final.WriteTo(head)
		return built{final, stamp, octetsText(head.kept), head.size}, err
	}, func(made built, err error) {
		if b.turn.Load() != turn || b.c.closed {
			return
		}
		b.whole = err == nil
		for _, one := range b.buttons {
			one.SetEnabled(b.whole)
		}
		if err != nil {
			b.failed(err)
			return
		}
		b.final, b.c.writing.Draft.Stamp = made.final, made.stamp
		note := lang.T("These {size} are what is sent, octet for octet, unless you change the message.", "size", model.Size(made.size))
		if made.size > bytesShown {
			note = lang.T("The first {shown} of {size} are shown. This is what is sent, octet for octet, unless you change the message.", "shown", model.Size(bytesShown), "size", model.Size(made.size))
		}
		b.put(kit.ToneInfo, note, made.head)
	})
}

// failed says why there are no bytes yet.
func (b *composeBytes) failed(err error) {
	var problems *app.ProblemsError
	if errors.As(err, &problems) {
		b.put(kit.ToneWarning, lang.T("The message cannot be built yet.")+" "+texts(problems.Problems), "")
		return
	}
	ex := app.Explain(err)
	b.put(kit.ToneError, lang.T("The message cannot be built.")+" "+ex.Title+" "+ex.Text, "")
}

func (b *composeBytes) put(tone kit.Tone, note, text string) {
	icon := kit.IconInfo
	if tone != kit.ToneInfo {
		icon = kit.IconWarning
	}
	b.note.Set(tone, icon, note)
	b.shown = text
	b.text.SetText(text)
	b.object.Refresh()
}

func (b *composeBytes) copy() {
	b.c.s.fyne.Clipboard().SetContent(b.shown)
	b.c.stage.ShowToast(kit.Toast{Text: lang.T("Copied what is shown.")})
}

// save writes the message into a file, as it will be sent.
func (b *composeBytes) save() {
	if !b.whole {
		return
	}
	final, name := b.final, files.Safe(cut(subjectTitle(b.final.Subject), 60)+".eml")
	chooseFile(b.c.s, b.c.win, name, func(path string) {
		do(b.c.s.pump, func(ctx context.Context) error {
			r, w := io.Pipe()
			go func() {
				_, err := final.WriteTo(w)
				w.CloseWithError(err)
			}()
			defer r.Close()
			return files.Write(ctx, path, r, true, nil)
		}, func(err error) {
			if err != nil {
				b.c.fail(err)
				return
			}
			b.c.stage.ShowToast(kit.Toast{Text: lang.T("Saved as {path}", "path", path)})
		})
	})
}

// beginning keeps the first octets that are written to it and counts all. It
// fails when nobody waits for them any more.
type beginning struct {
	kept  []byte
	size  int64
	stale func() bool
}

func (w *beginning) Write(p []byte) (int, error) {
	if w.stale() {
		return 0, errStale
	}
	if room := bytesShown - len(w.kept); room > 0 {
		w.kept = append(w.kept, p[:min(room, len(p))]...)
	}
	w.size += int64(len(p))
	return len(p), nil
}

// octetsText is octets as text; what is built is ASCII.
func octetsText(b []byte) string { return strings.ReplaceAll(string(b), "\r\n", "\n") }
