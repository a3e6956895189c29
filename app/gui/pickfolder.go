package gui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/kit"
	"godwit/app/gui/model"
	"godwit/sync/mail"
)

// pickFolder asks for one of folders; typing narrows the choice, Enter takes
// the first.
func pickFolder(s *session, folders []mail.Folder, chosen func(mail.Folder)) {
	shown := folders
	var closeSheet func()
	take := func(i int) {
		if i < len(shown) {
			closeSheet()
			chosen(shown[i])
		}
	}
	list := widget.NewList(func() int { return len(shown) },
		func() fyne.CanvasObject {
			row := kit.NewText("", kit.TextNormal, kit.ColorText).SetFlexible()
			return container.NewPadded(row)
		},
		func(i widget.ListItemID, o fyne.CanvasObject) {
			o.(*fyne.Container).Objects[0].(*kit.Text).SetText(model.FolderTitle(shown[i]))
		})
	list.OnSelected = func(i widget.ListItemID) { take(i) }
	entry := kit.NewField("Type a part of the name")
	entry.OnChanged = func(text string) {
		shown = nil
		for _, f := range folders {
			if strings.Contains(strings.ToLower(model.FolderTitle(f)), strings.ToLower(text)) {
				shown = append(shown, f)
			}
		}
		list.UnselectAll()
		list.Refresh()
	}
	entry.OnSubmitted = func(string) { take(0) }
	body := container.NewBorder(entry, nil, nil, nil, list)
	closeSheet = showSheet(s.win, sheet{Title: "Move to", Body: body, Width: 380, Height: 440, Close: "Cancel", Focus: entry})
}
