package model

import (
	"fmt"
	"time"

	"godwit/accounts"
	"godwit/app"
	"godwit/sync/mail"
)

// Left is an estimate in words: "about 40 s left"; "" where there is none.
func Left(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < 10*time.Second:
		return "a few seconds left"
	case d < 100*time.Second:
		return fmt.Sprintf("about %d s left", int(d.Seconds()+5)/10*10)
	case d < 100*time.Minute:
		return fmt.Sprintf("about %d min left", int(d.Minutes()+0.5))
	}
	return fmt.Sprintf("about %d h left", int(d.Hours()+0.5))
}

// QuietText says why mail comes sparingly; "" where it does not.
func QuietText(q app.Quiet) string {
	switch q {
	case app.QuietByPerson:
		return "Paused: headers come, texts wait"
	case app.QuietOnBattery:
		return "On battery: texts wait"
	case app.QuietOnMetered:
		return "Metered network: texts wait"
	}
	return ""
}

// FolderText is one mailbox's progress: "Inbox · headers 3,214 of 20,000".
func FolderText(p app.FolderProgress) string {
	what := "headers"
	if p.Bodies {
		what = "messages"
	}
	return lastLevel(p.Path) + " · " + what + " " + Number(p.Done) + " of " + Number(p.Total)
}

// VanishedText says what a server lost.
func VanishedText(v mail.Vanished) string {
	return Plural(v.Count, "message has", "messages have") + " vanished from " + lastLevel(v.Path) +
		" on the server. Godwit still has them here."
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
		choices = append(choices, KeepChoice{"as the account", accounts.Keep{}})
	}
	choices = append(choices, KeepChoice{"all messages", accounts.Keep{Mode: accounts.KeepAll}})
	for _, days := range []int{30, 90, 365} {
		choices = append(choices, KeepChoice{fmt.Sprintf("those of the last %d days", days), accounts.Keep{Mode: accounts.KeepRecent, Days: days}})
	}
	choices = append(choices, KeepChoice{"none until I open them", accounts.Keep{Mode: accounts.KeepHeaders}})
	if !folder && now.Mode == accounts.KeepDefault {
		now.Mode = accounts.KeepAll
	}
	for i := range choices {
		if choices[i].Keep.Mode == now.Mode && choices[i].Keep.Days == now.Days {
			return choices, i
		}
	}
	return append(choices, KeepChoice{fmt.Sprintf("those of the last %d days", now.Days), now}), len(choices)
}

// LargestChoices are sizes above which a body comes only when it is opened.
func LargestChoices(now int64) (titles []string, sizes []int64, at int) {
	sizes = []int64{0, 1e6, 5e6, 25e6}
	titles = []string{"of any size", "up to 1 MB", "up to 5 MB", "up to 25 MB"}
	for i, s := range sizes {
		if s == now {
			return titles, sizes, i
		}
	}
	return append(titles, "up to "+Size(now)), append(sizes, now), len(sizes)
}
