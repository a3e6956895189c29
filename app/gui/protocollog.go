package gui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/accounts/protolog"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// logMost is how many of the newest lines the log view shows.
const logMost = 5000

// showLog shows what an account's connections and the server said to each
// other. Secrets and the text of messages were never written down.
func (w *shell) showLog(id accounts.ID) {
	v := kit.NewTextView()
	v.SetMonospace(true)
	filter := kit.NewField(lang.T("Show lines with…"))
	var lines []protolog.Line
	shown := ""
	fill := func() {
		if text := logText(lines, filter.Text); text != shown {
			shown = text
			v.SetText(text)
			v.ScrollToEnd()
		}
	}
	read := func() {
		load(w.s.pump, func(ctx context.Context) ([]protolog.Line, error) { return w.s.core.ProtocolLog(id, logMost) },
			func(list []protolog.Line, err error) {
				if err != nil {
					w.s.fail(err)
					return
				}
				lines = list
				fill()
			})
	}
	filter.OnChanged = func(string) { fill() }
	again := kit.NewButton(kit.Plain, kit.IconSync, lang.T("Read again"), read)
	all := kit.NewButton(kit.Plain, "", lang.T("Copy all"), func() {
		w.s.fyne.Clipboard().SetContent(shown)
		w.s.tell(lang.T("Copied. It has no passwords and no mail in it."))
	})
	tools := container.NewHBox(again, all)
	bar := container.New(layout.NewBorderLayout(nil, nil, nil, tools), filter, tools)
	body := container.New(layout.NewBorderLayout(bar, nil, nil, nil), bar,
		container.New(layout.NewCustomPaddedLayout(kit.Space3, 0, 0, 0), kit.NewCard(kit.ColorPaper, v)))
	size := w.s.win.Canvas().Size()
	showSheet(w.s.win, sheet{
		Title: lang.T("Connection log of {title}", "title", w.s.account(id).Title()), Body: body,
		Width: size.Width * 0.8, Height: size.Height * 0.85, Close: lang.T("Close"), Focus: filter,
	})
	read()
}

// logText writes lines one below the other, those that contain words.
func logText(lines []protolog.Line, words string) string {
	words = strings.ToLower(strings.TrimSpace(words))
	var b strings.Builder
	for _, l := range lines {
		line := l.String()
		if words != "" && !strings.Contains(strings.ToLower(line), words) {
			continue
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		return lang.T("(Nothing here yet.)")
	}
	return b.String()
}
