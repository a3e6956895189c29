package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"godwit/sync/mail"
)

// Conversations returns the conversations of the list that q chooses, the one
// with the newest message first. A conversation's place, the Cursor of its row,
// is that of its newest message in the list.
func (s *Store) Conversations(ctx context.Context, q mail.ListQuery) ([]mail.Conversation, error) {
	ids, err := s.ConversationIDs(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.ConversationRows(ctx, ids)
}

// ConversationIDs returns for each conversation of the list its newest message
// there, newest first. Without a limit it is the whole list.
func (s *Store) ConversationIDs(ctx context.Context, q mail.ListQuery) ([]mail.MessageID, error) {
	heads, err := s.heads(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	ids := make([]mail.MessageID, 0, len(heads))
	seen := map[mail.ThreadID]bool{}
	for _, h := range heads {
		if !seen[h.thread] {
			seen[h.thread] = true
			ids = append(ids, h.id)
		}
	}
	if q.Limit > 0 && len(ids) > q.Limit {
		ids = ids[:q.Limit]
	}
	return ids, nil
}

// head is a message that may be the newest of its conversation in a list.
type head struct {
	spot
	thread mail.ThreadID
}

// heads lists the newest message of each conversation, or all messages where
// the whole list is asked for: then the first of each is the newest.
func (s *Store) heads(ctx context.Context, q mail.ListQuery) ([]head, error) {
	folders, all, err := s.chosen(ctx, q)
	if err != nil {
		return nil, err
	}
	within := "TRUE"
	switch {
	case !all:
		within = "folder IN (" + list(folders) + ")"
	case q.Account != 0:
		within = "account = " + strconv.FormatInt(int64(q.Account), 10)
	}
	filter, err := s.filter(ctx, q)
	if err != nil {
		return nil, err
	}
	after, limit, newest := q.After, q.Limit, "TRUE"
	if after > 0 || limit > 0 {
		newest = "NOT EXISTS (SELECT 1 FROM messages n INDEXED BY messages_thread WHERE n.thread = m.thread AND n.ord > m.ord AND " + within + filter + ")"
	}
	if after <= 0 {
		after = 1<<63 - 1
	}
	if limit <= 0 {
		limit = -1
	}
	in := []string{within}
	if !all { // an index has the order within one folder only
		in = in[:0]
		for _, f := range folders {
			in = append(in, "folder = "+strconv.FormatInt(int64(f), 10))
		}
	}
	var heads []head
	for _, place := range in {
		some, err := collect(ctx, s.mail.read, scanHead, "SELECT id, ord, thread FROM messages m WHERE "+place+filter+
			" AND "+newest+" AND ord < ? ORDER BY ord DESC LIMIT ?", after, limit)
		if err != nil {
			return nil, err
		}
		heads = append(heads, some...)
	}
	if len(in) > 1 {
		slices.SortFunc(heads, func(a, b head) int { return cmp.Compare(b.ord, a.ord) })
	}
	return heads, nil
}

func scanHead(r *sql.Rows) (head, error) {
	var h head
	return h, r.Scan(&h.id, &h.ord, &h.thread)
}

// maxSummed bounds how many messages of one conversation are counted, the
// newest.
const maxSummed = 1000

// ConversationRows are the lines of conversations, by their newest messages, in
// the order of ids. Ids that are not there are left out.
func (s *Store) ConversationRows(ctx context.Context, ids []mail.MessageID) ([]mail.Conversation, error) {
	rows, err := s.Rows(ctx, ids)
	if err != nil {
		return nil, err
	}
	aside, err := s.aside(ctx)
	if err != nil {
		return nil, err
	}
	lines := make([]mail.Conversation, len(rows))
	for i, r := range rows {
		lines[i] = mail.Conversation{Row: r}
		if err := s.sum(ctx, &lines[i], aside); err != nil {
			return nil, fmt.Errorf("conversation %d: %w", r.Thread, err)
		}
	}
	return lines, nil
}

// aside are the folders whose messages do not count where another folder's list
// shows the conversation.
func (s *Store) aside(ctx context.Context) (map[mail.FolderID]bool, error) {
	aside := map[mail.FolderID]bool{}
	return aside, each(ctx, s.mail.read, "SELECT id FROM folders WHERE gone = 1 OR role IN ('drafts', 'outbox', 'junk', 'trash')", nil,
		func(r *sql.Rows) error {
			var id mail.FolderID
			err := r.Scan(&id)
			aside[id] = true
			return err
		})
}

// sum counts a conversation. A message that is in several folders counts once;
// it is read where one copy is.
func (s *Store) sum(ctx context.Context, c *mail.Conversation, aside map[mail.FolderID]bool) error {
	type one struct{ seen bool }
	var all []*one
	known := map[string]*one{}
	var people []mail.Address
	err := each(ctx, s.mail.read, `SELECT folder, flags, attachments, from_name, from_email, message_id,
		EXISTS (SELECT 1 FROM muted WHERE muted.thread = messages.thread) FROM messages WHERE thread = ? ORDER BY ord DESC LIMIT ?`,
		[]any{c.Thread, maxSummed}, func(r *sql.Rows) error {
			var folder mail.FolderID
			var flags mail.Flags
			var attachments int
			var from mail.Address
			var id string
			if err := r.Scan(&folder, &flags, &attachments, &from.Name, &from.Email, &id, &c.Muted); err != nil {
				return err
			}
			if aside[folder] && folder != c.Folder {
				return nil
			}
			m := known[id]
			if m == nil || id == "" {
				m = &one{}
				all, known[id] = append(all, m), m
				people = append(people, from)
			}
			m.seen = m.seen || flags&mail.Seen != 0
			c.Starred = c.Starred || flags&mail.Flagged != 0
			c.Attached = c.Attached || attachments > 0
			return nil
		})
	c.Count = len(all)
	for _, m := range all {
		if !m.seen {
			c.Unread++
		}
	}
	for _, p := range slices.Backward(people) {
		same := func(o mail.Address) bool { return strings.EqualFold(o.Email, p.Email) }
		if len(c.People) < maxList && !slices.ContainsFunc(c.People, same) {
			c.People = append(c.People, p)
		}
	}
	return err
}
