package gui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// welcome is the first screen of a profile without accounts.
func (f *frame) welcome() {
	f.shell = nil
	icon := canvas.NewImageFromResource(kit.AppIcon())
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(112))
	add := kit.NewButton(kit.Primary, kit.IconPlus, lang.T("Add your first account"), func() { f.setUp(accounts.Account{}, f.welcome) })
	buttons := []fyne.CanvasObject{add}
	if f.o.Demo != nil {
		buttons = append(buttons, kit.NewButton(kit.Plain, kit.IconEye, lang.T("Look around with sample mail"), f.demo))
	}
	words := kit.NewParagraph(lang.T("Mail on your own computer: it reads, writes and files without the internet, and keeps your passwords in your system's keyring."),
		kit.TextNormal, kit.ColorDim).SetCentred().SetLeastWidth(420)
	title := kit.NewText(lang.T("Welcome to Godwit"), 26, kit.ColorText).SetBold(true).SetAlign(fyne.TextAlignCenter)
	body := container.New(column{kit.Space4}, icon, title, words, spacer(kit.Space1),
		container.NewCenter(container.New(column{kit.Space2}, buttons...)))
	f.put(kit.NewSurface(kit.ColorPaper, kit.NoEdge, container.NewCenter(body)))
	f.win.SetMainMenu(f.smallMenu())
	f.win.Canvas().SetOnTypedKey(nil)
	f.win.Canvas().SetOnTypedRune(nil)
	f.win.Canvas().Focus(add)
	f.ready("welcome")
}

// smallMenu is the menu bar while there is no mail to show.
func (f *frame) smallMenu() *fyne.MainMenu {
	quit := fyne.NewMenuItem(lang.T("Quit"), f.quit)
	quit.IsQuit, quit.Shortcut = true, ctrl(fyne.KeyQ)
	return fyne.NewMainMenu(fyne.NewMenu(lang.T("File"), quit),
		fyne.NewMenu(lang.T("Help"), fyne.NewMenuItem(lang.T("About Godwit"), func() { showAbout(f) })))
}

// demo opens the sample mail in this window.
func (f *frame) demo() {
	f.put(kit.NewSurface(kit.ColorPaper, kit.NoEdge, kit.NewEmptyState(kit.IconSync, lang.T("Preparing the sample mail…"), "")))
	type opened struct {
		core *app.App
		st   start
	}
	load(f.s.pump, func(ctx context.Context) (opened, error) {
		core, err := f.o.Demo(context.WithoutCancel(ctx))
		if err != nil {
			return opened{}, err
		}
		st, err := readStart(ctx, core)
		if err != nil {
			core.Close()
		}
		return opened{core, st}, err
	}, func(o opened, err error) {
		if err != nil {
			f.welcome()
			f.s.fail(err)
			return
		}
		f.name = lang.T("Godwit · sample mail")
		f.win.SetTitle(f.name)
		f.open(o.core, o.st)
	})
}

// setUp shows the form of an account in the whole window; back leaves it.
func (f *frame) setUp(old accounts.Account, back func()) {
	p := newAccountPage(f.s, old)
	p.back, p.shown = back, f.ready
	p.done = func() {
		if f.shell != nil {
			f.showMail()
			return
		}
		f.accountsCame()
	}
	f.put(p.object)
	p.begin()
	f.ready("account")
}

// showMail goes back to the panes from a page that took the whole window.
func (f *frame) showMail() {
	f.put(f.shell.object)
	f.win.Canvas().Focus(f.shell.list.widget)
}

func (w *shell) addAccount() { w.frame.setUp(accounts.Account{}, w.frame.showMail) }

// spacer is an empty place of some height.
func spacer(h float32) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(h, 0, 0, 0), container.NewStack())
}
