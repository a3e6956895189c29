package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// banner is the bar above the panes that says what keeps mail from flowing.
type banner struct {
	s       *session
	object  *fyne.Container // empty when there is nothing to say
	mend    func(accounts.ID)
	changed func() // the bar came, went or grew
	later   map[accounts.ID]bool
	last    model.Banner

	vanished      []mail.Vanished // as last read
	laterVanished map[mail.FolderID]bool
}

func newBanner(s *session) *banner {
	return &banner{s: s, object: container.NewStack(), later: make(map[accounts.ID]bool), laterVanished: make(map[mail.FolderID]bool)}
}

// show says what there is to say now.
func (b *banner) show() {
	var vanished []mail.Vanished
	for _, v := range b.vanished {
		if !b.laterVanished[v.Folder] {
			vanished = append(vanished, v)
		}
	}
	m := model.BannerFor(b.s.accounts, b.s.core.Status.Of, b.later, vanished, now())
	if m == b.last {
		return
	}
	b.last = m
	b.object.Objects = nil
	if m.Kind != model.NoBanner {
		b.object.Objects = []fyne.CanvasObject{b.bar(m)}
	}
	b.changed()
}

func (b *banner) bar(m model.Banner) fyne.CanvasObject {
	off := func() { b.putOff(m.Account) }
	switch m.Kind {
	case model.VanishedBanner:
		return b.vanishedBar(m.Vanished)
	case model.LoginBanner:
		return kit.NewBanner(kit.ToneWarning, m.Text, nil,
			kit.BannerAction{Label: lang.T("Sign in"), Do: func() { b.mend(m.Account) }}, kit.BannerAction{Label: lang.T("Later"), Do: off})
	case model.FaultBanner:
		return kit.NewBanner(kit.ToneWarning, m.Text, off,
			kit.BannerAction{Label: lang.T("Check the connection"), Do: func() { checkConnection(b.s, b.s.account(m.Account)) }},
			kit.BannerAction{Label: lang.T("Details"), Do: func() { b.mend(m.Account) }})
	}
	return kit.NewBanner(kit.ToneNeutral, m.Text, nil)
}

func (b *banner) putOff(id accounts.ID) {
	b.later[id] = true
	b.show()
}
