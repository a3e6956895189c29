package gui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// checkView shows the live test of an account's servers: a line each, and what
// went wrong below it.
type checkView struct {
	object *fyne.Container
	order  []string
	steps  map[string]app.CheckStep
	other  *app.Explanation

	// trust looks at a certificate that was refused; ways are what can be done
	// about an explanation, such as another place for passwords.
	trust func(accounts.Server, *dial.Error)
	ways  func(app.Explanation) []fyne.CanvasObject
}

func newCheckView() *checkView {
	v := &checkView{object: container.New(column{kit.Space2}), trust: func(accounts.Server, *dial.Error) {}}
	v.ways = func(app.Explanation) []fyne.CanvasObject { return nil }
	v.clear()
	return v
}

func (v *checkView) clear() {
	v.order, v.steps, v.other = nil, make(map[string]app.CheckStep), nil
	v.show()
}

// begin lists the servers that will be tested, the receiving one first.
func (v *checkView) begin(servers ...accounts.Server) {
	v.clear()
	for _, s := range servers {
		if !s.Off() {
			v.step(app.CheckStep{Server: s, Running: true})
		}
	}
}

func (v *checkView) step(c app.CheckStep) {
	title := model.ServerTitle(c.Server)
	if _, known := v.steps[title]; !known {
		v.order = append(v.order, title)
	}
	v.steps[title] = c
	v.show()
}

// problem is one that no server has.
func (v *checkView) problem(ex app.Explanation) {
	v.other = &ex
	v.show()
}

// told reports whether a server's problem is on screen.
func (v *checkView) told() bool {
	for _, c := range v.steps {
		if c.Problem != nil {
			return true
		}
	}
	return false
}

func (v *checkView) show() {
	v.object.Objects = nil
	for _, title := range v.order {
		c := v.steps[title]
		switch {
		case c.Running:
			v.line(kit.IconSync, kit.ColorAccent, title+" …")
		case c.Problem == nil:
			v.line(kit.IconSuccess, kit.ColorSuccess, title)
		default:
			v.line(kit.IconError, kit.ColorError, title)
			ways := v.ways(*c.Problem)
			if e := refusedCertificate(c.Err); e != nil {
				ways = append(ways, kit.NewButton(kit.Plain, kit.IconLock, lang.T("Look at the certificate…"), func() { v.trust(c.Server, e) }).SetSmall())
			}
			v.object.Add(explained(*c.Problem, ways...))
		}
	}
	if v.other != nil {
		v.object.Add(explained(*v.other, v.ways(*v.other)...))
	}
	v.object.Hidden = len(v.object.Objects) == 0
	v.object.Refresh()
}

func (v *checkView) line(icon kit.IconName, tint fyne.ThemeColorName, text string) {
	left := container.New(layout.NewCustomPaddedLayout(0, 0, 0, kit.Space2), kit.NewPicture(icon, 18, tint))
	v.object.Add(container.New(layout.NewBorderLayout(nil, nil, left, nil), left, kit.NewText(text, kit.TextNormal, kit.ColorText).SetFlexible()))
}

// refusedCertificate is the error of a server whose certificate was not accepted;
// nil where that is not why.
func refusedCertificate(err error) *dial.Error {
	var e *dial.Error
	if errors.As(err, &e) && e.Shown != nil {
		return e
	}
	return nil
}

// explained is an explanation as a card: what happened, what to do, the code, and
// buttons that do it.
func explained(ex app.Explanation, ways ...fyne.CanvasObject) fyne.CanvasObject {
	ex = model.InWords(ex)
	lines := container.New(column{kit.Space1},
		kit.NewParagraph(ex.Title, kit.TextNormal, kit.ColorText).SetBold(),
		kit.NewParagraph(ex.Text, kit.TextNormal, kit.ColorText),
		kit.NewParagraph(ex.Action, kit.TextNormal, kit.ColorText),
		kit.NewText(ex.Code, kit.TextSmall, kit.ColorDim))
	if len(ways) > 0 {
		lines.Add(buttonRow(ways...))
	}
	return note(kit.ToneError, lines)
}
