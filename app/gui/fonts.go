package gui

import (
	"fyne.io/fyne/v2/theme"

	"godwit/app/render/text"
)

// mailFonts are what HTML mail is written in: this computer's fonts, and the
// toolkit's own where those have none.
func mailFonts() *text.Fonts {
	const family = "noto sans"
	return text.New(text.Options{System: true, Bundled: []text.Bundled{
		{Family: family, Data: theme.DefaultTextFont().Content()},
		{Family: family, Data: theme.DefaultTextBoldFont().Content()},
		{Family: family, Data: theme.DefaultTextItalicFont().Content()},
		{Family: family, Data: theme.DefaultTextBoldItalicFont().Content()},
		{Family: "noto sans mono", Data: theme.DefaultTextMonospaceFont().Content()},
		{Family: "emojione", Data: theme.DefaultEmojiFont().Content(), Emoji: true},
	}})
}
