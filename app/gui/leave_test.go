package gui

import (
	"testing"
	"time"
)

func TestLeavingWithoutAnEnd(t *testing.T) {
	l, stuck := newLeaving(), make(chan struct{})
	l.guard(time.Millisecond, func() { close(stuck) })
	l.begin()
	l.begin() // the close button may be pressed twice
	<-stuck
}

func TestLeavingInTime(t *testing.T) {
	l := newLeaving()
	l.guard(time.Hour, func() { t.Error("called though it ended") })
	l.begin()
	close(l.ended)
}
