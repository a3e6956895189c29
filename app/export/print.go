package export

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"image"
	"image/color"
	"io"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/export/pdf"
	"godwit/app/render"
	"godwit/app/render/display"
	"godwit/app/render/picture"
	"godwit/app/render/text"
	"godwit/sync/htmldoc"
)

// Paper is a size of paper in points.
type Paper struct{ Width, Height float64 }

// The papers that printers have in them.
var (
	A4       = Paper{595.28, 841.89}
	USLetter = Paper{612, 792}
)

// PaperFor is the paper of a locale such as "en_US.UTF-8" or "de-DE": Letter in
// the Americas where it is the custom (CLDR), A4 elsewhere.
func PaperFor(locale string) Paper {
	if i := strings.IndexAny(locale, ".@"); i >= 0 {
		locale = locale[:i]
	}
	_, country, _ := strings.Cut(strings.ReplaceAll(locale, "-", "_"), "_")
	if i := strings.LastIndexByte(country, '_'); i >= 0 {
		country = country[i+1:]
	}
	switch country {
	case "US", "CA", "MX", "PH", "CL", "CO", "VE", "PR", "GT", "SV", "NI", "CR", "PA", "BZ":
		return USLetter
	}
	return A4
}

const (
	margin   = 42.0 // points, at each side
	footer   = 20.0 // points above the lower margin's end that the page's number has
	unit     = 0.75 // points in a pixel of CSS
	printing = 20 * time.Second
	maxText  = 4 << 20 // octets of plain text
	chunk    = 300     // lines laid out at once
)

// Print writes a letter as pages of PDF.
func Print(ctx context.Context, w io.Writer, l Letter, paper Paper, fonts *text.Fonts) (err error) {
	defer func() { // a mail brings no window down
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: print: %v", render.ErrFault, r)
		}
	}()
	width := float32((paper.Width - 2*margin) / unit)
	height := float32((paper.Height - 2*margin - footer) / unit)
	p := &press{images: l.decode(), paper: paper, fonts: fonts, width: width, height: height}
	fonts.Warm() // takes long the first time
	if err := p.lay(ctx, head(l), false); err != nil {
		return err
	}
	if err := p.body(ctx, l); err != nil {
		return err
	}
	tops, err := paginate(p.parts, height)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	p.begin(&b)
	for i := range len(tops) - 1 {
		if err := ctx.Err(); err != nil {
			return err
		}
		p.draw(tops[i], tops[i+1])
		if err := p.foot(ctx, fmt.Sprintf("%d / %d", i+1, len(tops)-1), l.Subject); err != nil {
			return err
		}
	}
	info := pdf.Info{Title: l.Subject, Created: l.Sent}
	if len(l.Fields) > 0 && l.Fields[0].Name == "From" {
		info.Author = l.Fields[0].Text
	}
	if err := p.doc.Close(info); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// body lays out the message: its HTML, or its text where there is none or it is
// more than can be laid out.
func (p *press) body(ctx context.Context, l Letter) error {
	if l.HTML != "" {
		err := p.lay(ctx, l.HTML, true)
		if err == nil || ctx.Err() != nil {
			return err
		}
	}
	all := l.Text
	if all == "" && l.HTML != "" {
		all = htmldoc.Text(l.HTML)
	}
	if len(all) > maxText {
		return app.ErrLong
	}
	for rest := strings.Split(strings.TrimRight(all, "\n"), "\n"); len(rest) > 0; {
		n := min(chunk, len(rest))
		if err := p.lay(ctx, lines(rest[:n]), false); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// lay lays out HTML below what is there. Mail is narrowed where it is wider than
// the paper; ours never is.
func (p *press) lay(ctx context.Context, source string, foreign bool) error {
	list, err := p.layOut(ctx, source)
	if err != nil {
		return err
	}
	one := part{list: list, scale: 1}
	if n := len(p.parts); n > 0 {
		one.y = p.parts[n-1].bottom()
	}
	if right := extent(list); foreign && right > p.width+1 {
		one.scale = max(0.4, p.width/right)
	}
	if one.bottom() > maxPages*p.height {
		return app.ErrLong
	}
	p.parts = append(p.parts, one)
	return nil
}

// layOut lays out HTML at the width of the paper, in light colours.
func (p *press) layOut(ctx context.Context, source string) (*display.List, error) {
	list, _, err := render.Layout(ctx, htmldoc.Tree(source), render.Options{
		Width: p.width, Budget: printing, Fonts: p.fonts,
		Images: func(ref string) render.Image {
			if pic := p.images[ref]; pic != nil {
				return render.Image{Width: pic.Bounds().Dx(), Height: pic.Bounds().Dy(), State: render.Ready}
			}
			return render.Image{State: render.Blocked}
		},
	})
	return list, err
}

// extent is how far to the right anything reaches that is there to be seen.
func extent(l *display.List) float32 {
	right := float32(0)
	for i := range l.Ops {
		if o := &l.Ops[i]; o.Kind == display.Text || o.Kind == display.Image && !o.Image.Decorative {
			right = max(right, o.Rect.Right())
		}
	}
	return min(right, 20_000)
}

// head is the block above a letter.
func head(l Letter) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><body style="margin:0;font:13px/1.4 sans-serif;color:#1c2428"><div dir="%s" style="font-size:20px;line-height:1.25;font-weight:700;margin:0 0 10px;overflow-wrap:anywhere">%s</div>`+
		`<table cellspacing=0 cellpadding=0 style="font-size:13px;line-height:1.4">`, direction(l.Subject), html.EscapeString(l.Subject))
	for _, f := range l.Fields {
		fmt.Fprintf(&b, `<tr><td valign=top style="color:#56636a;padding:1px 14px 1px 0">%s</td><td valign=top style="padding:1px 0;overflow-wrap:anywhere">%s</td></tr>`,
			html.EscapeString(f.Name), html.EscapeString(f.Text))
	}
	return b.String() + `</table><div style="border-top:1px solid #c9d1d5;margin:12px 0 14px;font-size:1px;line-height:1px">&nbsp;</div>`
}

// decode reads the letter's pictures, as far as they can be shown.
func (l *Letter) decode() map[string]image.Image {
	out := make(map[string]image.Image)
	left := 64 << 20 // pixels
	add := func(ref string, data []byte) {
		w, h, err := picture.Size(data)
		if err != nil || w*h > left || out[ref] != nil {
			return
		}
		if pic, err := picture.Decode(data); err == nil {
			out[ref] = pic
			left -= w * h
		}
	}
	for ref, data := range l.Pictures {
		add(ref, data)
	}
	own, _ := References(l.HTML)
	for _, ref := range own {
		if data, err := picture.Data(ref); err == nil {
			add(ref, data)
		}
	}
	return out
}

var black = color.NRGBA{A: 255}
