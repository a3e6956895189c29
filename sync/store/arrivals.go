package store

import (
	"context"
	"database/sql"

	"godwit/sync/mail"
)

// arrivals makes the rows of messages that come together. What has to be known
// of the messages that are here is asked for once, and rows are inserted many
// at a time: a first sync brings hundreds a transaction.
type arrivals struct {
	t       *tx
	folder  mail.Folder
	now     int64
	next    mail.MessageID            // of the next row
	first   mail.MessageID            // of those that are not inserted yet
	uids    map[uint32]mail.MessageID // those of the messages that the folder has
	taken   map[int64]bool            // places that were asked for
	threads *conversations
	hushed  *wish // what is to be marked as read, see hush

	rows          []any // of what is not inserted yet
	total, unread int64
	size          int64
}

// arrivals begins to add messages to a folder; flush ends it.
func (t *tx) arrivals(ctx context.Context, f mail.Folder, msgs []NewMessage, now int64) (*arrivals, error) {
	a := &arrivals{t: t, folder: f, now: now, uids: map[uint32]mail.MessageID{}, taken: map[int64]bool{}, hushed: t.wish()}
	id, err := t.nextID(ctx, "messages")
	if err != nil {
		return nil, err
	}
	a.next, a.first = mail.MessageID(id), mail.MessageID(id)
	var uids, places []int64
	for i, m := range msgs {
		if m.UID != 0 {
			uids = append(uids, int64(m.UID))
		}
		places = append(places, a.wanted(m, a.next+mail.MessageID(i)))
	}
	err = each(ctx, t, "SELECT uid, id FROM messages WHERE folder = ? AND uid > 0 AND uid IN ("+list(uids)+")", []any{f.ID}, func(r *sql.Rows) error {
		var uid uint32
		var id mail.MessageID
		err := r.Scan(&uid, &id)
		a.uids[uid] = id
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, ord := range places {
		a.taken[ord] = false
	}
	taken, err := collect(ctx, t, number[int64], "SELECT ord FROM messages WHERE ord IN ("+list(places)+")")
	if err != nil {
		return nil, err
	}
	for _, ord := range taken {
		a.taken[ord] = true
	}
	a.threads, err = t.conversations(ctx, f.Account, msgs)
	return a, err
}

func (a *arrivals) received(m NewMessage) int64 {
	if received := milli(m.Received); received != 0 {
		return received
	}
	return a.now
}

const (
	lowBits = 20
	maxSec  = 1<<42 - 1
)

// wanted is the place in every list that a message should have: the second it
// was received, then the low bits of its UID.
func (a *arrivals) wanted(m NewMessage, id mail.MessageID) int64 {
	low := int64(m.UID)
	if low == 0 {
		low = int64(id)
	}
	return min(max(a.received(m)/1000, 1), maxSec)<<lowBits | low&(1<<lowBits-1)
}

// place is where a message goes. No two share a place; where the one that it
// should have is taken, the next free one of that second, or of a later
// second, is.
func (a *arrivals) place(ctx context.Context, m NewMessage) (int64, error) {
	ord := a.wanted(m, a.next)
	for {
		taken, asked := a.taken[ord]
		if !asked {
			found, err := collect(ctx, a.t, number[int64], "SELECT ord FROM messages WHERE ord = ?", ord)
			if err != nil {
				return 0, err
			}
			taken = len(found) > 0
		}
		a.taken[ord] = true
		if !taken {
			return ord, nil
		}
		if err := a.flush(ctx); err != nil {
			return 0, err
		}
		second := ord >> lowBits << lowBits
		if err := one(ctx, a.t, "SELECT max(ord) + 1 FROM messages WHERE ord >= ? AND ord < ?", []any{second, second + 1<<lowBits}, &ord); err != nil {
			return 0, err
		}
	}
}

const (
	messageColumns = 23
	threadColumn   = 5
)

const messageValues = `messages (id, ord, account, folder, uid, thread, flags, tags, from_name, from_email, recipients, copies,
	subject, date, received, size, attachments, preview, message_id, body, blob, server_id, labels)`

// add makes a message's row and returns its id, and what to index of it.
func (a *arrivals) add(ctx context.Context, m NewMessage, blob int64) (mail.MessageID, *words, error) {
	ord, err := a.place(ctx, m)
	if err != nil {
		return 0, nil, err
	}
	id := a.next
	th, others := a.threads.join(id, m)
	for _, other := range others {
		if err := a.merge(ctx, other, th); err != nil {
			return 0, nil, err
		}
	}
	if a.threads.muted[th] && m.Flags&mail.Seen == 0 {
		if err := a.hush(ctx, id, &m); err != nil {
			return 0, nil, err
		}
	}
	a.next++
	received := a.received(m)
	date := milli(m.Envelope.Date)
	if date == 0 {
		date = received
	}
	h := headerOf(m.Envelope)
	state, preview, attachments := mail.BodyMissing, "", 0
	size := max(m.Size, 0)
	if m.Body != nil {
		state, preview, attachments = mail.BodyHere, clip(m.Body.Preview, maxPreview), m.Body.Attachments
		if size == 0 {
			size = int64(len(m.Body.Raw))
		}
	}
	a.rows = append(a.rows, int64(id), ord, int64(a.folder.Account), int64(a.folder.ID), int64(m.UID), int64(th), int64(m.Flags), toJSON(cleanTags(m.Tags)),
		h.from.Name, h.from.Email, toJSON(h.to), toJSON(h.copies), h.subject, date, received, size, attachments, preview,
		h.messageID, int64(state), blob, clip(m.ServerID, maxText), toJSON(cleanTags(m.Labels)))
	a.total++
	a.size += size
	if m.Flags&mail.Seen == 0 {
		a.unread++
	}
	if m.UID != 0 {
		a.uids[m.UID] = id
	}
	a.t.added(a.folder.Account, a.folder.ID, id)
	doc := words{id: id, ord: ord, sender: people([]mail.Address{h.from}), recipients: people(h.to), copies: people(h.copies), subject: h.subject}
	if m.Body != nil {
		doc.body, doc.rest, doc.full = m.Body.Text, m.Body.Rest, true
	}
	return id, &doc, nil
}

// merge makes two conversations one.
func (a *arrivals) merge(ctx context.Context, from, into mail.ThreadID) error {
	for i := threadColumn; i < len(a.rows); i += messageColumns {
		if a.rows[i] == int64(from) {
			a.rows[i] = int64(into)
		}
	}
	if from >= mail.ThreadID(a.first) { // nothing of it is inserted yet
		return nil
	}
	return a.t.merge(ctx, from, into)
}

// flush inserts the rows that were made, and counts them: no other statement
// inserts messages.
func (a *arrivals) flush(ctx context.Context) error {
	if err := a.threads.flush(ctx); err != nil || a.total == 0 {
		return err
	}
	if err := a.t.insertRows(ctx, messageValues, messageColumns, a.rows); err != nil {
		return err
	}
	_, err := a.t.exec(ctx, "UPDATE folders SET total = total + ?, unread = unread + ?, size = size + ? WHERE id = ?",
		a.total, a.unread, a.size, a.folder.ID)
	clear(a.rows)
	a.rows, a.total, a.unread, a.size = a.rows[:0], 0, 0, 0
	a.first = a.next
	return err
}
