package gui

import (
	"context"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynelang "fyne.io/fyne/v2/lang"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/app/render/text"
	"godwit/sync/event"
	"godwit/sync/mail"
)

// Options are what the program gives its window.
type Options struct {
	// Demo opens a profile with sample mail, for "Look around"; nil hides the offer.
	Demo func(context.Context) (*app.App, error)
	// Hidden starts without showing the window, where a tray can bring it back.
	Hidden bool
	// Restart is the program and its arguments that show this profile hidden, to
	// start with the session; nil where that makes no sense.
	Restart []string
	// Mailto is a mailto: address to write to at once; "" for none.
	Mailto string
	// Painted is told once for each view that was on screen: "list", "welcome".
	Painted func(view string)
	// Passphrase asks for the secrets file's; nil where nothing can ask.
	Passphrase *Passphrase
	// Stuck ends the program where Fyne does not; everything behind the window
	// has ended then. See leaving.
	Stuck   func()
	Version string
	Log     *slog.Logger
}

// Run shows the profile's window and returns when it was closed and everything
// behind it has ended. It closes core.
func Run(a fyne.App, core *app.App, o Options) error {
	st, err := readStart(context.Background(), core)
	if err != nil {
		core.Close()
		return err
	}
	lang.Use(st.language, string(fynelang.SystemLocale()))
	f := newFrame(a, o, nil)
	f.beginTray(st.tray)
	f.open(core, st)
	go f.fonts.Warm() // ends by itself
	if o.Passphrase != nil {
		o.Passphrase.connect(f.askPassphrase)
	}
	f.follow(o.Mailto)
	f.leaving.guard(patience, func() {
		f.o.Log.Warn("the window's toolkit did not end by itself")
		f.end()
		f.o.Stuck()
	})
	if f.hidden = o.Hidden && o.Mailto == "" && f.tray != nil; f.hidden {
		f.pump.after(trayComes, f.stayInReach)
	} else {
		f.win.Show()
	}
	a.Run()
	close(f.leaving.ended)
	f.end()
	return nil
}

// frame is the main window, whichever profile it shows.
type frame struct {
	fyne   fyne.App
	win    fyne.Window
	o      Options
	post   func(func())
	s      *session
	shell  *shell          // nil while there is no account
	engine func()          // ends the engine and closes the profile
	told   map[string]bool // views that Painted was told of
	probe  probe
	link   string            // a mailto: address that waits for an account
	front  fyne.CanvasObject // what put shows
	fonts  *text.Fonts

	pump    *pump // for what lasts as long as the window
	name    string
	unread  int   // in the inboxes
	hidden  bool  // the window is not shown
	looking bool  // a person is at one of the windows
	tray    *tray // nil for none
	telling *notifying

	leaving *leaving
	finish  sync.Once
}

// newFrame makes the window. post runs a function on the UI goroutine; nil means
// Fyne's way.
func newFrame(a fyne.App, o Options, post func(func())) *frame {
	f := &frame{fyne: a, o: o, post: post, told: make(map[string]bool), leaving: newLeaving(), fonts: mailFonts(), name: "Godwit"}
	f.pump = newPump(context.Background(), post)
	f.win = a.NewWindow("Godwit")
	f.win.SetMaster()
	f.win.SetPadded(false)
	f.win.SetIcon(kit.AppIcon())
	f.win.Resize(fyne.NewSize(1240, 780))
	f.win.SetCloseIntercept(f.close)
	a.Lifecycle().SetOnEnteredForeground(func() { f.looking = true; f.telling.clear() })
	a.Lifecycle().SetOnExitedForeground(func() { f.looking = false })
	return f
}

// open shows a profile in place of the one before.
func (f *frame) open(core *app.App, st start) {
	old := f.engine
	s := &session{core: core, fyne: f.fyne, win: f.win, log: f.o.Log, fonts: f.fonts, prefs: st.prefs, look: st.look, accounts: st.accounts, rules: st.rules, tray: st.tray, language: st.language, writing: make(map[*composer]bool), discarded: make(map[mail.DraftID]bool)}
	s.pump = newPump(context.Background(), f.post)
	if f.s != nil {
		go func(before *session) { before.pump.close(); before.removePrivate(); old() }(f.s)
	}
	f.s, f.shell = s, nil
	f.telling = newNotifying(s)
	f.telling.looking, f.telling.act = func() bool { return f.looking }, f.noticed
	s.stage = kit.NewStage(container.NewStack())
	f.win.SetContent(s.stage)
	f.engine = startEngine(core, f.o.Log)
	s.useLook()
	if s.prefs.Width > 0 {
		f.win.Resize(fyne.NewSize(s.prefs.Width, s.prefs.Height))
	}
	s.pump.watch(core.Subscribe(), f.news)
	f.telling.begin()
	if len(st.accounts) == 0 {
		f.welcome()
	} else {
		f.mail()
	}
	f.requests()
}

// startEngine runs the profile's engine; the returned function ends it and
// closes the profile.
func startEngine(core *app.App, log *slog.Logger) (end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := core.Run(ctx); err != nil && ctx.Err() == nil {
			log.Error("engine stopped", "err", err)
		}
	}()
	return func() {
		cancel()
		<-done
		core.Close()
	}
}

// mail shows the three panes.
func (f *frame) mail() {
	f.shell = newShell(f.s, f)
	f.put(f.shell.object)
	f.shell.begin()
	f.follow(f.link)
}

// follow writes to a mailto: address; without an account, once there is one.
func (f *frame) follow(link string) {
	f.link = link
	if link != "" && f.shell != nil {
		f.link = ""
		f.shell.mailto(link)
	}
}

// news takes what happened in the profile, whatever the window shows.
func (f *frame) news(events []event.Event) {
	f.telling.news(events)
	if f.shell != nil {
		f.shell.news(events)
		return
	}
	for _, e := range events {
		switch e.(type) {
		case event.Accounts, event.Lagged:
			f.accountsCame()
		case event.Requests:
			f.requests()
		}
	}
}

// accountsCame shows mail once there is an account.
func (f *frame) accountsCame() {
	load(f.s.pump, f.s.core.Accounts.List, func(list []accounts.Account, err error) {
		if err != nil {
			f.s.fail(err)
			return
		}
		if len(list) > 0 && f.shell == nil {
			f.s.accounts = list
			f.mail()
		}
	})
}

// requests does what other starts of the program ask of the window.
func (f *frame) requests() {
	load(f.s.pump, f.s.core.WindowRequests, func(list []app.Request, err error) {
		if err != nil {
			f.s.log.Warn("window requests", "err", err)
			return
		}
		for _, q := range list {
			f.raise()
			if q.Kind == app.RequestMailto {
				f.follow(q.Arg)
			}
		}
	})
}

// counted takes how much unread mail the inboxes have.
func (f *frame) counted(unread int) {
	if f.unread == unread {
		return
	}
	f.unread = unread
	f.win.SetTitle(model.WindowTitle(f.name, unread))
	f.showUnread()
}

// close is the close button: it ends the program, or leaves it in the tray.
func (f *frame) close() {
	if f.tray.hides() {
		f.keepSize()
		f.hidden = true
		f.win.Hide()
		return
	}
	f.quit()
}

// quit ends the program.
func (f *frame) quit() {
	f.leaving.begin()
	f.keepSize()
	f.win.Close()
}

// keepSize remembers how large the window was.
func (f *frame) keepSize() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	size := f.win.Canvas().Size()
	for key, n := range map[string]float32{prefWidth: size.Width, prefHeight: size.Height} {
		if err := f.s.core.SetPref(ctx, key, strconv.Itoa(int(n))); err != nil {
			f.s.log.Warn("remember the window's size", "err", err)
			return
		}
	}
}

// end saves what is being written, however the window was closed, and waits
// until everything behind it has ended.
func (f *frame) end() { f.finish.Do(f.finishing) }

func (f *frame) finishing() {
	f.s.keepWriting()
	if f.o.Passphrase != nil {
		f.o.Passphrase.end()
	}
	f.pump.close()
	f.s.pump.close()
	f.s.removePrivate()
	f.engine()
}
