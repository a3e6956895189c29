package kit

import "fyne.io/fyne/v2"

// heldKey is a key or a character that waits for rows.
type heldKey struct {
	key  *fyne.KeyEvent // nil for a character
	mods fyne.KeyModifier
	r    rune
}

// maxHeld bounds the keys that wait for rows.
const maxHeld = 16

// SetLoading tells that the rows are on their way, or here. Keys that are
// pressed meanwhile are kept, and act once there is something to act on. When one
// of them takes the keyboard elsewhere, to a question perhaps, the rest was meant
// for that.
func (l *MessageList) SetLoading(on bool) {
	l.loading = on
	self := fyne.Focusable(l)
	had := l.keyboard() == self
	for !l.loading && len(l.held) > 0 {
		k := l.held[0]
		l.held = l.held[1:]
		switch to := l.keyboard(); {
		case had && to != self && to != nil:
			k.typeTo(to)
		case had && to != self: // nobody's
		case k.key != nil:
			l.key(k.key, k.mods)
		default:
			passRune(l.OnRune, k.r)
		}
	}
}

// keyboard is what has it now.
func (l *MessageList) keyboard() fyne.Focusable {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		return c.Focused()
	}
	return nil
}

func (k heldKey) typeTo(f fyne.Focusable) {
	if k.key != nil {
		f.TypedKey(k.key)
		return
	}
	f.TypedRune(k.r)
}

// await keeps a key for later; false when it can act now.
func (l *MessageList) await(k heldKey) bool {
	if !l.loading {
		return false
	}
	if len(l.held) < maxHeld {
		l.held = append(l.held, k)
	}
	return true
}
