package gui

import "godwit/sync/mail"

// listDeeds are what the commands of the list do.
var listDeeds = map[string]deed{
	"quick-filter": {func(s *screen) { s.looks(func(k *listLook) { k.filter = false }) }, nil, comes(func(k listLook) bool { return k.filter })},
	"as-cards":     {func(s *screen) { s.looks(func(k *listLook) { k.table = true }) }, nil, comes(func(k listLook) bool { return !k.table })},
	"as-table":     {func(s *screen) { s.looks(func(k *listLook) { k.table = false }) }, nil, comes(func(k listLook) bool { return k.table })},
	"density": {nil, nil, func(s *screen) func() bool {
		before := s.s.prefs.Density
		return func() bool { return s.s.prefs.Density != before }
	}},
	"group-dates":        {func(s *screen) { s.looks(func(k *listLook) { k.groups = false }) }, nil, comes(func(k listLook) bool { return k.groups })},
	"list-conversations": {func(s *screen) { s.looks(func(k *listLook) { k.threads = false }) }, nil, comes(func(k listLook) bool { return k.threads })},
	"unfold-all": {inThreads, nil, func(s *screen) func() bool {
		n := s.shell.list.rows.Count()
		return func() bool { return s.shell.list.rows.Count() > n }
	}},
	"fold-all": {func(s *screen) { inThreads(s); s.shell.list.unfoldAll(true) }, nil, func(s *screen) func() bool {
		n := s.shell.list.rows.Count()
		return func() bool { return s.shell.list.rows.Count() < n }
	}},
	"sort-date":       sorts(mail.ByDate),
	"sort-people":     sorts(mail.BySender),
	"sort-subject":    sorts(mail.BySubject),
	"sort-size":       sorts(mail.BySize),
	"sort-star":       sorts(mail.ByStar),
	"sort-attachment": sorts(mail.ByAttachment),
}

// looks changes how the list looks, and goes back to one row for a message.
func (s *screen) looks(change func(*listLook)) {
	s.shell.list.setLook(func(k *listLook) { k.threads = false; change(k) })
}

func comes(holds func(listLook) bool) func(*screen) func() bool {
	return func(s *screen) func() bool { return func() bool { return holds(s.s.look) } }
}

// inThreads has the list in conversations, all folded.
func inThreads(s *screen) {
	before := s.shell.list.rows.Count()
	s.shell.list.setLook(func(k *listLook) { k.threads = true })
	s.until("conversations", func() bool { return s.shell.list.rows.Count() < before })
}

// sorts begins with another order.
func sorts(by mail.Order) deed {
	return deed{func(s *screen) {
		s.looks(func(k *listLook) {
			k.order = mail.BySize
			if by == mail.BySize {
				k.order = mail.ByDate
			}
		})
	}, nil, comes(func(k listLook) bool { return k.order == by })}
}
