package app

import (
	"context"
	"slices"
	"strings"

	"godwit/sync/mail"
)

// maxConversation bounds how many messages of a conversation are looked at; the
// newest are kept.
const maxConversation = 2000

// Conversations is a page of the list that q chooses, a conversation a line, the
// one with the newest message first; the last line's Cursor is where the next
// page begins.
func (m *Mail) Conversations(ctx context.Context, q mail.ListQuery) ([]mail.Conversation, error) {
	return m.store.Conversations(ctx, q)
}

// ConversationIDs is a whole list of conversations, newest first: of each the
// newest message that the list has.
func (m *Mail) ConversationIDs(ctx context.Context, q mail.ListQuery) ([]mail.MessageID, error) {
	return m.store.ConversationIDs(ctx, q)
}

// ConversationRows are the lines of conversations by those messages, in their
// order; what is gone is left out.
func (m *Mail) ConversationRows(ctx context.Context, ids []mail.MessageID) ([]mail.Conversation, error) {
	return m.store.ConversationRows(ctx, ids)
}

// Mute makes new messages of the conversation of a message come as read, here
// and on the server, without telling anybody; or ends that. Nothing is moved.
func (m *Mail) Mute(ctx context.Context, id mail.MessageID, muted bool) error {
	row, err := m.Row(ctx, id)
	if err != nil {
		return err
	}
	return m.store.SetMuted(ctx, row.Thread, muted)
}

// Muted reports whether the conversation of a message is muted.
func (m *Mail) Muted(ctx context.Context, id mail.MessageID) (bool, error) {
	row, err := m.Row(ctx, id)
	if err != nil {
		return false, err
	}
	return m.store.Muted(ctx, row.Thread)
}

// SetFlat makes the list of a folder show messages instead of conversations.
func (m *Mail) SetFlat(ctx context.Context, folder mail.FolderID, flat bool) error {
	return m.store.SetFlat(ctx, folder, flat)
}

// Conversation is the messages that belong together with one, in all folders of
// its account, oldest first. A message that is in several folders comes once:
// the asked one itself, else not as the copy in Sent or an archive of all mail.
// What was thrown away, is junk or a draft belongs only when it was asked for.
func (m *Mail) Conversation(ctx context.Context, id mail.MessageID) ([]mail.Row, error) {
	row, err := m.Row(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := m.store.Thread(ctx, row.Thread, maxConversation)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(rows, func(r mail.Row) bool { return r.ID == id }) { // older than all of these
		rows = append([]mail.Row{row}, rows...)
	}
	folders, err := m.store.Folders(ctx, row.Account)
	if err != nil {
		return nil, err
	}
	roles := make(map[mail.FolderID]mail.Role, len(folders))
	for _, f := range folders {
		roles[f.ID] = f.Role
	}
	return distinct(rows, id, roles), nil
}

// distinct leaves one row for each message.
func distinct(rows []mail.Row, asked mail.MessageID, roles map[mail.FolderID]mail.Role) []mail.Row {
	worth := func(r mail.Row) int {
		if r.ID == asked {
			return 4
		}
		switch roles[r.Folder] {
		case mail.Trash, mail.Junk, mail.Drafts, mail.Outbox:
			return 0
		case mail.AllMail, mail.Starred:
			return 1
		case mail.Sent:
			return 2
		}
		return 3
	}
	key := func(r mail.Row) string { return strings.ToLower(r.MessageID) }
	best := make(map[string]mail.Row, len(rows))
	for _, r := range rows {
		if b, ok := best[key(r)]; r.MessageID != "" && (!ok || worth(r) > worth(b)) {
			best[key(r)] = r
		}
	}
	return slices.DeleteFunc(rows, func(r mail.Row) bool {
		return worth(r) == 0 || r.MessageID != "" && best[key(r)].ID != r.ID
	})
}
