package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"godwit/sync/localserver"
)

func TestPagingCoversAllOnce(t *testing.T) {
	s := demo(t)
	for _, list := range [][]string{{"list"}, {"list", "--folder", "inbox"}, {"list", "--threads"}, {"list", "--account", jonas, "--unread"}, {"search", "the"}} {
		var whole []string
		for _, row := range s.lines(append(list, "--limit", "0")...) {
			if row["cursor"] != nil {
				whole = append(whole, text(row["id"]))
			}
		}
		var paged []string
		after := "0"
		for range 1000 {
			n := 0
			for _, row := range s.lines(append(list, "--limit", "2", "--after", after)...) {
				if row["cursor"] == nil {
					continue
				}
				n++
				paged = append(paged, text(row["id"]))
				after = text(row["cursor"])
			}
			if n == 0 {
				break
			}
		}
		if !slices.Equal(paged, whole) || len(whole) < 3 {
			t.Errorf("%q: %d rows in pages, %d at once", list, len(paged), len(whole))
		}
	}
}

func TestShow(t *testing.T) {
	s := demo(t)
	row := s.lines("search", "has:attachment", "--limit", "1")[0]
	id := text(row["id"])
	raw := s.run("show", id, "--raw").out
	stored := false
	for _, user := range []string{mira, jonas} {
		for _, m := range s.server.Messages(user, text(row["folder"])) {
			stored = stored || string(m.Raw) == raw
		}
	}
	if !stored {
		t.Error("--raw is not what the server has")
	}
	if r := s.run("show", id, "--headers"); !strings.Contains(r.out, "Subject: "+text(row["subject"])) {
		t.Errorf("%+v", r)
	}
	if r := s.run("show", id, "--text"); r.code != 0 || r.out == "" {
		t.Errorf("%+v", r)
	}
	if r := s.run("show", id); r.code != 0 || !strings.Contains(r.out, "Subject: ") {
		t.Errorf("%+v", r)
	}
	part := s.lines("show", id)[0]["parts"].([]any)[0].(map[string]any)
	file := filepath.Join(t.TempDir(), "part")
	if r := s.run("show", id, "--part", text(part["id"]), "-o", file); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	data, err := os.ReadFile(file)
	if err != nil || len(data) != int(part["size"].(float64)) {
		t.Errorf("%d octets of %v, %v", len(data), part["size"], err)
	}
	r := s.run("--json", "show", id, "--part", text(part["id"]), "-o", file)
	if r.code != exitFailed || s.refusal(r) != "GW-FILE-EXISTS" || !strings.Contains(r.err, file) {
		t.Errorf("written over: %+v", r)
	}
	if again, _ := os.ReadFile(file); !bytes.Equal(again, data) {
		t.Error("the file has changed")
	}
	for _, args := range [][]string{{"show", "99999"}, {"show", id, "--part", "9.9"}} {
		if r := s.run(append([]string{"--json"}, args...)...); r.code != exitFailed || s.refusal(r) != "GW-NOT-FOUND" {
			t.Errorf("%q: %+v", args, r)
		}
	}
}

func TestChangesReachTheServer(t *testing.T) {
	s := demo(t)
	row := s.lines("list", "--account", mira, "--folder", "INBOX", "--unread", "--limit", "1")[0]
	id, subject := text(row["id"]), text(row["message_id"])
	where := func() (box string, flags []string) {
		for _, b := range []string{"INBOX", "Archive", "Junk", "Trash"} {
			for _, m := range s.server.Messages(mira, b) {
				if strings.Contains(string(m.Raw), subject) {
					return b, m.Flags
				}
			}
		}
		return "", nil
	}
	for _, c := range []struct{ args, box, has, hasNot string }{
		{"mark --read --star --tag work --tag errand ID", "INBOX", `\Seen \Flagged $label2 errand`, ""},
		{"mark --unread --unstar --untag work --untag errand ID", "INBOX", "", `\Seen \Flagged $label2 errand`},
		{"archive ID", "Archive", "", ""},
		{"undo", "INBOX", "", ""},
		{"junk ID", "Junk", "$Junk", "$NotJunk"},
		{"notjunk ID", "INBOX", "$NotJunk", "$Junk"},
		{"move --to Trash ID", "Trash", "", ""},
		{"move --to inbox ID", "INBOX", "", ""},
		{"delete ID", "Trash", "", ""},
		{"delete --forever ID", "", "", ""},
	} {
		args := strings.Fields(strings.ReplaceAll(c.args, "ID", id))
		if r := s.run(append(args, "--wait")...); r.code != 0 {
			t.Fatalf("%s: %+v", c.args, r)
		}
		box, flags := where()
		if box != c.box {
			t.Errorf("%s: the server has it in %q, not %q", c.args, box, c.box)
		}
		for _, f := range strings.Fields(c.has) {
			if !slices.Contains(flags, f) {
				t.Errorf("%s: no %s in %q", c.args, f, flags)
			}
		}
		for _, f := range strings.Fields(c.hasNot) {
			if slices.Contains(flags, f) {
				t.Errorf("%s: %s in %q", c.args, f, flags)
			}
		}
	}
	if r := s.run("--json", "archive", "99999"); r.code != exitFailed || s.refusal(r) != "GW-NOT-FOUND" {
		t.Errorf("%+v", r)
	}
	for _, args := range [][]string{{"mark", "1"}, {"mark", "1", "--read", "--unread"}, {"move", "1"}} {
		if r := s.run(args...); r.code != exitUsage {
			t.Errorf("%q: %+v", args, r)
		}
	}
}

func TestFolderVerbs(t *testing.T) {
	s := demo(t)
	has := func(path string) bool {
		return slices.ContainsFunc(s.lines("folders", "--account", mira), func(f map[string]any) bool { return f["path"] == path })
	}
	for _, c := range []struct {
		args   []string
		path   string
		exists bool
	}{
		{[]string{"create", "Seedlings"}, "Seedlings", true},
		{[]string{"rename", "Seedlings", "Plans"}, "Plans", true},
		{[]string{"delete", "Plans"}, "Plans", false},
	} {
		if r := s.run(append([]string{"folder", "--account", mira}, c.args...)...); r.code != 0 {
			t.Fatalf("%q: %+v", c.args, r)
		}
		if r := s.run("sync", "--account", mira); r.code != 0 || has(c.path) != c.exists {
			t.Errorf("%q: %s is there: %v; %+v", c.args, c.path, !c.exists, r)
		}
	}
	if f := s.lines("folders", "--account", mira); !slices.ContainsFunc(f, func(f map[string]any) bool { return f["path"] == "Trash/Plans" }) {
		t.Error("what was deleted is not in Trash")
	}
	in := func(args ...string) []map[string]any {
		return s.lines(append([]string{"folder", "--account", mira}, args...)...)
	}
	in("create", "Later")
	in("move", "Later", "Archive")
	in("unsubscribe", "Archive/Later")
	in("conversations", "Archive/Later", "off")
	in("favourite", "Archive/Later")
	for _, f := range s.lines("folders", "--account", mira) {
		if f["path"] == "Archive/Later" && (f["subscribed"] != false || f["conversations"] != false) {
			t.Errorf("%v", f)
		}
	}
	if !has("Archive/Later") {
		t.Error("not moved")
	}
	if n := in("read", "inbox"); len(n) != 1 || n[0]["marked"].(float64) == 0 {
		t.Errorf("read: %v", n)
	}
	if n := in("empty", "Junk"); len(n) != 1 || n[0]["removed"].(float64) == 0 {
		t.Errorf("emptied: %v", n)
	}
	for _, c := range []struct {
		code string
		args []string
	}{
		{"GW-FOLDER-NAME", []string{"--account", mira, "create", "100%"}},
		{"GW-FOLDER-NEEDED", []string{"--account", mira, "empty", "inbox"}},
		{"GW-FOLDER-NAME", []string{"--account", mira, "move", "Archive/Later", "Archive/Later"}},
		{"GW-USAGE", []string{"create", "Which"}},
		{"GW-FOLDER-EXISTS", []string{"--account", mira, "create", "Archive"}},
		{"GW-FOLDER-NEEDED", []string{"--account", mira, "delete", "inbox"}},
		{"GW-INPUT-FOLDER", []string{"delete", "Trash"}},
	} {
		if r := s.run(append([]string{"--json", "folder"}, c.args...)...); s.refusal(r) != c.code {
			t.Errorf("%q: %+v", c.args, r)
		}
	}
}

// full takes a little and then fails, as a closed pipe or a full disk does.
type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestOutputFails(t *testing.T) {
	s := demo(t)
	list := filepath.Join(t.TempDir(), "m.eml")
	if err := os.WriteFile(list, []byte("Subject: x\r\n\r\nx"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"list"},
		{"--json", "list"},
		{"folders"},
		{"--json", "search", "the"},
		{"parse", list, list, list, list, list, list, list, list, list, list, list, list},
		{"account", "list"},
		{"sync"},
		{"--json", "sync"},
	} {
		var errOut bytes.Buffer
		if code := run(t.Context(), append([]string{"--profile", s.dir}, args...), strings.NewReader(""), &full{20}, &errOut); code != exitFailed {
			t.Errorf("%q: exit %d, %s", args, code, errOut.String())
		}
	}
}

func TestSyncExitCodes(t *testing.T) {
	s := newShell(t, localserver.Options{})
	s.add(mira)
	if r := s.input("wrong\n", append(s.addArgs(jonas), "--no-check")...); r.code != 0 {
		t.Fatalf("%+v", r)
	}
	if r := s.run("sync", "--account", mira); r.code != exitDone {
		t.Errorf("%+v", r)
	}
	if r := s.run("--json", "sync", "--account", jonas); r.code != exitNeedsUser || s.refusal(r) != "GW-AUTH-REFUSED" {
		t.Errorf("%+v", r)
	}
	if r := s.run("--json", "sync"); r.code != exitPartly || s.refusal(r) != "GW-AUTH-REFUSED" || !strings.Contains(r.out, mira) {
		t.Errorf("%+v", r)
	}
	if r := s.input("godwit\n", "account", "login", jonas, "--password-stdin"); r.code != 0 {
		t.Errorf("%+v", r)
	}
	if r := s.run("sync"); r.code != exitDone {
		t.Errorf("%+v", r)
	}
	s.server.Close()
	if r := s.run("--json", "sync", "--account", mira); r.code != exitTemporary || s.refusal(r) != "GW-NET-REFUSED" {
		t.Errorf("%+v", r)
	}
	if r := s.run("sync"); r.code != exitTemporary {
		t.Errorf("all fail alike: %+v", r)
	}
}
