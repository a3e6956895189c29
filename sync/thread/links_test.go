package thread

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"godwit/sync/mail"
)

func TestLinks(t *testing.T) {
	tests := []struct {
		name string
		e    mail.Envelope
		want []string
	}{
		{"nothing", mail.Envelope{}, []string{}},
		{"alone", mail.Envelope{MessageID: "a"}, []string{"a"}},
		{"reply", mail.Envelope{MessageID: "c", InReplyTo: []string{"b"}, References: []string{"a", "b"}}, []string{"c", "a", "b"}},
		{"answers itself", mail.Envelope{MessageID: "a", InReplyTo: []string{"a"}, References: []string{"a", ""}}, []string{"a"}},
		{"only In-Reply-To", mail.Envelope{MessageID: "b", InReplyTo: []string{"a", "ada@example.org"}}, []string{"b", "a"}},
		{"no id", mail.Envelope{References: []string{"a"}}, []string{"a"}},
		{"too long", mail.Envelope{MessageID: strings.Repeat("x", 2000), References: []string{"a"}}, []string{"a"}},
	}
	for _, tt := range tests {
		if got := Links(tt.e, ""); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLongReferences(t *testing.T) {
	e := mail.Envelope{MessageID: "own", InReplyTo: []string{"999"}}
	for i := range 1000 {
		e.References = append(e.References, fmt.Sprint(i))
	}
	got := Links(e, "")
	if len(got) != maxLinks || got[0] != "own" || got[1] != "0" || got[2] != "999" || got[3] != "998" {
		t.Errorf("%d links, beginning with %q", len(got), got[:4])
	}
}

func TestServersConversation(t *testing.T) {
	e := mail.Envelope{MessageID: "b", InReplyTo: []string{"a"}, References: []string{"a"}}
	if got := Links(e, "gm:5"); !slices.Equal(got, []string{"b", "<gm:5"}) {
		t.Errorf("%q", got)
	}
}
