package main

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/images"
	"godwit/app/mailpage"
	"godwit/app/render/display"
	mailtext "godwit/app/render/text"
	"godwit/sync/htmldoc"
)

// rendered is what there is to say of a message that was drawn.
type rendered struct {
	File         string      `json:"file"`
	Width        float32     `json:"width"`
	Height       float32     `json:"height"`
	Milliseconds float64     `json:"milliseconds"`
	Fallback     string      `json:"fallback"` // why the text is shown instead of the HTML; "" it is not
	Blocked      []reference `json:"blocked"`
	Trackers     []reference `json:"trackers"`
	Loaded       []string    `json:"loaded"`
	Links        []link      `json:"links"`
	paint        func(view display.Rect, scale float32) (*image.RGBA, error)
}

type link struct {
	Text   string `json:"text"`
	Target string `json:"target"`
}

type reference struct {
	URL  string `json:"url"`
	Kind string `json:"kind"`
}

// The papers of the window, light and dark.
var (
	lightPaper = color.NRGBA{255, 255, 255, 255}
	darkPaper  = color.NRGBA{31, 36, 39, 255}
)

// press is how messages are drawn.
type press struct {
	width  float32
	dark   bool
	remote bool // pictures from the internet were asked for
	fonts  *mailtext.Fonts
	web    images.Fetcher
}

func runRender(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("render")
	width := fs.Float64("width", 700, "")
	scale := fs.Float64("scale", 1, "")
	dark := fs.Bool("dark", false, "")
	remote := fs.Bool("images", false, "")
	out := fs.String("o", "", "")
	files, err := parseFlags(fs, args)
	switch {
	case err != nil:
		return err
	case len(files) == 0:
		return usagef("render FILE… [--width W] [--scale S] [--dark] [--images] [-o out.png]")
	case *out != "" && len(files) > 1:
		return usagef("-o is for one file")
	case !(*width >= 50 && *width <= 10_000) || !(*scale >= 0.1 && *scale <= 8):
		return usagef("--width is 50 to 10000, --scale 0.1 to 8")
	}
	p := &press{width: float32(*width), dark: *dark, remote: *remote, fonts: mailtext.New(mailtext.Options{System: true})}
	p.fonts.Warm()
	var errs []error
	for _, name := range files {
		raw, err := readMessage(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		r, err := p.draw(ctx, name, raw)
		if err != nil {
			return err
		}
		if *out != "" {
			if err := r.save(*out, float32(*scale)); err != nil {
				return err
			}
		}
		if err := c.emit(r); err != nil {
			return err
		}
	}
	return c.worst(len(files), errs)
}

// draw lays out a message as the reader would, or a page that is no message.
func (p *press) draw(ctx context.Context, name string, raw []byte) (*rendered, error) {
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".html" || ext == ".htm" {
		raw = slices.Concat([]byte("Content-Type: text/html; charset=utf-8\r\n\r\n"), raw)
	}
	m := app.ReadBytes(raw)
	begun := time.Now()
	doc := htmldoc.Tree(m.HTML)
	o := mailpage.Options{Width: p.width, Dark: p.dark, Paper: darkPaper, Fonts: p.fonts, Pictures: map[string]image.Image{}}
	if p.remote {
		o.Pictures = p.fetch(ctx, m.Remote)
	}
	r := &rendered{File: name, Width: p.width, Links: []link{}, Blocked: []reference{}, Trackers: []reference{}, Loaded: append([]string{}, slices.Sorted(maps.Keys(o.Pictures))...)}
	for _, l := range m.Links {
		r.Links = append(r.Links, link(l))
	}
	pg, err := mailpage.New(ctx, doc, o)
	if err == nil && len(pg.Wanted) > 0 { // the message's own
		maps.Copy(o.Pictures, mailpage.Decode(ctx, pg.Wanted, app.EmbeddedIn(raw, pg.Wanted)))
		pg, err = mailpage.New(ctx, doc, o)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case m.HTML != "" && err != nil:
		r.Fallback = err.Error()
	}
	if m.HTML == "" || err != nil {
		if pg, err = mailpage.New(ctx, htmldoc.Tree(asPage(m.Text)), o); err != nil {
			return nil, err
		}
	}
	r.Milliseconds = milliseconds(time.Since(begun))
	shrunk := pg.List.Scale() // what is wider than the view is shown smaller
	r.Height = pg.List.Height * shrunk
	r.paint = func(view display.Rect, scale float32) (*image.RGBA, error) {
		paper := lightPaper
		if p.dark {
			paper = darkPaper
		}
		view = display.Rect{Y: view.Y / shrunk, W: view.W / shrunk, H: view.H / shrunk}
		return pg.Painter.Paint(pg.List, view, scale*shrunk, paper)
	}
	r.name(m.Remote, doc.Refs)
	return r, nil
}

// fetch brings the pictures that a person would see.
func (p *press) fetch(ctx context.Context, remote []htmldoc.Remote) map[string]image.Image {
	var refs []string
	for _, r := range remote {
		if r.Kind == "image" {
			refs = append(refs, r.URL)
		}
	}
	octets := map[string][]byte{}
	for _, img := range p.web.Fetch(ctx, 0, refs, false) {
		if img.Err == nil {
			octets[img.URL] = img.Data
		}
	}
	return mailpage.Decode(ctx, refs, octets)
}

// name lists what was not loaded, each once; trackers among it again.
func (r *rendered) name(remote []htmldoc.Remote, refs []htmldoc.Ref) {
	seen := map[string]bool{}
	add := func(url, kind string) {
		if kind == "embedded" || seen[url] || slices.Contains(r.Loaded, url) {
			return
		}
		seen[url] = true
		r.Blocked = append(r.Blocked, reference{url, kind})
		if kind == "tracker" {
			r.Trackers = append(r.Trackers, reference{url, kind})
		}
	}
	for _, one := range remote {
		add(one.URL, one.Kind)
	}
	for _, one := range refs {
		add(one.URL, one.Kind)
	}
}

// asPage is text as HTML that keeps its lines.
func asPage(s string) string {
	const most = 256 << 10
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
	return `<!DOCTYPE html><body style="font:15px/1.45 sans-serif;white-space:pre-wrap;overflow-wrap:anywhere">` + s
}

// band is how much is painted at once, in pixels of CSS; maxTall what a picture
// has at most, in its own.
const (
	band    = 256
	maxTall = 30_000
)

// save writes the whole page as a picture.
func (r *rendered) save(name string, scale float32) error {
	w, h := int(r.Width*scale+0.5), min(int(r.Height*scale+0.5), maxTall)
	out := image.NewRGBA(image.Rect(0, 0, max(w, 1), max(h, 1)))
	for y := 0; y < h; {
		tall := min(int(band*scale), h-y)
		part, err := r.paint(display.Rect{Y: float32(y) / scale, W: r.Width, H: float32(tall) / scale}, scale)
		if err != nil {
			return err
		}
		for row := range min(tall, part.Rect.Dy()) {
			copy(out.Pix[out.PixOffset(0, y+row):][:w*4], part.Pix[part.PixOffset(0, row):])
		}
		y += max(tall, 1)
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, out), f.Close())
}
