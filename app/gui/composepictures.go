package gui

import (
	"bytes"
	"context"
	"image"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/app/photo"
	"godwit/app/render/picture"
	"godwit/compose"
)

// weigh says how large the message becomes, where the server may not take it.
func (f *composeFiles) weigh() {
	f.asked++
	turn, d := f.asked, f.c.writing.Draft
	if len(d.Attachments) == 0 {
		f.sayWeight(d)
		return
	}
	d.Body = f.c.body.Sample(1)
	load(f.c.s.pump, func(ctx context.Context) (compose.Known, error) { return f.c.s.core.People.Known(ctx, d) },
		func(k compose.Known, err error) {
			if turn == f.asked && !f.c.closed {
				f.most = k.MaxSize
				if err != nil {
					f.most = 0
				}
				f.sayWeight(d)
			}
		})
	f.sayWeight(d)
}

// noteworthy is a size of a message, in octets, that many servers do not take.
const noteworthy = 20 << 20

func (f *composeFiles) sayWeight(d compose.Draft) {
	weight, text, tone := compose.Weight(d), "", kit.ToneInfo
	switch {
	case f.most > 0 && weight > f.most:
		tone = kit.ToneWarning
		text = lang.T("With its files the message has {size}; the server takes {most}.", "size", model.Size(weight), "most", model.Size(f.most))
	case weight > noteworthy:
		text = lang.T("With its files the message has {size}. Many servers take no more than {most}.", "size", model.Size(weight), "most", model.Size(25<<20))
	}
	f.about.Set(tone, map[bool]kit.IconName{true: kit.IconWarning, false: kit.IconInfo}[tone == kit.ToneWarning], text)
	setVisible(f.least, slices.ContainsFunc(d.Attachments, canShrink))
	if f.line.Visible() == (text == "") {
		setVisible(f.line, text != "")
		f.c.relayout()
	}
}

// canShrink says whether a file is a picture of a kind that can be made smaller.
func canShrink(a compose.Attachment) bool {
	e := files.Judge(a.Name, a.Type, nil)
	return e.Kind == files.Picture && slices.Contains([]string{"JPG", "JPEG", "PNG"}, e.Short(a.Name))
}

// shrinking is a way to make pictures smaller.
type shrinking struct {
	title string
	side  int // the longest, in pixels; 0: as large as they are, without what they tell
}

// shrunk is all files with the pictures made smaller one way.
type shrunk struct {
	shrinking
	files []compose.Attachment
	size  int64 // of the pictures
	left  int   // pictures that cannot be changed
}

// showSmaller offers the pictures in sizes, each with what it would come to.
func (f *composeFiles) showSmaller() {
	f.keep(f.list(), func(list []compose.Attachment) {
		body := kit.NewForm()
		now := int64(0)
		for _, a := range list {
			if canShrink(a) {
				now += a.Octets()
			}
		}
		body.Add(kit.NewParagraph(lang.T("The pictures have {size} now. Made smaller, or bare, they no longer tell where, when and with what they were taken.", "size", model.Size(now)), kit.TextNormal, kit.ColorText))
		var closeSheet func()
		ways := []shrinking{{lang.T("Small"), 1024}, {lang.T("Medium"), 1600}, {lang.T("Large"), 2560}, {lang.T("Own size, bare"), 0}}
		buttons := make([]*kit.Button, len(ways))
		for i, way := range ways {
			buttons[i] = kit.NewButton(kit.Plain, kit.IconImage, lang.T("{title}…", "title", way.title), nil)
			buttons[i].SetEnabled(false)
			body.Add(buttons[i])
		}
		f.tryWays(list, ways, buttons, func(chosen []compose.Attachment) {
			closeSheet()
			f.replace(list, chosen)
		})
		closeSheet = showSheet(f.c.win, sheet{Title: lang.T("Make pictures smaller"), Body: body, Width: 420, Close: lang.T("Cancel")})
	})
}

// tryWays makes the pictures smaller one way after the other, which bounds the
// pixels that are in memory, and lets each be chosen when it is known.
func (f *composeFiles) tryWays(list []compose.Attachment, ways []shrinking, buttons []*kit.Button, chosen func([]compose.Attachment)) {
	if len(ways) == 0 {
		return
	}
	load(f.c.s.pump, func(ctx context.Context) (shrunk, error) { return shrink(ctx, list, ways[0]), ctx.Err() },
		func(s shrunk, err error) {
			if err != nil || f.c.closed {
				return
			}
			label := lang.T("{title} · {size}", "title", s.title, "size", model.Size(s.size))
			if s.left > 0 {
				label = lang.N(s.left, "{label}, one stays as it is", "{label}, {n} stay as they are", "label", label, "n", s.left)
			}
			buttons[0].SetLabel(label)
			buttons[0].SetEnabled(true)
			buttons[0].OnTapped = func() { chosen(s.files) }
			f.tryWays(list, ways[1:], buttons[1:], chosen)
		})
}

// replace puts changed files in place of those before, which can be had back.
func (f *composeFiles) replace(before, now []compose.Attachment) {
	if !sameFiles(before, f.list()) {
		return // something else was done meanwhile
	}
	f.set(now)
	f.c.stage.ShowToast(kit.Toast{Text: lang.T("The pictures are smaller, and tell nothing but what they show."), Action: lang.T("Undo"), Do: func() {
		if sameFiles(now, f.list()) {
			f.set(before)
		}
	}})
}

// shrink makes the pictures among files smaller, one after the other.
func shrink(ctx context.Context, list []compose.Attachment, way shrinking) shrunk {
	out := shrunk{shrinking: way, files: slices.Clone(list)}
	for i, a := range list {
		if !canShrink(a) || ctx.Err() != nil {
			continue
		}
		before := octetsOf(a)
		after, err := smaller(before, way.side)
		if err != nil {
			out.left++
			out.size += a.Octets()
			continue
		}
		out.size += int64(len(after))
		out.files[i] = compose.Attachment{Name: a.Name, Inline: a.Inline, Data: after}
	}
	return out
}

// smaller is a picture with no side longer than so many pixels, 0 for any, that
// tells nothing beside what it shows.
func smaller(data []byte, side int) ([]byte, error) {
	if w, h, err := picture.Size(data); err != nil || side > 0 && max(w, h) > side {
		out, _, err := photo.Shrink(data, side)
		return out, err
	}
	return photo.Bare(data)
}

// open shows a picture, and has anything else shown by the system's program.
func (f *composeFiles) open(i int) {
	a := f.list()[i]
	v := files.Judge(a.Name, a.Type, nil)
	switch {
	case v.Risk == files.Danger:
		f.c.say(kit.ToneWarning, lang.T("Programs are not opened from here."))
	case v.Kind == files.Picture:
		f.openPicture(a)
	default:
		f.openElsewhere(a)
	}
}

func (f *composeFiles) openPicture(a compose.Attachment) {
	load(f.c.s.pump, func(context.Context) (image.Image, error) { return picture.Decode(octetsOf(a)) },
		func(pic image.Image, err error) {
			switch {
			case f.c.closed:
			case err != nil:
				f.openElsewhere(a)
			default:
				view := kit.NewPictureView()
				view.Work = workOf(f.c.s)
				view.SetImage(pic)
				size := f.c.win.Canvas().Size()
				var closeSheet func()
				view.OnKey = func(e *fyne.KeyEvent) {
					if e.Name == fyne.KeyEscape {
						closeSheet()
					}
				}
				closeSheet = showSheet(f.c.win, sheet{Title: a.Name, Body: view, Width: size.Width - 2*kit.Space6, Height: size.Height - 2*kit.Space6, Close: lang.T("Close"), Focus: view})
			}
		})
}

// openElsewhere gives a private copy to the system's program for such files.
func (f *composeFiles) openElsewhere(a compose.Attachment) {
	load(f.c.s.pump, func(ctx context.Context) (string, error) {
		private, err := f.c.s.privateFiles()
		if err != nil {
			return "", err
		}
		r, err := openAttached(a)
		if err != nil {
			return "", err
		}
		defer r.Close()
		return private.Copy(ctx, a.Name, r)
	}, func(path string, err error) {
		if err == nil {
			err = f.c.s.openFile(path)
		}
		if err != nil && !f.c.closed {
			f.c.fail(err)
		}
	})
}

func openAttached(a compose.Attachment) (io.ReadCloser, error) {
	if a.Open != nil {
		return a.Open()
	}
	return io.NopCloser(bytes.NewReader(a.Data)), nil
}
