package imap

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// A network change is no reason to drop connections that live.
func TestRecheckAlive(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	o := d.other(t)
	c := newClient(t, d.server(accounts.Plain))
	c.start(t)
	c.Recheck()
	put(t, o, "INBOX", letter(0))
	c.awaitLetters(t, 1)
}

// Those that do not answer are dropped at once.
func TestRecheckDead(t *testing.T) {
	noneLeft(t)
	d := startDovecot(t, "")
	var dead atomic.Bool
	server := d.server(accounts.Plain)
	server.Port = between(t, d.addr(), func(string) verdict { return verdict{mute: dead.Load()} })
	c := newClient(t, server)
	c.answerWait = 200 * time.Millisecond
	live := make(chan struct{}, 100)
	c.Config.Progress = func(p mail.Progress) {
		if p.Stage == mail.Live {
			live <- struct{}{}
		}
	}
	ended := make(chan error, 1)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() { ended <- c.Run(ctx) }()
	<-live
	dead.Store(true)
	c.Recheck()
	if err := <-ended; err == nil || errors.Is(err, ctx.Err()) && ctx.Err() != nil {
		t.Errorf("Run: %v", err)
	}
	if c.idle.after() != idleFor {
		t.Error("a connection that the network lost says nothing about IDLE")
	}
}
