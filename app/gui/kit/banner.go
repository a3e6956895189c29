package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"godwit/app/gui/lang"
)

// BannerAction is a button on a Banner.
type BannerAction struct {
	Label string
	Do    func()
}

// NewBanner is a bar across a view that says what is the matter and what can be
// done: never a dialog over what someone is doing. The text wraps; close may be
// nil.
func NewBanner(tone Tone, text string, close func(), actions ...BannerAction) fyne.CanvasObject {
	ink, back := tone.colours()
	if tone == ToneNeutral {
		ink, back = ColorDim, ColorBar
	}
	icon := map[Tone]IconName{ToneSuccess: IconSuccess, ToneWarning: IconWarning, ToneError: IconError}[tone]
	if icon == "" {
		icon = IconInfo
	}
	words := NewParagraph(text, TextNormal, ColorText)
	buttons := container.NewHBox()
	for _, a := range actions {
		buttons.Add(NewButton(Plain, "", a.Label, a.Do).SetSmall())
	}
	if close != nil {
		buttons.Add(NewIconButton(IconClose, lang.T("Hide this"), close).SetSmall())
	}
	row := container.New(bannerLayout{}, NewPicture(icon, 20, ink), words, buttons)
	return NewSurface(back, BottomEdge, container.New(layout.NewCustomPaddedLayout(Space2, Space2, Space4, Space3), row))
}

// bannerLayout: icon, text in the middle of the height, buttons.
type bannerLayout struct{}

func (bannerLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	icon, text, buttons := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(icon.Width+text.Width+buttons.Width+2*Space3, max(28, text.Height, buttons.Height))
}

func (bannerLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	icon, buttons := o[0].MinSize(), o[2].MinSize()
	o[0].Resize(icon)
	o[0].Move(fyne.NewPos(0, (s.Height-icon.Height)/2))
	left := icon.Width + Space3
	o[2].Resize(buttons)
	o[2].Move(fyne.NewPos(s.Width-buttons.Width, (s.Height-buttons.Height)/2))
	w := s.Width - left - buttons.Width - Space3
	o[1].Resize(fyne.NewSize(w, o[1].MinSize().Height))
	h := o[1].MinSize().Height // for the width it has now
	o[1].Resize(fyne.NewSize(w, h))
	o[1].Move(fyne.NewPos(left, (s.Height-h)/2))
}
