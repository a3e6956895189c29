package model

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"godwit/app"
	"godwit/sync/mail"
)

// DraftRow is one draft, wherever it is: here, on a server, or both.
type DraftRow struct {
	Draft   mail.DraftID   // 0: it is on a server only
	Message mail.MessageID // its copy there, 0: none
	To      string
	Subject string
	Changed time.Time
}

// ID tells rows of a list apart: drafts count up from 1, messages down from -1.
func (r DraftRow) ID() int64 {
	if r.Draft != 0 {
		return int64(r.Draft)
	}
	return -int64(r.Message)
}

// DraftRows joins the drafts that are here with the messages in Drafts folders,
// the last changed first: a draft and its copy are one. Those that are hidden are
// left out on both sides.
func DraftRows(here []app.DraftInfo, there []mail.Row, hidden map[mail.DraftID]bool) (drafts, templates []DraftRow) {
	copies := make(map[mail.MessageID]bool)
	for _, d := range here {
		copies[d.Copy] = true
		row := DraftRow{d.ID, d.Copy, d.To, d.Subject, d.Changed}
		switch {
		case hidden[d.ID]:
		case d.Template:
			templates = append(templates, row)
		default:
			drafts = append(drafts, row)
		}
	}
	for _, m := range there {
		if copies[m.ID] {
			continue
		}
		to := make([]string, len(m.To))
		for i, a := range m.To {
			to[i] = a.Display()
		}
		drafts = append(drafts, DraftRow{0, m.ID, strings.Join(to, ", "), m.Subject, m.Received})
	}
	slices.SortStableFunc(drafts, func(a, b DraftRow) int { return cmp.Compare(b.Changed.UnixMilli(), a.Changed.UnixMilli()) })
	return drafts, templates
}
