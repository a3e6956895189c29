package pop3

import (
	"context"
	"time"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// A batch is committed when it is full. The first is small, so that there is
// something to see soon.
const (
	firstBatch = 10
	fullBatch  = 200
	batchBytes = 8 << 20
)

// batch gathers messages for one transaction.
type batch struct {
	remote *Remote
	folder mail.Folder

	messages []store.NewMessage
	bytes    int
	limit    int // messages; 0 before the first commit
	stored   int // new messages committed
	done     int // messages of the mailbox that are here
	total    int // messages of the mailbox
}

func (b *batch) add(ctx context.Context, uid string, raw []byte) error {
	b.messages = append(b.messages, newMessage(uid, raw, b.remote.now()))
	b.bytes += len(raw)
	if len(b.messages) < max(b.limit, firstBatch) && b.bytes < batchBytes {
		return nil
	}
	return b.flush(ctx)
}

// flush commits the messages together with their ids.
func (b *batch) flush(ctx context.Context) error {
	if len(b.messages) == 0 {
		return nil
	}
	ids, err := b.remote.Store.AddMessages(ctx, b.folder.ID, b.messages)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if id != 0 {
			b.stored++
		}
	}
	b.done += len(b.messages)
	b.limit = min(2*max(b.limit, firstBatch), fullBatch)
	b.messages, b.bytes = nil, 0
	b.report()
	return nil
}

func (b *batch) report() {
	b.remote.Progress(mail.Progress{Stage: mail.Syncing, Folder: b.folder.ID, Path: b.folder.Path, Done: b.done, Total: b.total})
}

// newMessage describes a message as the store wants it.
func newMessage(uid string, raw []byte, now time.Time) store.NewMessage {
	m := parse.Parse(raw)
	body := store.BodyOf(m)
	return store.NewMessage{
		Envelope: m.Header.Envelope(),
		Received: received(m.Header, now),
		Size:     int64(len(raw)),
		Body:     &body,
		UIDL:     uid,
	}
}

// received is when the message arrived, which POP3 does not say: the last
// server that passed it on does, or failing that its sender. Nothing arrives
// in the future.
func received(h parse.Header, now time.Time) time.Time {
	for _, t := range []time.Time{h.Received(), h.Date()} {
		if !t.IsZero() && !t.After(now) {
			return t
		}
	}
	return now
}
