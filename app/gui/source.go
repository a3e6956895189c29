package gui

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// sourceMost bounds what the source view shows of a message.
const sourceMost = 4 << 20

// source shows the message that is read as it came.
func (w *shell) source() {
	id, ok := w.single()
	if !ok {
		return
	}
	load(w.s.pump, func(ctx context.Context) (sourceOf, error) {
		raw, err := w.s.core.Mail.Raw(ctx, id)
		return newSource(id, raw), err
	}, func(o sourceOf, err error) {
		if err != nil {
			w.s.fail(err)
			return
		}
		newSourceView(w.s, o).show()
	})
}

// sourceOf is a message's bytes in words.
type sourceOf struct {
	id      mail.MessageID
	raw     []byte
	fields  string // the header, decoded
	text    string // all of it, as it came
	defects []parse.Defect
}

func newSource(id mail.MessageID, raw []byte) sourceOf {
	msg := parse.Parse(raw)
	return sourceOf{id, raw, fieldsText(msg.Header), sourceText(raw), msg.Defects}
}

// sourceView is the source of a message in a window of its own: header fields as
// they read, the bytes as they came, and what is wrong with them.
type sourceView struct {
	s    *session
	of   sourceOf
	win  fyne.Window
	text *kit.TextView
	find *findBar
	page *fyne.Container
	tabs []*kit.Button
}

func newSourceView(s *session, of sourceOf) *sourceView {
	v := &sourceView{s: s, of: of, win: s.fyne.NewWindow(lang.T("Source of the message")), text: kit.NewTextView()}
	v.text.SetMonospace(true)
	v.text.SetZoom(s.prefs.Zoom)
	v.find = newFindBar(v.win, v.text, func() {
		v.page.Refresh()
		v.win.Canvas().Focus(v.text)
	})
	return v
}

func (v *sourceView) show() {
	bar := container.NewHBox()
	for i, title := range []string{lang.T("Headers"), lang.T("Source"), model.DefectsTitle(len(v.of.defects))} {
		b := kit.NewButton(kit.Quiet, "", title, func() { v.turn(i) }).SetSmall()
		v.tabs = append(v.tabs, b)
		bar.Add(b)
	}
	bar.Add(layout.NewSpacer())
	bar.Add(kit.NewIconButton(kit.IconSearch, lang.T("Find (Ctrl+F)"), v.search).SetSmall())
	bar.Add(kit.NewIconButton(kit.IconCopy, lang.T("Copy the source"), v.copy).SetSmall())
	bar.Add(kit.NewIconButton(kit.IconSave, lang.T("Save…"), v.save).SetSmall())
	top := kit.NewSurface(kit.ColorBar, kit.BottomEdge, container.New(layout.NewCustomPaddedLayout(kit.Space2, kit.Space2, kit.Space4, kit.Space4), bar))
	head := container.New(column{0}, top, v.find.object)
	v.page = container.New(layout.NewBorderLayout(head, nil, nil, nil), head, kit.NewSurface(kit.ColorPaper, kit.NoEdge, v.text))
	v.win.SetPadded(false)
	v.win.SetContent(kit.NewStage(v.page))
	v.win.Resize(fyne.NewSize(860, 640))
	v.text.OnKey = v.key
	v.win.Canvas().SetOnTypedKey(v.key)
	v.win.Canvas().AddShortcut(ctrl(fyne.KeyF), func(fyne.Shortcut) { v.search() })
	v.win.Canvas().AddShortcut(ctrl(fyne.KeyW), func(fyne.Shortcut) { v.win.Close() })
	v.turn(0)
	v.win.Show()
	v.win.Canvas().Focus(v.text)
}

func (v *sourceView) key(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		v.win.Close()
	}
}

// turn shows one of the pages.
func (v *sourceView) turn(page int) {
	for i, b := range v.tabs {
		b.SetKind(map[bool]kit.ButtonKind{true: kit.Plain, false: kit.Quiet}[i == page])
	}
	v.text.SetText([]string{v.of.fields, v.of.text, model.DefectsText(v.of.defects)}[page])
	if v.find.object.Visible() {
		v.find.search()
	}
	v.win.Canvas().Focus(v.text)
}

func (v *sourceView) search() {
	v.find.open()
	v.page.Refresh()
	v.win.Canvas().Focus(v.find.field)
}

func (v *sourceView) copy() {
	v.s.fyne.Clipboard().SetContent(v.of.text)
	v.s.tell(lang.T("The source is copied."))
}

// save writes the very bytes that came.
func (v *sourceView) save() {
	chooseFile(v.s, v.win, "message.eml", func(path string) {
		do(v.s.pump, func(ctx context.Context) error {
			return files.Write(ctx, path, bytes.NewReader(v.of.raw), true, nil)
		}, func(err error) { v.s.saved(path, err) })
	})
}

// fieldsText is a header as it reads: encoded words decoded, a field a line.
func fieldsText(h parse.Header) string {
	var b strings.Builder
	for _, f := range h.Fields[:min(len(h.Fields), 2000)] {
		b.WriteString(f.Name + ": " + cut(parse.Header{Fields: []parse.Field{f}}.Text(f.Name), 20_000) + "\n")
	}
	if b.Len() == 0 {
		return lang.T("(This message has no header.)")
	}
	return b.String()
}

// sourceText is raw bytes as text.
func sourceText(raw []byte) string {
	more := ""
	if len(raw) > sourceMost {
		raw, more = raw[:sourceMost], "\n\n"+lang.T("(cut here; Save has all of it)")
	}
	text := string(raw)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	return strings.ReplaceAll(text, "\r\n", "\n") + more
}
