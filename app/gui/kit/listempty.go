package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// emptyList is what a list without rows shows: a quiet picture, why there is
// nothing, and a note to that in smaller letters.
type emptyList struct {
	picture    *Picture
	text, note *Paragraph
	box        *fyne.Container
}

func newEmptyList() *emptyList {
	e := &emptyList{picture: NewPicture(IconMail, 40, ColorFaint), text: NewParagraph("", TextNormal, ColorDim).SetCentred(), note: NewParagraph("", TextSmall, ColorDim).SetCentred()}
	e.box = container.New(stackLayout{gap: Space2}, e.picture, e.text, e.note)
	return e
}

// set takes other words; no icon and no note leave their place to the rest.
func (e *emptyList) set(icon IconName, text, note string) {
	if icon != "" {
		e.picture.Set(icon, ColorFaint)
	}
	e.picture.Hidden, e.note.Hidden = icon == "", note == ""
	e.text.SetText(text)
	e.note.SetText(note)
}

// place puts it into the upper half of a list.
func (e *emptyList) place(size fyne.Size) {
	w := size.Width - 2*Space4
	e.box.Resize(fyne.NewSize(w, size.Height)) // paragraphs break their lines for this width
	h := e.box.MinSize().Height
	e.box.Resize(fyne.NewSize(w, h))
	e.box.Move(fyne.NewPos(Space4, max(Space4, (size.Height-h)/3)))
}
