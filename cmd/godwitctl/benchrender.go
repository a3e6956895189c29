package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"

	"godwit/app/mailpage"
	"godwit/app/render/display"
	mailtext "godwit/app/render/text"
	"godwit/sync/htmldoc"
)

// benchRender prints what showing pages takes: reading and laying out, painting
// the first screen, and the longest of both together.
func (c *cli) benchRender(ctx context.Context, files []string, runs int) error {
	if len(files) == 0 {
		return usagef("bench render FILE…")
	}
	fonts := mailtext.New(mailtext.Options{System: true})
	fonts.Warm()
	var layout, paint []time.Duration
	var longest time.Duration
	refused := 0
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for range runs {
			begun := time.Now()
			p, err := mailpage.New(ctx, htmldoc.Tree(string(source)), mailpage.Options{Width: 700, Fonts: fonts})
			laid := time.Now()
			if err == nil {
				_, err = p.Painter.Paint(p.List, display.Rect{W: 700, H: 800}, 1, lightPaper)
			}
			done := time.Now()
			layout, paint = append(layout, laid.Sub(begun)), append(paint, done.Sub(laid))
			longest = max(longest, done.Sub(begun))
			if err != nil {
				refused++
				c.note("%s: %v", filepath.Base(name), err)
				break
			}
		}
	}
	slices.Sort(layout)
	slices.Sort(paint)
	c.say("render.files %d count", len(files))
	c.say("render.refused %d count", refused)
	c.say("render.layout.median %.3f ms", milliseconds(layout[len(layout)/2]))
	c.say("render.layout.max %.3f ms", milliseconds(layout[len(layout)-1]))
	c.say("render.paint.median %.3f ms", milliseconds(paint[len(paint)/2]))
	c.say("render.paint.max %.3f ms", milliseconds(paint[len(paint)-1]))
	c.say("render.longest %.3f ms", milliseconds(longest))
	if peak := peakMemory(); peak > 0 {
		c.say("render.peak_rss %d octets", peak)
	}
	return nil
}
