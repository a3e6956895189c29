package main

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"godwit/accounts/protolog"
	"godwit/sync/event"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

func TestVerify(t *testing.T) {
	s := demo(t)
	for _, flags := range [][]string{{}, {"--thorough"}, {"--account", mira}} {
		for _, l := range s.lines(append([]string{"verify"}, flags...)...) {
			if l["identical"] != true || len(l["differences"].([]any)) != 0 {
				t.Errorf("after a sync, %q: %v", flags, l)
			}
		}
	}
	if err := s.server.Deliver(mira, []byte("Subject: new\r\n\r\nnew\r\n")); err != nil {
		t.Fatal(err)
	}
	r := s.run("--json", "verify", "--account", mira)
	if r.code != exitPartly || r.err != "" {
		t.Errorf("something differs: %+v", r)
	}
	for _, l := range s.decode(r.out) {
		inbox := l["folder"] == "INBOX" || l["folder"] == "Inbox"
		if (l["identical"] == true) == inbox {
			t.Errorf("%v", l)
		}
		if inbox {
			want := "id kind local remote uid"
			d := l["differences"].([]any)[0].(map[string]any)
			if got := strings.Join(keys(d), " "); got != want || d["kind"] != string(mail.OnlyRemote) {
				t.Errorf("%v", d)
			}
		}
	}
	if r := s.run("verify"); r.code != exitPartly || !strings.Contains(r.out, "identical") || !strings.Contains(r.out, "1 differences") {
		t.Errorf("%+v", r)
	}
	s.server.Close()
	if r := s.run("--json", "verify"); r.code != exitTemporary {
		t.Errorf("offline: %+v", r)
	}
}

// What a server said is there to be read, and the password is not.
func TestLog(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	if r := s.run("log", mira); r.code != 0 || r.out != "" {
		t.Errorf("before anything was said: %+v", r)
	}
	if r := s.run("sync"); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	all := s.lines("log", mira)
	said := map[string]bool{}
	for _, l := range all {
		said[text(l["direction"])] = true
		if strings.Contains(text(l["text"]), "godwit") {
			t.Errorf("a secret: %v", l)
		}
		if _, err := time.Parse(time.RFC3339, text(l["time"])); err != nil {
			t.Error(err)
		}
	}
	if len(said) != 3 || !said["sent"] || !said["received"] || !said["note"] {
		t.Errorf("directions %v", said)
	}
	if got := s.lines("log", mira, "--lines", "2"); len(got) != 2 || got[1]["text"] != all[len(all)-1]["text"] {
		t.Errorf("the newest two: %v", got)
	}
	if r := s.run("log", mira, "--lines", "0"); strings.Count(r.out, "\n") != len(all) || !strings.Contains(r.out, " > ") {
		t.Errorf("for a person: %s", r.out)
	}
	if r := s.run("account", "remove", mira); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if left, _ := filepath.Glob(filepath.Join(s.dir, "log", "*")); len(left) != 0 {
		t.Errorf("the log outlives its account: %v", left)
	}
}

// Each line is printed once, as it comes, until the command is interrupted.
func TestLogFollows(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	log, err := protolog.Open(filepath.Join(s.dir, "log"), "1")
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	conn := log.Conn("test")
	ctx, cancel := context.WithCancel(t.Context())
	out := newSpy()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--profile", s.dir, "log", mira, "--follow"}, strings.NewReader(""), out, &bytes.Buffer{})
	}()
	for _, line := range []string{"one", "two", "three"} {
		conn.Sent([]byte(line))
		out.until(t, line)
	}
	cancel()
	if code := <-ended; code != 0 {
		t.Errorf("exit %d", code)
	}
	for _, line := range []string{"one", "two", "three"} {
		if n := strings.Count(out.String(), line); n != 1 {
			t.Errorf("%q %d times", line, n)
		}
	}
}

func TestAfter(t *testing.T) {
	line := func(text string) protolog.Line { return protolog.Line{Text: text} }
	a, b, c := line("a"), line("b"), line("c")
	for _, w := range []struct{ now, printed, want []protolog.Line }{
		{nil, nil, nil},
		{[]protolog.Line{a}, nil, []protolog.Line{a}},
		{[]protolog.Line{a, b}, []protolog.Line{a, b}, nil},
		{[]protolog.Line{b, c}, []protolog.Line{a, b}, []protolog.Line{c}},
		{[]protolog.Line{a, b, a, c}, []protolog.Line{a, b, a}, []protolog.Line{c}},
		{[]protolog.Line{c}, []protolog.Line{a, b}, []protolog.Line{c}},
	} {
		if got := after(w.now, w.printed); !slices.Equal(got, w.want) {
			t.Errorf("%v after %v: %v", w.now, w.printed, got)
		}
	}
}

// vanish makes the profile believe that the server lost all of a folder.
func (s *shell) vanish(folder string) (id string, n int) {
	s.Helper()
	var uids []uint32
	for _, row := range s.lines("list", "--account", mira, "--folder", folder, "--limit", "0") {
		uids = append(uids, uint32(row["uid"].(float64)))
	}
	st, err := store.Open(s.Context(), s.dir, &event.Hub{}, nil)
	if err != nil {
		s.Fatal(err)
	}
	defer st.Close()
	f, err := st.FolderByRole(s.Context(), 1, mail.Role(folder))
	if err != nil {
		s.Fatal(err)
	}
	if err := st.Vanish(s.Context(), f.ID, uids); err != nil {
		s.Fatal(err)
	}
	return text(float64(f.ID)), len(uids)
}

func TestVanished(t *testing.T) {
	s := demo(t)
	id, n := s.vanish("inbox")
	list := s.lines("vanished")
	if len(list) != 1 || text(list[0]["id"]) != id || list[0]["count"] != float64(n) || list[0]["whole"] != float64(n) {
		t.Fatalf("%v", list)
	}
	if got := strings.Join(keys(list[0]), " "); got != "account count folder id noticed whole" {
		t.Errorf("fields %s", got)
	}
	for _, row := range s.lines("list", "--account", mira, "--folder", "inbox") {
		if row["vanished"] != true {
			t.Errorf("%v", row)
		}
	}
	for _, f := range s.lines("folders") {
		if want := map[bool]float64{true: float64(n)}[text(f["id"]) == id]; f["vanished"] != want {
			t.Errorf("%v", f)
		}
	}
	if got := s.lines("vanished", "restore", "inbox", "--account", mira); got[0]["queued"] != float64(n) || got[0]["cannot"] != 0.0 {
		t.Errorf("%v", got)
	}
	if list := s.lines("vanished"); len(list) != 0 {
		t.Errorf("put back, and still %v", list)
	}
	id, n = s.vanish("archive")
	if got := s.lines("vanished", "accept", id); got[0]["removed"] != float64(n) {
		t.Errorf("%v", got)
	}
	if rows := s.lines("list", "--account", mira, "--folder", "archive"); len(rows) != 0 {
		t.Errorf("agreed to be gone, and still %d", len(rows))
	}
	if r := s.run("--json", "vanished", "accept", "nowhere"); r.code != exitFailed || s.refusal(r) != "GW-NOT-FOUND" {
		t.Errorf("%+v", r)
	}
}

func TestKeep(t *testing.T) {
	s := demo(t)
	keepOf := func(args ...string) any { return s.lines(args...)[0]["keep"] }
	for _, c := range []struct {
		args []string
		want map[string]any
	}{
		{[]string{"headers"}, map[string]any{"mode": "headers"}},
		{[]string{"30", "--largest", "1000000"}, map[string]any{"mode": "recent", "days": 30.0, "largest": 1e6}},
		{[]string{"all"}, map[string]any{"mode": "all"}},
		{[]string{"default"}, map[string]any{"mode": "default"}},
	} {
		s.lines(append([]string{"folder", "keep", "inbox", "--account", mira}, c.args...)...)
		s.lines(append([]string{"account", "keep", jonas}, c.args...)...)
		for what, got := range map[string]any{"folder": keepOf("folders", "--account", mira), "account": keepOf("account", "show", jonas)} {
			m := got.(map[string]any)
			if len(m) != len(c.want) || m["mode"] != c.want["mode"] || m["days"] != c.want["days"] || m["largest"] != c.want["largest"] {
				t.Errorf("%s keep %q: %v", what, c.args, got)
			}
		}
	}
	s.lines("account", "keep", mira, "7", "--largest", "2500000")
	if r := s.run("account", "show", mira); !strings.Contains(r.out, "kept here: texts of 7 days, up to 2.5 MB") {
		t.Errorf("%s", r.out)
	}
}

func TestPauseAndResume(t *testing.T) {
	s := newShell(t, localserver.Options{})
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"pause", "--show"}, "Not paused."},
		{[]string{"pause"}, "Paused until you resume."},
		{[]string{"pause", "--on-battery"}, "Paused until you resume. Pauses on battery."},
		{[]string{"resume"}, "Pauses on battery."},
		{[]string{"pause", "--on-metered"}, "Pauses on battery. Pauses on metered lines."},
		{[]string{"resume", "--on-battery"}, "Pauses on metered lines."},
		{[]string{"pause", "--until", "2199-01-02 03:04"}, "Paused until 2199-01-02 03:04. Pauses on metered lines."},
		{[]string{"pause", "--until", "2001-01-02 03:04"}, "Pauses on metered lines."},
		{[]string{"resume", "--on-metered"}, "Not paused."},
	} {
		if r := s.run(c.args...); r.code != 0 || r.out != c.want+"\n" {
			t.Errorf("%q: %+v", c.args, r)
		}
	}
	if got := s.lines("pause", "--until", "2199-01-02T03:04:05Z")[0]; got["paused"] != true || got["until"] != "2199-01-02T03:04:05Z" {
		t.Errorf("%v", got)
	}
}

func TestProgressLine(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progressLine{w: &out, width: 40, now: func() time.Time { return now }}
	r := mail.Progress{Stage: mail.Syncing, Folder: 1, Path: "INBOX", Bodies: true, Done: 1200, Total: 20_000, Left: 3 * time.Minute}
	p.show(1, nil, r)
	r.Done++
	p.show(1, nil, r) // too soon to be drawn
	now = now.Add(redrawEvery)
	r.Done, r.Path, r.Bodies = 20_000, strings.Repeat("é", 60), false
	p.show(1, nil, r)
	p.clear()
	p.clear()
	want := "\r\x1b[KINBOX: 1200 of 20000 messages, about 3 " + "\r\x1b[K" + strings.Repeat("é", 39) + "\r\x1b[K"
	if out.String() != want {
		t.Errorf("%q", out.String())
	}
	var none *progressLine // where there is no terminal
	none.show(1, nil, r)
	none.clear()
	for d, want := range map[time.Duration]string{
		time.Second: "a few seconds left", 42 * time.Second: "about 40 s left", 99 * time.Second: "about 100 s left",
		90 * time.Minute: "about 90 min left", 26 * time.Hour: "about 26 h left",
	} {
		if got := leftWords(d); got != want {
			t.Errorf("%v: %s", d, got)
		}
	}
}

// A sync that another process does says what it found, too.
func TestSyncByAnotherProcess(t *testing.T) {
	s := demo(t)
	ctx, cancel := context.WithCancel(t.Context())
	out := newSpy()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"--profile", s.dir, "sync", "--account", mira, "--watch"}, strings.NewReader(""), out, &bytes.Buffer{})
	}()
	out.until(t, "live")
	var folders []string
	for _, l := range s.lines("sync", "--account", mira) {
		folders = append(folders, text(l["folder"]))
	}
	if len(folders) < 3 {
		t.Errorf("folders %v", folders)
	}
	cancel()
	if code := <-ended; code != 0 {
		t.Errorf("exit %d", code)
	}
}
