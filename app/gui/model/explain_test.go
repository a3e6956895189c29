package model

import (
	"strings"
	"testing"

	"godwit/accounts/dial"
	"godwit/app/gui/lang"
)

// TestExplain: what the core fills into a sentence stands in its translation.
func TestExplain(t *testing.T) {
	lang.Use("de")
	t.Cleanup(func() { lang.Use("en") })
	ex := Explain(&dial.Error{Kind: dial.Timeout, Host: "mail.{1}.example", Port: 993})
	if ex.Code != "GW-NET-TIMEOUT" || ex.Title != "mail.{1}.example antwortet nicht." || !strings.Contains(ex.Text, "mail.{1}.example (port 993)") || ex.Action != "Godwit versucht es von selbst erneut." {
		t.Errorf("%+v", ex)
	}
	if ex := Explain(nil); ex.Title != "" || ex.Code != "" {
		t.Errorf("of nothing: %+v", ex)
	}
}
