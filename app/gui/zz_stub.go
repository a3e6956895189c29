package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/sync/mail"
)

type account = accounts.Account
type composer struct{}

func (c *composer) saveNow() {}

type outboxView struct {
	list   *kit.MessageList
	object fyne.CanvasObject
	detail struct{ object fyne.CanvasObject }
}

func (o *outboxView) refresh() {}
func newOutboxView(s *session) *outboxView {
	o := &outboxView{list: kit.NewMessageList(&messageRows{list: newListView(s, nil).list}), object: container.NewStack()}
	o.detail.object = container.NewStack()
	return o
}

type draftsView struct {
	list   *kit.MessageList
	object fyne.CanvasObject
}

func (o *draftsView) refresh() {}
func newDraftsView(s *session, f func(mail.DraftID)) *draftsView {
	return &draftsView{list: kit.NewMessageList(&messageRows{list: newListView(s, nil).list}), object: container.NewStack()}
}
func (w *shell) editDraft(mail.DraftID)     {}
func (w *shell) editMessage(mail.MessageID) {}
func (w *shell) write()                     {}
func (w *shell) addAccount()                {}
func (w *shell) settings()                  {}
func (w *shell) source()                    {}
func (w *shell) reply()                     {}
func (w *shell) replyAll()                  {}
func (w *shell) forward()                   {}
func (w *shell) keys()                      {}
func (w *shell) about()                     {}
func (w *shell) mailto(string)              {}
func (w *shell) signIn(accounts.ID)         {}
func (f *frame) welcome()                   {}
func askLink(s *session, u string)          {}
