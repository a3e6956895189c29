package gui

import (
	"hash/fnv"
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"godwit/sync/mail"
)

// avatar is a disc with a person's initials, always in the same colour for the
// same address.
type avatar struct {
	widget.BaseWidget
	disc *canvas.Circle
	text *canvas.Text
}

func newAvatar() *avatar {
	a := &avatar{disc: canvas.NewCircle(color.Transparent), text: canvas.NewText("", color.White)}
	a.text.Alignment, a.text.TextSize, a.text.TextStyle.Bold = fyne.TextAlignCenter, 15, true
	a.ExtendBaseWidget(a)
	return a
}

// avatarColours carry white letters at 4.5:1 or better.
var avatarColours = []color.NRGBA{
	{0x2b, 0x6f, 0x89, 0xff},
	{0x8a, 0x5a, 0x2b, 0xff},
	{0x4c, 0x71, 0x3f, 0xff},
	{0x6d, 0x55, 0x93, 0xff},
	{0x96, 0x4a, 0x58, 0xff},
	{0x3f, 0x5f, 0x8f, 0xff},
	{0x2f, 0x71, 0x66, 0xff},
	{0x5c, 0x66, 0x6b, 0xff},
}

func (a *avatar) set(who mail.Address) {
	h := fnv.New32a()
	h.Write([]byte(strings.ToLower(who.Email)))
	a.disc.FillColor = avatarColours[h.Sum32()%uint32(len(avatarColours))]
	a.text.Text = initials(who)
	a.Refresh()
}

// initials are the first letters of the first and last word of a name.
func initials(who mail.Address) string {
	words := strings.FieldsFunc(who.Display(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if who.Name == "" && len(words) > 1 {
		words = words[:1]
	}
	switch len(words) {
	case 0:
		return "?"
	case 1:
		return first(words[0])
	}
	return first(words[0]) + first(words[len(words)-1])
}

func first(word string) string {
	for _, r := range word {
		return string(unicode.ToUpper(r))
	}
	return ""
}

func (a *avatar) CreateRenderer() fyne.WidgetRenderer {
	return &avatarRenderer{widget.NewSimpleRenderer(a.disc), a}
}

type avatarRenderer struct {
	fyne.WidgetRenderer
	a *avatar
}

func (x *avatarRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.a.disc, x.a.text}
}
func (x *avatarRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(40) }
func (x *avatarRenderer) Layout(s fyne.Size) {
	x.a.disc.Resize(s)
	h := x.a.text.MinSize().Height
	x.a.text.Move(fyne.NewPos(0, (s.Height-h)/2))
	x.a.text.Resize(fyne.NewSize(s.Width, h))
}

func (x *avatarRenderer) Refresh() {
	x.Layout(x.a.Size())
	canvas.Refresh(x.a)
}
