package imap

import (
	"testing"
	"time"
)

func TestRenewal(t *testing.T) {
	n := renewal{every: idleFor}
	for _, step := range []struct{ lost, want time.Duration }{
		{30 * time.Second, idleFor}, // the server was restarted, the cable pulled
		{5 * time.Minute, 150 * time.Second},
		{2 * time.Minute, time.Minute},
		{time.Minute, time.Minute},
	} {
		if n.lost(step.lost); n.after() != step.want {
			t.Errorf("lost after %v: renewed after %v, want %v", step.lost, n.after(), step.want)
		}
	}
}

func TestLines(t *testing.T) {
	var l lines
	l.begin()
	took := 0
	for range maxLines + 1 {
		if l.more() {
			took++
		}
	}
	if took != maxLines {
		t.Errorf("%d connections", took)
	}
	l.refused() // the third
	l.less()    // the second ends
	if !l.more() || l.more() {
		t.Error("two are allowed")
	}
	l.less()
	l.less()
	l.begin()
	for range maxLines {
		if !l.more() {
			t.Error("a new run may try again")
		}
	}
	l.refused()
	l.refused()
	l.refused()
	if !l.more() {
		t.Error("one is always allowed")
	}
}
