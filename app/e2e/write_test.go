package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"godwit/app/e2e/servers"
)

// mainWindow is its title, with how much is unread.
const mainWindow = `^Godwit( \(.*\))?$`

// writer is Ada at her window, with her account.
func writer(t *testing.T) (*world, *user, *servers.Display) {
	t.Helper()
	w := newWorld(t)
	u := newUser(t, w.desktop, w.ca)
	u.must(servers.Password+"\n", append(w.add(ada, "Ada Lovelace"), "--sent-copy", "client")...)
	return w, u, w.desktop.StartDisplay(t, 1280, 800)
}

// arrived is the text of what Grace has with a subject, once there is one.
func (w *world) arrived(t *testing.T, subject string) string {
	t.Helper()
	text := ""
	waitFor(t, subject+" at Grace's", func() bool {
		text = w.mailbox.Doveadm(t, "fetch", "-u", grace, "text", "mailbox", "INBOX", "subject", subject)
		return text != ""
	})
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// draftRow is a line of draft list.
type draftRow struct {
	ID       int64  `json:"id"`
	Subject  string `json:"subject"`
	Uploaded bool   `json:"uploaded"`
}

// body is the text of Ada's only draft, "" while there is none.
func (u *user) body() string {
	u.t.Helper()
	list := rows[draftRow](u.t, u.must("", "draft", "list"))
	if len(list) != 1 {
		return ""
	}
	var d struct {
		Body string `json:"body"`
	}
	if err := json.Unmarshal([]byte(u.must("", "draft", "show", fmt.Sprint(list[0].ID)).out), &d); err != nil {
		u.t.Fatal(err)
	}
	return d.Body
}

// TestWrite answers with a quote, takes a sending back, sends at a time, and
// writes to a link that another program hands over; by keyboard alone.
func TestWrite(t *testing.T) {
	w, u, screen := writer(t)
	w.deliver(t, ada, "The engine", "Does it weave?")
	u.must("", "sync")
	// Charles is nobody here, so that answers go to Grace.
	w.mailbox.Deliver(t, ada, "INBOX", []byte("From: Grace <"+grace+">\r\nTo: "+ada+"\r\nSubject: A question\r\nMessage-ID: <q@godwit.test>\r\n\r\nDoes it weave?\r\nAnd how long does it take?\r\n"))
	u.must("", "sync")
	win := u.open(t, screen)
	win.shows("list")

	win.keys("ctrl+1", "Home", "Down", "Up")
	key := exec.Command("xdotool", "key", "ctrl+r")
	key.Env = screen.Env
	asked := time.Now()
	if err := key.Start(); err != nil {
		t.Fatal(err)
	}
	win.wrote("compose")
	t.Logf("%v from starting xdotool, which presses the key, to the first picture of the window that writes", time.Since(asked).Round(time.Millisecond))
	key.Wait()
	screen.Window(t, "^Re: A question")
	win.types("It does.")
	screen.Shot(t, "w1-reply")
	waitFor(t, "the answer as a draft", func() bool { return strings.HasPrefix(u.body(), "It does.") })
	win.keys("ctrl+Return")

	// Undo: the window is there again, with all of it.
	screen.Window(t, mainWindow)
	waitFor(t, "the answer in the outbox", func() bool { return strings.Contains(u.must("", "outbox", "list").out, "A question") })
	win.keys("ctrl+z")
	screen.Window(t, "^Re: A question")
	screen.Shot(t, "w2-undone")
	if out := u.must("", "outbox", "list").out; strings.Contains(out, `"queued"`) {
		t.Errorf("it is in the outbox all the same: %s", out)
	}
	win.types("Really: ")
	win.keys("ctrl+Return")
	text := w.arrived(t, "Re: A question")
	for _, part := range []string{"In-Reply-To: <q@godwit.test>", "Really: It does.", "> Does it weave?", "> And how long does it take?"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}

	win.sendLater(u)
	win.fromLink(u)
	win.close()
}

// sendLater sends at a time that is typed.
func (win *window) sendLater(u *user) {
	t, screen := win.t, win.screen
	screen.Window(t, mainWindow)
	win.keys("ctrl+n")
	screen.Window(t, "^New message")
	win.types(grace + ",")
	win.keys("Tab")
	win.types("Much later")
	win.keys("Tab")
	win.types("Not now.")
	win.keys("ctrl+shift+Return")
	win.types("in 2 days")
	screen.Shot(t, "w3-at")
	win.keys("Return")
	type queued struct {
		Subject string `json:"subject"`
		State   string `json:"state"`
		SendAt  string `json:"send_at"`
	}
	var later queued
	waitFor(t, "the message that waits", func() bool {
		for _, q := range rows[queued](t, u.must("", "outbox", "list")) {
			if q.Subject == "Much later" {
				later = q
			}
		}
		return later.Subject != ""
	})
	at, err := time.Parse(time.RFC3339, later.SendAt)
	if in := time.Until(at); err != nil || later.State != "queued" || in < 47*time.Hour || in > 49*time.Hour {
		t.Errorf("it leaves in %v: %+v", in, later)
	}
	screen.Window(t, mainWindow)
	screen.Shot(t, "w4-leaves")
}

// fromLink hands a mailto: address to the window that there is.
func (win *window) fromLink(u *user) {
	t := win.t
	win.startAgain("mailto:" + grace + "?subject=From%20a%20page&body=Hello&attach=/etc/passwd")
	win.screen.Window(t, "^From a page")
	win.screen.Shot(t, "w5-link")
	win.types("Added. ")
	waitFor(t, "the draft of the link", func() bool {
		b := u.body()
		return strings.Contains(b, "Hello") && strings.Contains(b, "Added.")
	})
	win.keys("ctrl+w")
	waitFor(t, "its copy on the server", func() bool {
		list := rows[draftRow](t, u.must("", "draft", "list"))
		return len(list) == 1 && list[0].Uploaded
	})
	win.screen.Window(t, mainWindow)
	win.screen.Shot(t, "w6-kept")
}

// wrote waits for a view that is painted, whatever window it is in.
func (w *window) wrote(view string) {
	w.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if b, _ := os.ReadFile(w.painted); strings.Contains(string(b), "painted "+view+"\n") {
			return
		}
	}
	w.t.Fatalf("%s was not painted", view)
}

// TestKillWhileTyping kills the program in the middle of a sentence: what was
// typed more than a second before is there at the next start, is offered, and can
// be sent.
func TestKillWhileTyping(t *testing.T) {
	w, u, screen := writer(t)
	u.must("", "sync")
	win := u.open(t, screen)
	win.shows("list")
	win.keys("ctrl+n")
	screen.Window(t, "^New message")
	win.types(grace + ",")
	win.keys("Tab")
	win.types("Killed")
	win.keys("Tab")

	type typed struct {
		word string
		at   time.Time
	}
	var mu sync.Mutex
	var words []typed
	stop, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			word := fmt.Sprintf("word%03d ", i)
			cmd := exec.Command("xdotool", "type", "--delay", "15", word)
			cmd.Env = screen.Env
			if cmd.Run() != nil {
				return
			}
			mu.Lock()
			words = append(words, typed{word, time.Now()})
			mu.Unlock()
		}
	}()
	waitFor(t, "some of it on disk", func() bool { return strings.Contains(u.body(), "word010") })
	if err := win.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed := time.Now()
	win.cmd.Wait()
	close(stop)
	<-over

	kept := u.body()
	mu.Lock()
	sent := slices.DeleteFunc(words, func(w typed) bool { return w.at.After(killed) })
	mu.Unlock()
	lost := time.Duration(0)
	for _, w := range sent {
		if !strings.Contains(kept, w.word) {
			lost = killed.Sub(w.at)
			break
		}
	}
	t.Logf("%d words were typed before the kill; the oldest that is lost was typed %v before", len(sent), lost.Round(time.Millisecond))
	if lost > 5*time.Second { // the program itself loses a second; the rest is a slow screen
		t.Errorf("%v of typing are lost; kept: %q", lost, kept)
	}

	win = u.open(t, screen)
	win.shows("list")
	screen.Shot(t, "k1-offered")
	win.keys("ctrl+2")
	win.shows("drafts")
	win.keys("Home", "Return")
	screen.Window(t, "^Killed")
	screen.Shot(t, "k2-found")
	win.keys("ctrl+End")
	win.types("the end")
	win.keys("ctrl+Return")
	text := w.arrived(t, "Killed")
	text = strings.NewReplacer("=20\n", " \n", "=\n", "").Replace(text) // quoted-printable
	if plain := strings.Join(strings.Fields(text), " "); !strings.Contains(plain, strings.TrimSpace(kept)) || !strings.Contains(plain, "the end") {
		t.Errorf("arrived:\n%s\nwas kept:\n%s", text, kept)
	}
	win.close()
}
