package pop3

import (
	"context"
	"time"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/pop3/wire"
	"godwit/sync/store"
)

// A batch is committed when it is full. The first is small, so that there is
// something to see soon.
const (
	firstBatch = 10
	fullBatch  = 200
	batchBytes = 4 << 20
)

// batch gathers messages for one transaction.
type batch struct {
	remote *Remote
	folder mail.Folder

	lacking map[string]mail.MessageID // messages whose bodies come now, by unique id

	messages []store.NewMessage
	bodies   []store.Body // of those that were lacking
	bytes    int
	limit    int // messages; 0 before the first commit
	stored   int // new messages committed
	done     int // messages of the mailbox that are here
	total    int // messages of the mailbox
}

// add takes a whole message.
func (b *batch) add(ctx context.Context, uid string, raw []byte) error {
	id, lacking := b.lacking[uid]
	if !lacking {
		return b.addNew(ctx, newMessage(uid, raw, b.remote.now()), len(raw))
	}
	body := store.BodyOf(parse.Parse(raw))
	body.ID = id
	b.bodies = append(b.bodies, body)
	return b.full(ctx, len(raw))
}

// addNew takes a message that was not known; size is what it holds of memory.
func (b *batch) addNew(ctx context.Context, m store.NewMessage, size int) error {
	m.By = b.remote.Account.ID
	b.messages = append(b.messages, m)
	return b.full(ctx, size)
}

// full commits a batch that has grown by size and is large enough.
func (b *batch) full(ctx context.Context, size int) error {
	b.bytes += size
	if len(b.messages)+len(b.bodies) < max(b.limit, firstBatch) && b.bytes < batchBytes {
		return nil
	}
	return b.flush(ctx)
}

// flush commits the messages together with their ids.
func (b *batch) flush(ctx context.Context) error {
	if len(b.messages)+len(b.bodies) == 0 {
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
	if err := b.remote.Store.AddBodies(ctx, b.bodies); err != nil {
		return err
	}
	b.done += len(b.messages) + len(b.bodies)
	b.limit = min(2*max(b.limit, firstBatch), fullBatch)
	b.messages, b.bodies, b.bytes = nil, nil, 0
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

// headMessage describes a message of which only the header came.
func headMessage(e wire.Entry, raw []byte, now time.Time) store.NewMessage {
	h := parse.ParseHeader(raw)
	return store.NewMessage{Envelope: h.Envelope(), Received: received(h, now), Size: e.Size, UIDL: e.UID}
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
