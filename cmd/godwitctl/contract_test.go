package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"godwit/sync/localserver"
)

const (
	rowKeys    = "account attachments cursor date flags folder from from.address from.name id message_id preview received size subject thread to to.address to.name uid"
	folderKeys = "account can conversations id keep keep.mode path role size subscribed total unread vanished"
	outKeys    = "attempts code copy error from id message_id next_try queued recipients recipients.address recipients.code recipients.enhanced recipients.state recipients.text replaced send_at state subject tls transcript wishes"
	accKeys    = "email id in in.host in.port in.protocol in.security in.user keep keep.mode keyring name out out.host out.port out.protocol out.security out.user sent_copy"
)

// What docs/CLI.md promises of each command's JSON.
func TestFields(t *testing.T) {
	s := demo(t)
	one := text(s.lines("list", "--account", mira, "--folder", "inbox", "--limit", "1")[0]["id"])
	withFile := text(s.lines("search", "has:attachment", "--limit", "1")[0]["id"])
	queued := text(s.lines("send", "--to", jonas, "--subject", "later", "--at", "24h")[0]["id"])
	for _, c := range []struct {
		args string
		keys string // of the first line
		last string // of the last line, where it differs
	}{
		{"account list", accKeys, ""},
		{"account show " + mira, accKeys, ""},
		{"account check 1", "host name ok", ""},
		{"account set 1 --title Garden", accKeys + " title", ""},
		{"account set 1 --title=", accKeys, ""},
		{"account identity list 1", "email name number", ""},
		{"account identity add 1 --email m@garden.test --reply-to mira@demo.test --catch-all", "email name number", "catch_all email name number reply_to"},
		{"account identity remove 1 2", "email name number", ""},
		{"account certificate 1", "host port protocol trusted", ""},
		{"account order 1 2", "", ""},
		{"account keep 1 30 --largest 1000000", "", ""},
		{"account show 1", accKeys + " keep.days keep.largest", ""},
		{"folders", folderKeys, ""},
		{"folder keep inbox headers --account 1", "", ""},
		{"verify", "account differences folder identical local more pending remote", ""},
		{"vanished", "", ""},
		{"log 1", "connection direction text time", ""},
		{"settings get window.accent", "allowed id title usual value values", ""},
		{"settings set window.accent moss", "", ""},
		{"pause --on-battery", "on_battery on_metered paused until", ""},
		{"resume", "on_battery on_metered paused until", ""},
		{"sync", "account changed folder gone new seconds total", ""},
		{"list --limit 3", rowKeys, ""},
		{"list --threads --limit 3", rowKeys + " conversation", ""},
		{"thread show " + one, rowKeys, ""},
		{"thread mute " + one, "", ""},
		{"tag list", "colour key name", ""},
		{"folder read inbox --account 1", "marked", ""},
		{"folder empty junk --account 1", "removed", ""},
		{"search the", rowKeys, "complete milliseconds searched"},
		{"search the --count", "count milliseconds", ""},
		{"search the --server", rowKeys, "complete milliseconds searched server server.folders server.found"},
		{"show " + withFile, rowKeys + " cc defects from_html links parts parts.filename parts.id parts.size parts.type remote reply_to sender sender.level sender.proofs sender.text text", ""},
		{"mark --read " + one, "", ""},
		{"move --to archive " + one, "", ""},
		{"undo", "undone", ""},
		{"outbox list", outKeys, ""},
		{"outbox show " + queued, outKeys + " card", ""},
		{"outbox cancel " + queued, outKeys, ""},
		{"outbox retry 99", "!GW-NOT-FOUND", ""},
		{"draft new mailto:ada@example.org", "id", ""},
		{"draft list", "account changed id message subject template to uploaded", ""},
		{"contacts add ada@example.org", "", ""},
		{"contacts list", "emails group id members name", ""},
		{"contacts list --known ada", "contact name to to.address to.name", ""},
		{"folder create Seedlings --account 1", "id", ""},
		{"folder delete Seedlings --account 1", "path was", ""},
		{"folder delete Trash/Seedlings --forever --account 1", "removed", ""},
		{"doctor " + mira, "checks checks.cause checks.code checks.detail checks.fix checks.level checks.name checks.ok checks.took_ms", ""},
	} {
		args := strings.Fields(c.args)
		if code, ok := strings.CutPrefix(c.keys, "!"); ok {
			if r := s.run(append([]string{"--json"}, args...)...); s.refusal(r) != code || r.out != "" {
				t.Errorf("%s: %+v", c.args, r)
			}
			continue
		}
		lines := s.lines(args...)
		if len(lines) == 0 {
			if c.keys != "" {
				t.Errorf("%s prints nothing", c.args)
			}
			continue
		}
		want := strings.Fields(c.keys)
		slices.Sort(want)
		got := keys(lines[0])
		got = slices.DeleteFunc(got, func(k string) bool { // of lists that may be empty
			return !slices.Contains(want, k) && strings.Contains(k, ".")
		})
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %v\nwant %v", c.args, got, want)
		}
		if c.last != "" {
			if got := strings.Join(keys(lines[len(lines)-1]), " "); got != c.last {
				t.Errorf("%s ends with %s", c.args, got)
			}
		}
		for _, l := range lines {
			for k, v := range l {
				if v == nil {
					t.Errorf("%s: %s is null", c.args, k)
				}
			}
		}
	}
}

func TestUsage(t *testing.T) {
	s := newShell(t, localserver.Options{})
	for _, args := range [][]string{
		{},
		{"nonsense"},
		{"--nonsense"},
		{"--timeout", "soon", "list"},
		{"account"},
		{"account", "nonsense"},
		{"account", "add"},
		{"account", "add", "--email"},
		{"account", "show"},
		{"account", "list", "x"},
		{"sync", "x"},
		{"sync", "--nonsense"},
		{"folders", "x"},
		{"folder"},
		{"folder", "create"},
		{"folder", "rename", "x"},
		{"folder", "nonsense", "x"},
		{"folder", "conversations", "inbox", "perhaps"},
		{"copy"},
		{"tag", "add"},
		{"thread", "mute"},
		{"folder", "keep"},
		{"folder", "keep", "inbox"},
		{"folder", "keep", "inbox", "some"},
		{"folder", "keep", "inbox", "0"},
		{"folder", "keep", "inbox", "default", "--largest", "5"},
		{"folder", "keep", "inbox", "all", "--largest", "-5"},
		{"account", "set"},
		{"account", "identity"},
		{"account", "identity", "add", "1"},
		{"account", "identity", "change", "1"},
		{"account", "order"},
		{"account", "move-secrets", "1"},
		{"account", "move-secrets", "1", "session"},
		{"account", "certificate"},
		{"account", "keep", "1"},
		{"account", "keep", "1", "some"},
		{"verify", "x"},
		{"vanished", "x"},
		{"vanished", "accept"},
		{"vanished", "restore", "a", "b"},
		{"pause", "x"},
		{"pause", "--until", "whenever"},
		{"resume", "x"},
		{"log"},
		{"log", "1", "2"},
		{"list", "x"},
		{"list", "--limit", "many"},
		{"list", "--limit", "-1"},
		{"search"},
		{"search", "two", "words"},
		{"search", "the", "--count", "--server"},
		{"show"},
		{"show", "x"},
		{"show", "1", "2"},
		{"mark"},
		{"mark", "x", "--read"},
		{"move"},
		{"delete"},
		{"undo", "1"},
		{"send", "x"},
		{"send", "--at", "whenever", "--to", "a@example.org", "--wait"},
		{"send", "--raw", "f", "--subject", "x"},
		{"outbox"},
		{"outbox", "nonsense"},
		{"outbox", "show"},
		{"outbox", "show", "x"},
		{"outbox", "list", "1"},
		{"outbox", "resolve", "1"},
		{"outbox", "resolve", "1", "--sent", "--send-again"},
		{"doctor", "a", "b"},
		{"demo", "x"},
		{"bench"},
		{"bench", "nonsense"},
	} {
		r := s.run(args...)
		if r.code != exitUsage || r.out != "" || r.err == "" {
			t.Errorf("%q: %+v", args, r)
		}
		if len(args) > 0 {
			if r := s.run(append([]string{"--json"}, args...)...); s.refusal(r) != "GW-USAGE" {
				t.Errorf("%q: %s", args, r.err)
			}
		}
	}
}

func TestHelp(t *testing.T) {
	s := newShell(t, localserver.Options{})
	all := [][]string{{"help"}, {"--help"}, {"account", "add", "-h"}, {"account", "keep", "--help"}, {"folder", "keep", "--help"}}
	for _, cmd := range commands() {
		all = append(all, []string{cmd.name, "--help"})
	}
	for _, args := range all {
		if r := s.run(args...); r.code != exitDone || !strings.Contains(r.err, "usage: godwitctl") {
			t.Errorf("%q: %+v", args, r)
		}
	}
}

// What --help says of a command, docs/CLI.md says too.
func TestUsageIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/CLI.md")
	if err != nil {
		t.Fatal(err)
	}
	flags := regexp.MustCompile(`--[a-z-]+`)
	for _, cmd := range commands() {
		if !regexp.MustCompile(`(?m)^ {4}(.* {3,})?` + cmd.name + `\b`).Match(doc) {
			t.Errorf("docs/CLI.md does not show %s", cmd.name)
		}
		for _, f := range flags.FindAllString(cmd.usage, -1) {
			if !regexp.MustCompile(regexp.QuoteMeta(f) + `\b`).Match(doc) {
				t.Errorf("docs/CLI.md does not show %s %s", cmd.name, f)
			}
		}
	}
}

func TestFlagsInAnyOrder(t *testing.T) {
	s := demo(t)
	want := s.run("--json", "list", "--limit", "2", "--account", mira).out
	for _, args := range [][]string{
		{"list", "--account", mira, "--limit", "2", "--json"},
		{"list", "--json", "--limit=2", "-account=" + mira},
		{"list", "--limit", "2", "--profile", s.dir, "--json", "--account", mira},
	} {
		if r := s.run(args...); r.out != want || r.code != 0 {
			t.Errorf("%q: %+v", args, r)
		}
	}
	id := text(s.lines("list", "--limit", "1")[0]["id"])
	for _, args := range [][]string{{"mark", id, "--star"}, {"mark", "--star", id}, {"mark", "--star", "--", id}} {
		if r := s.run(args...); r.code != 0 {
			t.Errorf("%q: %+v", args, r)
		}
	}
	if r := s.run("mark", "--", id, "--star"); r.code != exitUsage {
		t.Errorf("after -- all are arguments: %+v", r)
	}
	all := s.lines("search", "--count", "the")[0]["count"].(float64)
	some := s.lines("search", "--count", "--", "-from:mira the")[0]["count"].(float64)
	if some > all || all == 0 {
		t.Errorf("a query that begins with a dash: %v of %v", some, all)
	}
	lines := s.lines("search", "the before:soon")
	odd, _ := lines[len(lines)-1]["problems"].([]any)
	if len(odd) != 1 || odd[0].(map[string]any)["at"] != 4.0 || odd[0].(map[string]any)["end"] != 15.0 {
		t.Errorf("a search that cannot be read ends with %v", lines[len(lines)-1])
	}
	lines = s.lines("search", "(the OR filename:*.pdf) -is:draft")
	if _, ok := lines[len(lines)-1]["problems"]; ok || len(lines) < 2 {
		t.Errorf("a search that can: %v", lines[len(lines)-1])
	}
}
