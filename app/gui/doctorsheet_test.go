package gui

import (
	"slices"
	"strings"
	"testing"

	"godwit/app"
	"godwit/app/gui/model"
)

// The sheet looks at every step and says what it comes to; the report can be handed
// on. It can be begun again.
func TestCheckConnection(t *testing.T) {
	s := demo(t)
	acc := s.shell.s.accounts[0]
	d := checkConnection(s.shell.s, acc)
	for range 2 {
		s.until("all is looked at", func() bool { return d.again.Label() == "Check again" })
		if got := model.DoctorVerdict(d.found, false); got != "All is well." {
			t.Errorf("%s %+v", got, d.found)
		}
		if !slices.ContainsFunc(d.found, func(f app.Finding) bool { return f.Name == "imap mailbox" && f.Level == app.LevelGood }) {
			t.Errorf("%+v", d.found)
		}
		if got := wordsIn(d.rows); !strings.Contains(got, "Receiving: the mailbox") || !strings.Contains(got, "Sending: the server's rules") {
			t.Errorf("%q", got)
		}
		d.again.OnTapped()
	}
	d.stop()
	s.until("it is stopped", func() bool { return d.again.Label() == "Check again" })
	d.copyReport()
	if got := s.shell.s.fyne.Clipboard().Content(); !strings.Contains(got, "Account ") || strings.Contains(got, acc.Email()) {
		t.Errorf("%q", got)
	}
}

func TestDoctorRow(t *testing.T) {
	f := app.Finding{Name: "imap tls", Level: app.LevelFault, Problem: app.Explanation{Code: "GW-TLS-EXPIRED", Title: "It has expired.", Text: "It was good until May.", Action: "Tell your provider."}}
	got := words(doctorRow(f))
	at := -1
	for _, want := range []string{"Receiving: protection and certificate", "It has expired.", "until May", "Tell your provider."} {
		i := strings.Index(got, want)
		if i <= at {
			t.Errorf("%q is missing or too early in\n%s", want, got)
		}
		at = i
	}
	if v := model.DoctorVerdict([]app.Finding{f}, false); v != "1 fault keeps mail from coming or going." {
		t.Error(v)
	}
}
