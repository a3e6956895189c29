package app

import (
	"strings"
	"testing"

	"godwit/sync/mail"
)

func TestDistinct(t *testing.T) {
	roles := map[mail.FolderID]mail.Role{1: mail.Inbox, 2: mail.Sent, 3: mail.AllMail, 4: mail.Trash, 5: mail.Drafts, 6: mail.NoRole, 7: mail.Junk}
	row := func(id mail.MessageID, folder mail.FolderID, mid string) mail.Row {
		return mail.Row{ID: id, Folder: folder, MessageID: mid}
	}
	for _, c := range []struct {
		name  string
		asked mail.MessageID
		rows  []mail.Row
		want  string
	}{
		{"all different", 1, []mail.Row{row(1, 1, "a"), row(2, 2, "b"), row(3, 6, "c")}, "1 2 3"},
		{"a copy in Sent", 1, []mail.Row{row(1, 1, "a"), row(2, 2, "b"), row(3, 1, "b")}, "1 3"},
		{"a copy in All Mail", 9, []mail.Row{row(1, 3, "a"), row(2, 1, "a"), row(3, 3, "b"), row(4, 2, "b")}, "2 4"},
		{"the asked copy wins", 2, []mail.Row{row(1, 1, "a"), row(2, 3, "A")}, "2"},
		{"what was thrown away, junk and drafts", 1, []mail.Row{row(1, 1, "a"), row(2, 4, "b"), row(3, 5, "c"), row(4, 7, "d")}, "1"},
		{"unless asked for", 2, []mail.Row{row(1, 1, "a"), row(2, 4, "b"), row(3, 4, "c")}, "1 2"},
		{"without ids they are all different", 1, []mail.Row{row(1, 1, ""), row(2, 1, ""), row(3, 2, "")}, "1 2 3"},
	} {
		var got []string
		for _, r := range distinct(c.rows, c.asked, roles) {
			got = append(got, string(rune('0'+r.ID)))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestConversationOfAccount(t *testing.T) {
	a, id := received(t,
		mailFrom("ada@example.org", "one", ""),
		[]byte("In-Reply-To: <one@x>\r\n"+string(mailFrom("bo@example.net", "two", ""))),
		mailFrom("cy@example.net", "other", ""))
	first, ok := find(t, a, id, mail.Inbox, "one")
	if !ok {
		t.Fatal("not there")
	}
	rows, err := a.Mail.Conversation(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].Subject != "one" || rows[1].Subject != "two" {
		t.Errorf("the conversation is %+v", rows)
	}
}

// Whose pictures are always shown can be listed, and taken back.
func TestImagesSenders(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	for _, address := range []string{"News@x.example", "a@y.example"} {
		if err := a.AllowImages(t.Context(), address, true); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := a.ImagesSenders(t.Context()); err != nil || strings.Join(list, " ") != "a@y.example news@x.example" {
		t.Errorf("listed %v, %v", list, err)
	}
	if err := a.AllowImages(t.Context(), "NEWS@x.example", false); err != nil {
		t.Fatal(err)
	}
	if list, err := a.ImagesSenders(t.Context()); err != nil || strings.Join(list, " ") != "a@y.example" {
		t.Errorf("then %v, %v", list, err)
	}
}
