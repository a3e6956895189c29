package model

import (
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// Left is an estimate in words: "about 40 s left"; "" where there is none.
func Left(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < 10*time.Second:
		return lang.T("a few seconds left")
	case d < 100*time.Second:
		return lang.T("about {n} s left", "n", int(d.Seconds()+5)/10*10)
	case d < 100*time.Minute:
		return lang.T("about {n} min left", "n", int(d.Minutes()+0.5))
	}
	return lang.T("about {n} h left", "n", int(d.Hours()+0.5))
}

// QuietText says why mail comes sparingly; "" where it does not.
func QuietText(q app.Quiet) string {
	switch q {
	case app.QuietByPerson:
		return lang.T("Paused: headers come, texts wait")
	case app.QuietOnBattery:
		return lang.T("On battery: texts wait")
	case app.QuietOnMetered:
		return lang.T("Metered network: texts wait")
	}
	return ""
}

// FolderText is one mailbox's progress: "Inbox · headers 3,214 of 20,000".
func FolderText(p app.FolderProgress) string {
	if p.Bodies {
		return lang.T("{folder} · messages {done} of {total}", "folder", lastLevel(p.Path), "done", p.Done, "total", p.Total)
	}
	return lang.T("{folder} · headers {done} of {total}", "folder", lastLevel(p.Path), "done", p.Done, "total", p.Total)
}

// VanishedText says what a server lost.
func VanishedText(v mail.Vanished) string {
	return lang.N(v.Count, "{n} message has vanished from {folder} on the server. Godwit still has it here.", "{n} messages have vanished from {folder} on the server. Godwit still has them here.", "folder", lastLevel(v.Path))
}

// KeepChoice is a rule for bodies that a person can choose.
type KeepChoice struct {
	Title string
	Keep  accounts.Keep
}

// KeepChoices are the rules to choose from: of a folder, which may follow its
// account, or of an account. now is among them, whatever it is.
func KeepChoices(folder bool, now accounts.Keep) (choices []KeepChoice, at int) {
	if folder {
		choices = append(choices, KeepChoice{lang.T("as the account"), accounts.Keep{}})
	}
	choices = append(choices, KeepChoice{lang.T("all messages"), accounts.Keep{Mode: accounts.KeepAll}})
	for _, days := range []int{30, 90, 365} {
		choices = append(choices, KeepChoice{lastDays(days), accounts.Keep{Mode: accounts.KeepRecent, Days: days}})
	}
	choices = append(choices, KeepChoice{lang.T("none until I open them"), accounts.Keep{Mode: accounts.KeepHeaders}})
	if !folder && now.Mode == accounts.KeepDefault {
		now.Mode = accounts.KeepAll
	}
	for i := range choices {
		if choices[i].Keep.Mode == now.Mode && choices[i].Keep.Days == now.Days {
			return choices, i
		}
	}
	return append(choices, KeepChoice{lastDays(now.Days), now}), len(choices)
}

func lastDays(n int) string {
	return lang.N(n, "those of the last day", "those of the last {n} days")
}

// LargestChoices are sizes above which a body comes only when it is opened.
func LargestChoices(now int64) (titles []string, sizes []int64, at int) {
	sizes = []int64{0, 1e6, 5e6, 25e6}
	titles = []string{lang.T("of any size"), upTo(1e6), upTo(5e6), upTo(25e6)}
	for i, s := range sizes {
		if s == now {
			return titles, sizes, i
		}
	}
	return append(titles, upTo(now)), append(sizes, now), len(sizes)
}

func upTo(size int64) string { return lang.T("up to {size}", "size", Size(size)) }
