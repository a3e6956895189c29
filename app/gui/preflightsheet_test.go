package gui

import (
	"strings"
	"testing"

	"godwit/accounts/preflight"
)

func TestPreflightRows(t *testing.T) {
	got := words(preflightRows([]preflight.Report{{Domain: "firm.org", Through: "Twilio SendGrid", Findings: []preflight.Finding{
		{Name: "mx", Level: preflight.Good, Text: "Answers go to mx.firm.org."},
		{Name: "dkim", Level: preflight.Fault, Text: "There is no key.", Fix: "Add one."},
		{Name: "dmarc", Level: preflight.Caution, Text: "No record.", Record: "_dmarc.firm.org TXT …"},
		{Name: "verdict", Level: preflight.Unknown, Text: "Not all is known."},
	}}}))
	at := -1
	for _, want := range []string{"firm.org", "through Twilio SendGrid", "Answers go to", "There is no key.", "Add one.", "_dmarc.firm.org"} {
		i := strings.Index(got, want)
		if i < at {
			t.Errorf("%q is missing or too early in\n%s", want, got)
		}
		at = i
	}
	if text := preflightText([]preflight.Report{{Domain: "firm.org", Through: "x", Findings: []preflight.Finding{{Name: "mx", Level: preflight.Fault, Text: "No.", Fix: "Add.", Record: "R"}}}}); text != "firm.org through x\n  mx (fault): No.\n    Add.\n    R\n" {
		t.Errorf("%q", text)
	}
	if none := words(preflightRows(nil)); !strings.Contains(none, "does not send") {
		t.Errorf("%q", none)
	}
}
