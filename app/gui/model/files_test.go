package model

import (
	"slices"
	"testing"

	"godwit/app"
)

func TestFilesShowAnInvitationOnce(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []app.Part
		want  []string
	}{
		{"both", []app.Part{{Name: "part-1", Type: "text/calendar"}, {Name: "club.ics", Type: "application/ics"}, {Name: "a.pdf"}}, []string{"club.ics", "a.pdf"}},
		{"two of one type", []app.Part{{Name: "part-1", Type: "text/calendar"}, {Name: "club.ics", Type: "text/calendar"}}, []string{"club.ics"}},
		{"no name at all", []app.Part{{Name: "part-1", Type: "text/calendar"}, {Name: "part-2", Type: "text/calendar"}}, []string{"invitation.ics"}},
		{"two named", []app.Part{{Name: "a.ics", Type: "text/calendar"}, {Name: "b.ics", Type: "text/calendar"}}, []string{"a.ics", "b.ics"}},
		{"no calendar", []app.Part{{Name: "part-1", Type: "image/png"}}, []string{"part-1"}},
	} {
		var got []string
		for _, p := range Files(c.parts) {
			got = append(got, p.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
