package model

import (
	"testing"
	"time"

	"godwit/app"
	"godwit/sync/mail"
)

func TestDraftRows(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 11, 26, 14, minute, 0, 0, time.UTC) }
	here := []app.DraftInfo{
		{ID: 1, Subject: "both", Changed: at(3), Copy: 10},
		{ID: 2, Subject: "here", Changed: at(5)},
		{ID: 3, Subject: "thrown away", Changed: at(6), Copy: 12},
		{ID: 4, Subject: "template", Changed: at(7), Template: true},
	}
	there := []mail.Row{
		{ID: 10, Subject: "both, as it was", Received: at(2)},
		{ID: 11, Subject: "telephone", Received: at(4), To: []mail.Address{{Name: "Grace", Email: "grace@example.org"}, {Email: "x@example.org"}}},
		{ID: 12, Subject: "thrown away", Received: at(6)},
	}
	drafts, templates := DraftRows(here, there, map[mail.DraftID]bool{3: true})
	want := []DraftRow{
		{Draft: 2, Subject: "here", Changed: at(5)},
		{Message: 11, To: "Grace, x@example.org", Subject: "telephone", Changed: at(4)},
		{Draft: 1, Message: 10, Subject: "both", Changed: at(3)},
	}
	if len(drafts) != len(want) {
		t.Fatalf("%+v", drafts)
	}
	for i := range want {
		if drafts[i] != want[i] {
			t.Errorf("%d: %+v, want %+v", i, drafts[i], want[i])
		}
	}
	if drafts[1].ID() != -11 || drafts[2].ID() != 1 {
		t.Errorf("ids %d %d", drafts[1].ID(), drafts[2].ID())
	}
	if len(templates) != 1 || templates[0].Draft != 4 {
		t.Errorf("templates %+v", templates)
	}
}
