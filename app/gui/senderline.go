package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/sender"
	"godwit/sync/mail"
)

// look is how a level is shown.
func look(l sender.Level) (kit.Tone, kit.IconName) {
	switch l {
	case sender.Good:
		return kit.ToneSuccess, kit.IconSuccess
	case sender.Caution:
		return kit.ToneWarning, kit.IconWarning
	case sender.Warning:
		return kit.ToneError, kit.IconWarning
	}
	return kit.ToneInfo, kit.IconPerson
}

// showSender says who the message is from, if there is something to say; with
// all the recipients in any case.
func (h *readerHead) showSender(v sender.Verdict) {
	text := lang.T("Nothing is known about the sender") + "."
	if v.Text != "" {
		text = sentences(v.Text + ".")
	}
	tone, icon := look(v.Level)
	h.sender.Set(tone, icon, text)
	h.sender.Hidden = v.Text == "" && h.all.Hidden
	h.line.Hidden = h.sender.Hidden // else its room stays
}

// sentences are what the core says of a sender, one sentence after the other, in
// the language of the window.
func sentences(text string) string {
	list := strings.SplitAfter(text, ". ")
	for i, s := range list {
		list[i] = lang.Said(strings.TrimSuffix(s, " "))
	}
	return strings.Join(list, " ")
}

// senderSheet shows the proofs of who a message is from. Its signature is
// verified when a person asks: that is a question to the network.
func senderSheet(s *session, m *app.Reading, checked func(sender.Verdict)) {
	var from mail.Address
	if len(m.Envelope.From) > 0 {
		from = m.Envelope.From[0]
	}
	body := container.New(column{kit.Space2})
	if from.Email != "" {
		body.Add(kit.NewParagraph(from.Email, kit.TextNormal, kit.ColorText).SetBold())
	}
	if len(m.Sender.Proofs) == 0 {
		body.Add(kit.NewParagraph(lang.T("Your provider wrote nothing about this sender, and nothing in the message speaks against it."), kit.TextNormal, kit.ColorDim))
	}
	for _, p := range m.Sender.Proofs {
		tone, icon := look(p.Level)
		if p.Level == sender.Plain {
			icon = kit.IconInfo
		}
		body.Add(kit.NewNoteLine(tone, icon, sentences(p.Text)))
	}
	hint := kit.NewNoteLine(kit.ToneInfo, kit.IconKey, lang.T("To verify the signature, Godwit asks the internet's directory (DNS) for the key of the domain that signed."))
	body.Add(hint)
	closeSheet := showSheet(s.win, sheet{
		Title: lang.T("Who sent this"), Body: body, Width: 520, Close: lang.T("Close"), Action: lang.T("Verify now"),
		Focus: hint, // not the button: Enter alone should ask nobody
		Do: func() {
			load(s.pump, func(ctx context.Context) (sender.Verdict, error) { return s.core.Mail.VerifySender(ctx, m.Row.ID) },
				func(v sender.Verdict, err error) {
					if err != nil {
						s.fail(err)
						return
					}
					again := *m
					again.Sender = v
					checked(v)
					senderSheet(s, &again, checked)
				})
		},
	})
	hint.OnKey = func(e *fyne.KeyEvent) {
		if e.Name == fyne.KeyEscape {
			closeSheet()
		}
	}
}

// newSenderLine is the line in the head; a click shows the proofs.
func newSenderLine(h *readerHead) *kit.NoteLine {
	line := kit.NewNoteLine(kit.ToneInfo, kit.IconPerson, "")
	line.OnTapped = func() {
		m := h.r.reading
		if m == nil {
			return
		}
		senderSheet(h.r.s, m, func(v sender.Verdict) {
			if h.r.reading != m {
				return
			}
			m.Sender = v
			h.showSender(v)
			h.r.view.HeaderChanged()
		})
	}
	line.Hide()
	return line
}

// indent puts its object below the names, beside the face.
type indent struct{ by float32 }

func (l indent) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(l.by, 0)
}

func (l indent) Layout(o []fyne.CanvasObject, s fyne.Size) {
	o[0].Move(fyne.NewPos(l.by, 0))
	o[0].Resize(fyne.NewSize(s.Width-l.by, s.Height))
}
