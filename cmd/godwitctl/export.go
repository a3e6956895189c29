package main

import (
	"bytes"
	"context"
	"os"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"

	"godwit/app"
	"godwit/app/export"
	fonts "godwit/app/render/text"
	"godwit/sync/mail"
)

// showPages writes a message as pages of PDF or as a page of HTML that stands
// alone. Pictures are the message's own: none is fetched.
func (c *cli) showPages(ctx context.Context, a *app.App, id mail.MessageID, asPDF bool, file string) error {
	r, err := a.Mail.Read(ctx, id)
	if err != nil {
		return err
	}
	own, _ := export.References(r.HTML)
	pictures, err := a.Mail.Embedded(ctx, id, own)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	letter := export.LetterOf(r, pictures)
	if asPDF {
		err = export.Print(ctx, &b, letter, export.PaperFor(locale()), pageFonts())
	} else {
		err = export.Page(&b, letter)
	}
	if err != nil {
		return err
	}
	return c.write(ctx, file, b.Bytes())
}

// locale is what the environment says about paper.
func locale() string {
	for _, name := range []string{"LC_ALL", "LC_PAPER", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

// pageFonts are this computer's fonts, and plain ones where it has none.
func pageFonts() *fonts.Fonts {
	return fonts.New(fonts.Options{System: true, Bundled: []fonts.Bundled{
		{Family: "go", Data: goregular.TTF}, {Family: "go", Data: gobold.TTF}, {Family: "go mono", Data: gomono.TTF},
	}})
}
