package main

import "testing"

func TestThreads(t *testing.T) {
	s := demo(t)
	lines := s.lines("list", "--threads", "--limit", "0", "--account", mira)
	var long map[string]any
	for _, l := range lines {
		if sum := l["conversation"].(map[string]any); sum["count"].(float64) > 2 && sum["muted"] == false {
			long = l
		}
	}
	if long == nil || len(lines) >= len(s.lines("list", "--limit", "0", "--account", mira)) {
		t.Fatalf("no long conversation in %d lines", len(lines))
	}
	id := text(long["id"])
	if n := len(s.lines("thread", "show", id)); n < 3 {
		t.Errorf("%d messages of it", n)
	}
	muted := func() any {
		for _, l := range s.lines("list", "--threads", "--limit", "0", "--account", mira) {
			if text(l["id"]) == id {
				return l["conversation"].(map[string]any)["muted"]
			}
		}
		return nil
	}
	s.lines("thread", "mute", id)
	if muted() != true {
		t.Error("not muted")
	}
	s.lines("thread", "unmute", id)
	if muted() != false {
		t.Error("still muted")
	}
	for _, args := range [][]string{{"thread"}, {"thread", "show"}, {"thread", "hide", id}} {
		if r := s.run(args...); r.code != exitUsage {
			t.Errorf("%q: %+v", args, r)
		}
	}
}

func TestTagVerbs(t *testing.T) {
	s := demo(t)
	if tags := s.lines("tag", "list"); len(tags) != 5 || tags[0]["name"] != "Important" {
		t.Fatalf("%v", tags)
	}
	s.lines("tag", "add", "Steuer 2026", "--colour", "#00aa88")
	id := text(s.lines("list", "--limit", "1")[0]["id"])
	s.lines("mark", id, "--tag", "steuer 2026", "--tag", "important", "--tag", "free")
	flags := map[any]bool{}
	for _, f := range s.lines("list", "--limit", "1")[0]["flags"].([]any) {
		flags[f] = true
	}
	if !flags["steuer_2026"] || !flags["$label1"] || !flags["free"] {
		t.Errorf("flags %v", flags)
	}
	s.lines("tag", "remove", "steuer_2026")
	if n := len(s.lines("tag", "list")); n != 5 {
		t.Errorf("%d tags", n)
	}
	for code, args := range map[string][]string{
		"GW-TAG-INVALID": {"tag", "add", "x", "--colour", "red"},
		"GW-NOT-FOUND":   {"tag", "remove", "nothing"},
		"GW-USAGE":       {"tag", "add"},
	} {
		if r := s.run(append([]string{"--json"}, args...)...); s.refusal(r) != code {
			t.Errorf("%q: %+v", args, r)
		}
	}
}

func TestCopyVerb(t *testing.T) {
	s := demo(t)
	id := text(s.lines("list", "--limit", "1", "--account", mira)[0]["id"])
	count := func() int { return len(s.lines("list", "--folder", "Archive", "--limit", "0", "--account", jonas)) }
	before := count()
	s.lines("copy", id, "--to", "Archive", "--account", jonas)
	if got := count(); got != before+1 {
		t.Errorf("%d messages, want %d", got, before+1)
	}
	if r := s.run("sync", "--account", jonas); r.code != 0 || count() != before+1 {
		t.Errorf("after a pass: %d, %+v", count(), r)
	}
}
