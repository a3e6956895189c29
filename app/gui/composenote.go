package gui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// prefWriting is the drafts that are open, for the next start: a program that was
// killed, or a computer that went off, shall cost nobody a search.
const prefWriting = "write.open"

// openDrafts names the drafts that are open.
func (s *session) openDrafts() string {
	var ids []int64
	for c := range s.writing {
		if id := c.writing.Draft.ID; id != 0 && (c.writing.Touched() || !c.writing.New()) {
			ids = append(ids, int64(id))
		}
	}
	slices.Sort(ids)
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(words, " ")
}

// noteWriting remembers which drafts are open.
func (s *session) noteWriting() {
	if open := s.openDrafts(); open != s.noted {
		s.noted = open
		s.setPref(prefWriting, open)
	}
}

// keepWriting saves everything that is being written, before the program ends,
// and removes what was discarded.
func (s *session) keepWriting() {
	for c := range s.writing {
		c.saveNow()
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := s.core.SetPref(ctx, prefWriting, s.openDrafts()); err != nil {
		s.log.Warn("remember the open drafts", "err", err)
	}
	for id := range s.discarded {
		if err := s.core.Outbox.DeleteDraft(ctx, id); err != nil {
			s.log.Warn("remove a discarded draft", "err", err)
		}
	}
}

// offerWriting offers to go on with the drafts that were open when the program
// ended, once.
func (w *shell) offerWriting() {
	load(w.s.pump, func(ctx context.Context) ([]mail.DraftID, error) {
		open, err := w.s.core.Pref(ctx, prefWriting)
		if err != nil || open == "" {
			return nil, err
		}
		list, err := w.s.core.Outbox.Drafts(ctx)
		if err != nil {
			return nil, err
		}
		var ids []mail.DraftID
		for _, word := range strings.Fields(open) {
			id, err := strconv.ParseInt(word, 10, 64)
			if err == nil && slices.ContainsFunc(list, func(d app.DraftInfo) bool { return d.ID == mail.DraftID(id) }) {
				ids = append(ids, mail.DraftID(id))
			}
		}
		return ids, nil
	}, func(ids []mail.DraftID, err error) {
		if err != nil {
			w.s.log.Warn("drafts that were open", "err", err)
		}
		if len(ids) == 0 {
			return
		}
		w.s.offer(lang.N(len(ids), "A draft was open", "{n} drafts were open"), lang.T("Open"), func() {
			for _, id := range ids {
				w.editDraft(id)
			}
		})
	})
}

// draftsMoved lets the open windows see where their drafts are now.
func (s *session) draftsMoved() {
	for c := range s.writing {
		if c.writing.Draft.ID != 0 {
			c.foot.askPlace()
		}
	}
}
