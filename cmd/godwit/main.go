// Command godwit is Godwit's window. It opens a profile, makes sure that the
// profile has one window only, and hands over to app/gui.
//
// It is the only importer of Fyne's driver, which needs cgo and a display. When
// the profile cannot be opened it says why, in a window and on standard error,
// and changes nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"godwit/app"
	"godwit/app/gui"
	"godwit/assets"
)

func main() {
	o, err := parseFlags(os.Args[1:], os.Stderr)
	if err != nil {
		os.Exit(2)
	}
	if o.version {
		fmt.Println("godwit " + version())
		return
	}
	os.Exit(run(context.Background(), o))
}

// run shows the window until it is closed; its result is the exit code.
func run(ctx context.Context, o options) int {
	painted, err := readyHook(os.Getenv)
	if err != nil {
		fmt.Fprintln(os.Stderr, "godwit:", err)
		return 1
	}
	log, closeLog := slog.New(slog.DiscardHandler), io.Closer(io.NopCloser(nil))
	if !o.demo {
		log, closeLog = openLog(o.profile, os.Stderr)
	}
	defer closeLog.Close()
	passphrase := gui.NewPassphrase(os.Getenv("GODWIT_PASSPHRASE"))
	core, release, err := open(ctx, o, app.Options{Profile: o.profile, Log: log, Passphrase: passphrase.Ask})
	if errors.Is(err, app.ErrWindowOpen) {
		return 0 // the other window was asked to show itself
	}
	if err != nil {
		return trouble(err, o.profile)
	}
	defer release()
	go trim()
	a := newApp()
	err = gui.Run(a, core, gui.Options{
		Demo:       func(ctx context.Context) (*app.App, error) { return app.OpenDemo(ctx, app.Options{Log: log}) },
		Mailto:     o.mailto,
		Hidden:     o.hidden,
		Restart:    restart(o),
		Painted:    painted,
		Passphrase: passphrase,
		Stuck:      func() { release(); closeLog.Close(); os.Exit(0) },
		Version:    version(),
		Log:        log,
	})
	if err != nil {
		return trouble(err, o.profile)
	}
	return 0
}

// restart is how the session starts this profile hidden; nil for sample mail.
func restart(o options) []string {
	program, err := os.Executable()
	if err != nil || o.demo {
		return nil
	}
	args := []string{program, "--hidden"}
	if o.own {
		args = append(args, "--profile", o.profile)
	}
	return args
}

func newApp() fyne.App {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(25) // collecting costs little beside drawing, and what is waiting for it a third of the heap
	}
	a := fyneapp.NewWithID("org.godwitmail.Godwit")
	a.SetIcon(fyne.NewStaticResource("godwit.png", assets.AppIcon()))
	return a
}

// open opens the profile and makes this process its window. With
// app.ErrWindowOpen the window that there is has been asked to show itself.
func open(ctx context.Context, o options, with app.Options) (core *app.App, release func(), err error) {
	if o.demo {
		core, err = app.OpenDemo(ctx, with)
		return core, func() {}, err
	}
	core, err = app.Open(ctx, with)
	if err != nil {
		return nil, nil, err
	}
	release, err = core.HoldWindow(ctx)
	if err == nil {
		return core, release, nil
	}
	if errors.Is(err, app.ErrWindowOpen) && (!o.hidden || o.mailto != "") {
		q := app.Request{Kind: app.RequestShow}
		if o.mailto != "" {
			q = app.Request{Kind: app.RequestMailto, Arg: o.mailto}
		}
		if askErr := core.AskWindow(ctx, q); askErr != nil {
			err = askErr
		}
	}
	core.Close()
	return nil, nil, err
}
