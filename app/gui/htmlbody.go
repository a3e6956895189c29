package gui

import (
	"context"
	"image"
	"maps"

	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/mailpage"
	"godwit/sync/htmldoc"
	"godwit/sync/mail"
	"godwit/sync/quote"
)

// htmlBody shows the HTML of one message. Reading, decoding, laying out and
// painting happen away from the UI goroutine; what they make is handed over and
// not changed any more.
type htmlBody struct {
	s    *session
	view *kit.HTMLView
	// octets are the message's own images.
	octets func(ctx context.Context, id mail.MessageID, refs []string) (map[string][]byte, error)
	// unfit is told that the HTML cannot be shown: too much of it, or a fault.
	unfit func(err error)
	// shown is told when the message is there to be seen, and searched.
	shown func()

	id       mail.MessageID
	source   string
	doc      *htmldoc.SafeTree
	pictures map[string]image.Image // the message's own, decoded
	remote   map[string]image.Image // from the internet, which a person asked for
	moving   *mailpage.Moving       // what those of both that move show
	pending  bool                   // pictures are still being decoded
	original bool                   // colours as sent, also in the dark
	quote    *quote.Block           // what the message repeats; nil if there is nothing to fold
	unfolded bool                   // and it is shown
	turn     int                    // counts messages
	busy     bool                   // a layout is being made
	again    bool                   // and what it is made for has changed
	fresh    bool                   // nothing of the message was shown yet
}

func newHTMLBody(s *session) *htmlBody {
	b := &htmlBody{s: s, view: kit.NewHTMLView(), octets: s.core.Mail.Embedded}
	b.view.OnWidth = func(float32) { b.layout() }
	b.view.OnTheme = b.layout
	b.view.OnError = func(err error) { b.fail(err) }
	b.view.Work = func(work, done func()) {
		do(s.pump, func(context.Context) error { work(); return nil }, func(error) { done() })
	}
	return b
}

// show begins with another message.
func (b *htmlBody) show(id mail.MessageID, source string) {
	b.turn++
	b.id, b.source, b.doc, b.pictures, b.remote, b.pending = id, source, nil, nil, nil, false
	b.original, b.fresh, b.quote, b.unfolded = false, true, nil, false
	b.moving = new(mailpage.Moving)
	b.view.SetList(nil, nil, false)
	b.layout()
}

// clear forgets the message and what was made of it.
func (b *htmlBody) clear() {
	if b.source == "" {
		return
	}
	b.turn++
	b.source, b.doc, b.pictures, b.remote, b.moving, b.quote = "", nil, nil, nil, nil, nil
	b.view.SetList(nil, nil, false)
}

// setOriginal chooses between colours as sent and colours made for the theme.
func (b *htmlBody) setOriginal(on bool) {
	b.original = on
	b.layout()
}

// unfold shows what the message repeats, or folds it again.
func (b *htmlBody) unfold(on bool) {
	if b.unfolded != on {
		b.unfolded = on
		b.layout()
	}
}

// laid is a message laid out.
type laid struct {
	doc   *htmldoc.SafeTree
	page  mailpage.Page
	quote *quote.Block
}

// layout makes the list anew for the width, the theme and the images there are.
func (b *htmlBody) layout() {
	width := b.view.Width()
	if b.source == "" || width == 0 {
		return // the view asks again when it has a size
	}
	if b.busy {
		b.again = true
		return
	}
	b.busy, b.again = true, false
	turn, source, doc, original := b.turn, b.source, b.doc, b.original
	repeated, unfolded := b.quote, b.unfolded
	pictures, moving, loading := b.all(), b.moving, b.pending || doc == nil
	paper, dark := kit.Paper()
	load(b.s.pump, func(ctx context.Context) (laid, error) {
		if doc == nil {
			doc = htmldoc.Tree(source)
			repeated = quote.HTML(doc.Body)
		}
		if repeated != nil {
			repeated.Fold(!unfolded, foldLink)
		}
		p, err := mailpage.New(ctx, doc, mailpage.Options{
			Width: width, Dark: dark && !original, Paper: paper, Fonts: b.s.fonts, Pictures: pictures, Moving: moving, Loading: loading,
		})
		return laid{doc, p, repeated}, err
	}, func(l laid, err error) {
		b.busy = false
		switch {
		case b.turn != turn || b.again && err == nil && b.doc != nil:
			b.layout()
			return
		case err != nil:
			b.fail(err)
			return
		}
		first := b.doc == nil
		b.doc, b.quote = l.doc, l.quote
		b.view.SetList(l.page.List, l.page.Painter, !b.fresh)
		if b.fresh {
			b.fresh = false
			if b.shown != nil {
				b.shown()
			}
		}
		if first && l.doc.Cut {
			b.s.tell(lang.T("Some of this message is too long to be shown. Its source has all of it."))
		}
		if first && len(l.page.Wanted) > 0 {
			b.decode(l.page.Wanted)
		}
		if b.again {
			b.layout()
		}
	})
}

// decode reads the message's own images, and lays out again with them.
func (b *htmlBody) decode(refs []string) {
	turn, id := b.turn, b.id
	b.pending = true
	load(b.s.pump, func(ctx context.Context) (decoded, error) {
		octets, err := b.octets(ctx, id, refs)
		if err != nil {
			return decoded{}, err
		}
		return decode(ctx, refs, octets), nil
	}, func(d decoded, err error) {
		if b.turn != turn {
			return
		}
		b.pending = false
		if err != nil {
			b.s.log.Warn("images of a message", "err", err)
		}
		b.pictures = d.pictures
		b.layout()
		b.play(d.moving)
	})
}

// setRemote shows pictures from the internet as well.
func (b *htmlBody) setRemote(d decoded) {
	b.remote = d.pictures
	b.layout()
	b.play(d.moving)
}

// all are the pictures there are, in a map that is not changed any more.
func (b *htmlBody) all() map[string]image.Image {
	if len(b.remote) == 0 {
		return b.pictures
	}
	out := maps.Clone(b.remote)
	maps.Copy(out, b.pictures)
	return out
}

// fail gives up on the HTML of this message.
func (b *htmlBody) fail(err error) {
	if b.source == "" {
		return
	}
	b.s.log.Warn("HTML is shown as text", "err", err)
	b.clear()
	if b.unfit != nil {
		b.unfit(err)
	}
}
