package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

func padded(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(Space4, Space4, Space4, Space4), o)
}

func TestGalleryButtons(t *testing.T) {
	shoot(t, "buttons", fyne.NewSize(720, 300), func() fyne.CanvasObject {
		nop := func() {}
		bar := container.NewHBox(
			NewButton(Primary, IconCompose, "Write", nop), NewButton(Quiet, IconReply, "Reply", nop),
			NewIconButton(IconReplyAll, "Reply to all", nop), NewIconButton(IconForward, "Forward", nop),
			NewIconButton(IconArchive, "Archive", nop), NewIconButton(IconTrash, "Delete", nop))
		off := NewButton(Plain, "", "Not now", nop)
		off.Disable()
		on := NewIconButton(IconStar, "Star", nop)
		more := container.NewHBox(NewButton(Plain, "", "Cancel", nop), NewButton(Danger, IconTrash, "Delete for ever", nop), off, on,
			NewButton(Plain, IconDownload, "Save", nop).SetSmall(), NewButton(Primary, "", "Sign in", nop).SetSmall())
		ok, bad, busy := NewStatusItem(), NewStatusItem(), NewStatusItem()
		ok.Set(StateLive, "hanne: up to date 14:02", "", -1)
		bad.Set(StateTrouble, "work: sign in again", "", -1)
		busy.Set(StateBusy, "Archive 12,300 of 98,213", "", 0.4)
		search := NewSearchField("Search mail")
		search.SetText("telescope")
		return container.New(stackLayout{gap: Space3}, padded(bar), padded(more), padded(search), NewSurface(ColorBar, TopEdge, container.NewHBox(ok, busy, bad)))
	}, func(w fyne.Window) {
		w.Canvas().Content().(*Stage).ShowToast(Toast{Text: "Moved 3 messages to Trash", Action: "Undo", Do: func() {}})
	})
}

func TestGalleryForm(t *testing.T) {
	shoot(t, "form", fyne.NewSize(560, 560), func() fyne.CanvasObject {
		nop := func() {}
		to := NewAddressField("", readPeople)
		to.SetRecipients([]Recipient{
			{Name: "Hanne Nielsen", Address: "hanne@waddenzee.example"},
			{Address: "counts@waddenvereniging.example"},
			{Address: "not an address", Problem: "There is no @ in it."},
			{Name: "Farid Łukaszewicz", Address: "farid@example.org"},
		})
		name := NewField("Your name")
		name.SetText("Hanne Nielsen")
		row := NewFormRow("Server", NewField("imap.example.org"), "")
		row.SetProblem("There is no server called imap.exmaple.com. Check the spelling.")
		return container.New(stackLayout{},
			NewBanner(ToneWarning, "Google wants you to sign in again. Your mail stays here and can be read meanwhile.", nop, BannerAction{"Sign in", nop}, BannerAction{"Later", nop}),
			NewBanner(ToneError, "Not sent. anna@exmaple.com does not exist.", nil, BannerAction{"Edit", nop}),
			NewBanner(ToneNeutral, "No internet. You can read, write and file mail; it will be sent when you are back.", nil),
			padded(NewForm(
				NewFormRow("To", to, ""), NewFormRow("Name", name, "Shown to the people you write to."),
				NewFormRow("Password", NewPasswordField("Password"), "Kept in the password store of your system."), row)))
	}, nil)
	shoot(t, "empty", fyne.NewSize(560, 400), func() fyne.CanvasObject {
		return NewEmptyState(IconInbox, "Nothing new", "The last look was at 14:02. New mail appears here by itself, without a need to ask for it.", NewButton(Primary, IconCompose, "Write a message", func() {}))
	}, nil)
}
