package gui

import (
	"strings"
	"testing"
	"time"

	"godwit/accounts/protolog"
	"godwit/app"
	"godwit/sync/mail"
)

// TestPauseFromStatusLine opens what stands behind an account in the status
// line, pauses there, and goes on.
func TestPauseFromStatusLine(t *testing.T) {
	s := demo(t)
	w := s.shell
	w.mend(w.s.accounts[0].ID)
	if w.state == nil || !strings.HasPrefix(w.state.words.Text(), "Up to date") {
		t.Fatal("the account's state is not shown")
	}
	for _, want := range []app.Quiet{app.QuietByPerson, app.NotQuiet} {
		w.state.togglePause()
		s.until("the engine hears it", func() bool { return w.s.core.Status.Quiet() == want })
		s.until("and the sheet says it", func() bool {
			return strings.Contains(w.state.words.Text(), "Paused") == (want == app.QuietByPerson)
		})
	}
	w.state.close()
	if w.state != nil {
		t.Error("it is still followed")
	}
}

func TestLogText(t *testing.T) {
	at := time.Date(2026, 11, 26, 12, 0, 0, 0, time.Local)
	lines := []protolog.Line{{Time: at, Conn: 7, Dir: '>', Text: "A1 SELECT INBOX"}, {Time: at, Conn: 7, Dir: '<', Text: "* 3 EXISTS"}}
	if got := logText(lines, ""); strings.Count(got, "\n") != 2 || !strings.Contains(got, "> A1 SELECT INBOX") {
		t.Error(got)
	}
	if got := logText(lines, " exists "); strings.Contains(got, "SELECT") || !strings.Contains(got, "* 3 EXISTS") {
		t.Error(got)
	}
	if got := logText(nil, ""); got != "(Nothing here yet.)" {
		t.Error(got)
	}
}

// TestVanishedBar: what a server lost is told above the panes until it is put off.
func TestVanishedBar(t *testing.T) {
	s := demo(t)
	b := s.shell.banner
	inbox := s.shell.tree.source.Folders[0]
	b.vanished = []mail.Vanished{{Folder: inbox.ID, Account: inbox.Account, Path: inbox.Path, Count: 120, Whole: 120}}
	if b.show(); len(b.object.Objects) != 1 {
		t.Fatal("no bar")
	}
	b.laterVanished[inbox.ID] = true
	if b.show(); len(b.object.Objects) != 0 {
		t.Error("the bar stays")
	}
}
