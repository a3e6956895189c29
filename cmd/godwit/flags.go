package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"

	"godwit/app"
)

// options are what the command line asks for.
type options struct {
	profile string // absolute
	own     bool   // the profile is another than the usual one
	demo    bool
	hidden  bool
	version bool
	mailto  string
}

func parseFlags(args []string, words io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("godwit", flag.ContinueOnError)
	fs.SetOutput(words)
	fs.StringVar(&o.profile, "profile", "", "the `folder` that holds the mail (default: GODWIT_PROFILE, or where your system keeps a program's data)")
	fs.BoolVar(&o.demo, "demo", false, "look around with sample mail; nothing is kept")
	fs.BoolVar(&o.hidden, "hidden", false, "start without a window, if an icon in the tray can show it")
	fs.BoolVar(&o.version, "version", false, "print the version")
	fs.Usage = func() {
		fmt.Fprintln(words, "usage: godwit [--profile DIR] [--demo] [--hidden] [--version] [mailto:ADDRESS]")
		fs.PrintDefaults()
	}
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	for _, arg := range fs.Args() {
		if !strings.HasPrefix(strings.ToLower(arg), "mailto:") || o.mailto != "" {
			fmt.Fprintf(words, "godwit: cannot open %q; only one mailto: address can be given\n", arg)
			return o, errors.New("usage")
		}
		o.mailto = arg
	}
	var err error
	o.own = o.profile != ""
	if !o.own {
		o.profile, err = app.DefaultProfile()
	} else {
		o.profile, err = filepath.Abs(o.profile)
	}
	if err != nil {
		fmt.Fprintln(words, "godwit:", err)
	}
	return o, err
}

// version is the module's version, and the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	v := strings.Trim(info.Main.Version, "()")
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " " + s.Value[:12]
		}
	}
	return v
}
