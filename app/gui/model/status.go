package model

import (
	"strings"
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// Mood is how urgent a state is, for its colour.
type Mood int

const (
	Calm  Mood = iota // in step
	Busy              // at work, soon in step
	Amber             // waits for a person
	Grey              // offline, stopped, or a fault that mends itself
)

// MoodOf is how an account is doing, for the dot beside its name.
func MoodOf(s app.AccountStatus) Mood {
	switch s.State {
	case app.Live, app.SendOnly:
		return Calm
	case app.Connecting, app.Syncing:
		return Busy
	case app.NeedsPassword, app.Untrusted:
		return Amber
	}
	return Grey
}

// StatusText is an account's state for the status line.
func StatusText(s app.AccountStatus, now time.Time) string {
	switch s.State {
	case app.Live:
		if s.Synced.IsZero() {
			return lang.T("Up to date")
		}
		return lang.T("Up to date {when}", "when", Clock(s.Synced, now))
	case app.Connecting:
		return lang.T("Connecting…")
	case app.Syncing:
		if s.Folder == "" {
			return lang.T("Syncing…")
		}
		text := lang.T("Syncing {folder}", "folder", lastLevel(s.Folder))
		if s.Total > 0 {
			text = lang.T("Syncing {folder} {done} of {total}", "folder", lastLevel(s.Folder), "done", s.Done, "total", s.Total)
		}
		if left := Left(s.Left); left != "" {
			text += " · " + left
		}
		return text
	case app.Offline:
		return lang.T("Offline")
	case app.Waiting:
		if s.Until.After(now) {
			return lang.T("Next try {when}", "when", Clock(s.Until, now))
		}
		return lang.T("Trying again…")
	case app.NeedsPassword:
		return lang.T("Needs login")
	case app.Untrusted:
		return lang.T("Needs a look")
	case app.SendOnly:
		return lang.T("Only sends")
	}
	return lang.T("Not running")
}

func lastLevel(path string) string {
	if strings.EqualFold(path, "INBOX") {
		return lang.T("Inbox")
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}

// BannerKind is what a banner's button does.
type BannerKind int

const (
	NoBanner       BannerKind = iota
	OfflineBanner             // nothing to press
	LoginBanner               // sign in
	FaultBanner               // details
	VanishedBanner            // what is to become of Vanished
)

// Banner is the bar above the panes when something keeps mail from flowing.
type Banner struct {
	Kind    BannerKind
	Account accounts.ID
	Text    string
	Code    string // stable code of the cause
	More    string // what happened and what to do, for a dialog

	Vanished mail.Vanished
}

// BannerFor picks the one thing to say: a person's help comes first, then what a
// server lost, then the network. later holds accounts that were put off.
func BannerFor(list []accounts.Account, status func(accounts.ID) app.AccountStatus, later map[accounts.ID]bool, vanished []mail.Vanished, now time.Time) Banner {
	off, receiving := 0, 0
	var fault *Banner
	for _, a := range list {
		s := status(a.ID)
		if s.State != app.SendOnly {
			receiving++
		}
		if s.State == app.Offline {
			off++
		}
		if s.Problem == nil || later[a.ID] {
			continue
		}
		problem := InWords(*s.Problem)
		b := Banner{Account: a.ID, Code: problem.Code, More: problem.Text + " " + problem.Action}
		switch {
		case s.State == app.NeedsPassword:
			b.Kind = LoginBanner
			b.Text = a.Title() + ": " + problem.Title
			return b
		case s.State == app.Untrusted:
			b.Kind = FaultBanner
			b.Text = a.Title() + ": " + problem.Title
			return b
		case s.State == app.Waiting && fault == nil:
			b.Kind = FaultBanner
			b.Text = a.Title() + ": " + problem.Title
			if s.Until.After(now) {
				b.Text += " " + lang.T("Next try {when}.", "when", Clock(s.Until, now))
			}
			fault = &b
		}
	}
	if len(vanished) > 0 {
		return Banner{Kind: VanishedBanner, Account: vanished[0].Account, Vanished: vanished[0]}
	}
	if off > 0 && off == receiving {
		return Banner{Kind: OfflineBanner, Text: lang.T("No internet. You can read, write and file mail; it will be sent when you are back.")}
	}
	if fault != nil {
		return *fault
	}
	return Banner{}
}
