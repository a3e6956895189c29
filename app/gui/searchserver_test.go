package gui

import (
	"strings"
	"testing"

	"godwit/accounts"
	"godwit/app"
	"godwit/sync/mail"
)

// TestSearchOnServer: where only headers are here the line below the search says
// so and asks the server; what that finds is listed and has a mark.
func TestSearchOnServer(t *testing.T) {
	s := demo(t)
	list := s.shell.list
	s.shell.searchBox.entry.SetText("tideline ")
	s.until("hits", func() bool { return list.found != nil && list.found.known && list.list.Count() > 0 })
	if list.needsServers() == "" {
		t.Error("a server is to be asked though all is here")
	}
	f := list.found
	f.partial = app.Partial{Folders: 2, Ask: true} // as if two folders had headers only
	list.searchNote.say()
	if text := list.searchNote.object.Text(); !strings.Contains(text, "2 folders keep only headers here.") || list.searchNote.object.OnTapped == nil {
		t.Errorf("the line says %q", text)
	}
	list.searchNote.object.Tapped(nil)
	s.until("the answer", func() bool { return f.servers.done })
	if text := list.searchNote.object.Text(); !strings.Contains(text, "The server found 0 more.") || list.searchNote.object.OnTapped != nil {
		t.Errorf("the line says %q", text)
	}
	id := list.list.ID(0)
	f.asked.There = []mail.MessageID{id}
	if row, ok := list.rows.Row(0); !ok || row.Chip == "" {
		t.Errorf("what the server found has no mark: %+v", row)
	}
	f.servers.trouble = &app.AccountError{Account: accounts.Account{}, Err: mail.ErrNoSearch}
	list.searchNote.say()
	if text := list.searchNote.object.Text(); !strings.Contains(text, "This account's server cannot search.") {
		t.Errorf("a server that cannot: %q", text)
	}
}
