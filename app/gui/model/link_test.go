package model

import (
	"strings"
	"testing"

	"godwit/compose"
	"godwit/sync/mail"
)

func TestFromLink(t *testing.T) {
	blank := compose.Draft{Account: 3, From: mail.Address{Email: "ada@example.org"}, Body: "\n\n-- \nAda\n"}
	d, ignored, err := FromLink(blank, "mailto:grace+x@example.org?subject=Hi%20there%0D%0ABcc:%20evil@example.org&body=one%0D%0Atwo&attach=/etc/passwd")
	if err != nil || len(d.To) != 1 || d.To[0].Email != "grace+x@example.org" || len(d.Bcc) != 0 {
		t.Errorf("to %v, bcc %v: %v", d.To, d.Bcc, err)
	}
	if d.Account != 3 || d.From != blank.From || d.Body != "one\ntwo\n\n-- \nAda\n" {
		t.Errorf("from %v: %q", d.From, d.Body)
	}
	if len(d.Attachments) != 0 || !strings.Contains(ignored, "nothing was attached") {
		t.Errorf("attached %v: %q", d.Attachments, ignored)
	}
	if d, ignored, err := FromLink(blank, "mailto:"); err != nil || d.Body != blank.Body || ignored != "" {
		t.Errorf("an empty link: %q %q %v", d.Body, ignored, err)
	}
	if _, ignored, _ := FromLink(blank, "mailto:a@example.org?from=x&reply-to=y"); !strings.Contains(ignored, "from, reply-to") {
		t.Errorf("%q", ignored)
	}
	if _, _, err := FromLink(blank, "https://example.org"); err == nil {
		t.Error("another link was taken")
	}
}
