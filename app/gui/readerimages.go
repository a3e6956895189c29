package gui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/app/images"
	"godwit/app/sender"
	"godwit/sync/htmldoc"
)

// offered are the pictures of a message that a person can ask for: those that
// are there to be seen.
func offered(m *app.Reading) []string {
	var refs []string
	for _, r := range m.Remote {
		if r.Kind == "image" {
			refs = append(refs, r.URL)
		}
	}
	return refs
}

// remoteNote says what was not loaded, and offers the pictures of what is shown
// as HTML.
func (h *readerHead) remoteNote(m *app.Reading, asText bool) fyne.CanvasObject {
	text, icon := model.RemoteText(m.Remote), kit.IconEyeOff
	if !asText && h.r.shown == m.Row.ID && h.r.shown != 0 {
		rest := slices.DeleteFunc(slices.Clone(m.Remote), func(r htmldoc.Remote) bool { return r.Kind == "image" })
		if text = model.RemoteText(rest); text == "" {
			text, icon = lang.T("Pictures are shown."), kit.IconImage
		}
		line := kit.NewNoteLine(kit.ToneInfo, icon, text)
		if !h.r.always || len(m.Envelope.From) != 1 {
			return line
		}
		from := m.Envelope.From[0].Email
		stop := kit.NewButton(kit.Quiet, "", lang.T("No more from {email}", "email", cut(from, 40)), func() { h.r.neverFrom(m, from) }).SetSmall()
		return container.New(column{0}, line, container.New(indent{28}, container.NewHBox(stop)))
	}
	if text == "" {
		return nil
	}
	line := kit.NewNoteLine(kit.ToneInfo, icon, text)
	if asText || len(offered(m)) == 0 {
		return line
	}
	once := kit.NewButton(kit.Plain, kit.IconImage, lang.T("Show pictures"), func() { h.r.showImages(m, false) }).SetSmall()
	buttons := container.New(layout.NewRowWrapLayoutWithCustomPadding(kit.Space2, kit.Space1), once)
	known := m.Sender.Level == sender.Good || m.Sender.Level == sender.Plain
	if known && len(m.Envelope.From) == 1 && m.Envelope.From[0].Email != "" {
		buttons.Add(kit.NewButton(kit.Quiet, "", lang.T("Always from {email}", "email", cut(m.Envelope.From[0].Email, 40)), func() { h.r.alwaysImages(m) }).SetSmall())
	}
	return container.New(column{0}, line, container.New(indent{28}, buttons))
}

// alwaysImages shows the pictures of all messages from this sender, from now on.
func (r *reader) alwaysImages(m *app.Reading) {
	r.alwaysFrom(m.Envelope.From[0].Email, true)
	r.showImages(m, false)
}

// allowedImages shows the pictures of a message without asking where a person
// has said so of it, or of its sender.
func (r *reader) allowedImages() {
	m := r.reading
	if m == nil || r.view == bodyView(r.text) || len(offered(m)) == 0 {
		return
	}
	if r.shown == m.Row.ID { // it was shown as text in between
		r.showImages(m, false)
		return
	}
	asked := *m // of whose sender more may be said meanwhile
	load(r.s.pump, func(ctx context.Context) (bool, error) { return r.s.core.ImagesAllowed(ctx, &asked) }, func(allowed bool, err error) {
		if err == nil && allowed && r.reading == m {
			r.always = true
			r.showImages(m, false)
		}
	})
}

// fetched are pictures from the internet.
type fetched struct {
	decoded
	missing int
	plain   bool // some can be had without protection only
}

// showImages fetches the pictures of the message that is shown. With plain also
// those whose servers have no protected connection.
func (r *reader) showImages(m *app.Reading, plain bool) {
	if r.reading != m {
		return
	}
	r.shown = m.Row.ID
	r.head.showNotes(m, false)
	r.view.HeaderChanged()
	refs := offered(m)
	load(r.s.pump, func(ctx context.Context) (fetched, error) {
		var f fetched
		octets := make(map[string][]byte)
		for _, img := range r.s.core.Mail.Images(ctx, m.Row.ID, refs, plain) {
			if img.Err != nil {
				f.missing++
				f.plain = f.plain || errors.Is(img.Err, images.ErrPlain)
				continue
			}
			octets[img.URL] = img.Data
		}
		f.decoded = decode(ctx, refs, octets)
		return f, nil
	}, func(f fetched, _ error) {
		if r.reading != m || r.html.id != m.Row.ID {
			return
		}
		r.html.setRemote(f.decoded)
		if f.missing == len(refs) {
			r.shown = 0
			r.head.showNotes(m, r.view == bodyView(r.text))
			r.view.HeaderChanged()
		}
		switch {
		case f.plain && !plain:
			r.s.offer(lang.T("Some pictures can be had over an unprotected connection only."), lang.T("Fetch these too"), func() { r.showImages(m, true) })
		case f.missing > 0:
			r.s.tell(lang.N(f.missing, "{n} picture could not be fetched.", "{n} pictures could not be fetched."))
		}
	})
}
