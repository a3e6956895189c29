package edit

import (
	"time"
	"unicode/utf8"
)

// Caret is a place and the side of it: with Before the caret belongs to the
// character before it, which matters where a row ends or the direction changes.
type Caret struct {
	Pos
	Before bool
}

// Document is a text that is being written.
type Document struct {
	Text   *Text
	Rows   *Rows
	Markup bool // Markdown and links are coloured

	metrics       Metrics
	now           func() time.Time
	anchor, caret Caret
	goal          float32 // x that Up and Down try to keep; below 0 means take the caret's
	history       history

	changes int // of the text, counted
	fence   fenceState
	known   map[string][]Mark

	spellable map[string][][2]int
}

// NewDocument is an empty document; now is the time, which ends a run of typing.
func NewDocument(m Metrics, now func() time.Time) *Document {
	d := &Document{metrics: m, now: now}
	d.SetText("")
	return d
}

// SetText replaces everything and forgets the history.
func (d *Document) SetText(s string) {
	width := float32(0)
	if d.Rows != nil {
		width = d.Rows.Width()
	}
	d.Text = NewText(s)
	d.Rows = newRows(d.Text, d.metrics.Advance)
	d.Rows.SetWidth(width)
	d.anchor, d.caret, d.goal = Caret{}, Caret{}, -1
	d.history = history{}
	d.changes++
}

// Caret is where the caret is.
func (d *Document) Caret() Caret { return d.caret }

// Selected is the selection, the earlier end first.
func (d *Document) Selected() (from, to Pos) { return Ordered(d.anchor.Pos, d.caret.Pos) }

// HasSelection says whether anything is selected.
func (d *Document) HasSelection() bool { return d.anchor.Pos != d.caret.Pos }

// SelectedText is what is selected.
func (d *Document) SelectedText() string { return d.Text.Slice(d.Selected()) }

// SelectAll selects the whole text.
func (d *Document) SelectAll() { d.Select(Pos{}, d.Text.End()) }

// Select selects from one place to another, where the caret then is.
func (d *Document) Select(anchor, caret Pos) {
	d.moveTo(Caret{Pos: anchor}, false)
	d.moveTo(Caret{Pos: caret, Before: anchor.Before(caret)}, true)
}

// MoveTo puts the caret at p, or the nearest place that exists and does not
// split a character's bytes; with extend the selection grows to there.
func (d *Document) MoveTo(p Pos, extend bool) { d.moveTo(Caret{Pos: p}, extend) }

func (d *Document) moveTo(c Caret, extend bool) {
	c.Pos = d.Text.Clamp(c.Pos)
	if s := d.Text.Line(c.Line); c.Col > 0 && c.Col < len(s) && !utf8.RuneStart(s[c.Col]) {
		if start := PrevCluster(s, c.Col+1); start < c.Col {
			c.Col = start
		}
	}
	if d.Rows.Hidden(c.Line) || d.Rows.Folded(c.Line) > 0 && c.Col > 0 {
		d.Rows.unfold(c.Line)
	}
	d.caret = c
	if !extend {
		d.anchor = c
	}
	d.goal = -1
	d.history.sealed = true
}

// Insert puts s in place of the selection, as one step of undo.
func (d *Document) Insert(s string) {
	from, to := d.Selected()
	d.change(from, to, CleanBreaks(s), single)
}

// Type puts in what was typed.
func (d *Document) Type(s string) {
	from, to := d.Selected()
	d.change(from, to, CleanBreaks(s), typing)
}

// Erase removes the selection, or what to reaches from the caret.
func (d *Document) Erase(to func(Pos) Pos) {
	from, end := d.Selected()
	as := single
	if from == end {
		from, end = Ordered(d.caret.Pos, to(d.caret.Pos))
		as = erasing
	}
	d.change(from, end, "", as)
}

// Replace puts s in place of what is between two places, as one step of undo.
func (d *Document) Replace(from, to Pos, s string) {
	d.history.sealed = true
	d.change(from, to, CleanBreaks(s), single)
	d.history.sealed = true
}

// Carry takes the selected text to another place, or a copy of it, and selects it
// there, as one step of undo. Nothing is done for a place within it.
func (d *Document) Carry(to Pos, leave bool) {
	from, last := d.Selected()
	s := d.SelectedText()
	to = d.Text.Clamp(to)
	switch {
	case s == "" || !to.Before(from) && !last.Before(to):
		return
	case leave:
		d.put(to, to, s, 0)
	case to.Before(from):
		between := d.Text.Slice(to, from)
		d.Replace(to, last, s+between)
		d.Select(to, end(to, s))
	default:
		between := d.Text.Slice(last, to)
		d.Replace(from, to, between+s)
		at := end(from, between)
		d.Select(at, end(at, s))
	}
}

// change is the one way a text changes, so that rows and history follow.
func (d *Document) change(from, to Pos, s string, as kind) {
	if from == to && s == "" {
		return
	}
	before := step{kind: as, anchor: d.anchor, caret: d.caret, last: d.now()}
	removed := d.apply(from, to, s)
	d.history.add(change{from, removed, s}, before)
}

func (d *Document) apply(from, to Pos, s string) (removed string) {
	d.Rows.unfold(from.Line)
	if to.Line != from.Line {
		d.Rows.unfold(to.Line)
	}
	removed, end := d.Text.Replace(from, to, s)
	d.changes++
	if from.Line == to.Line && from.Line == end.Line {
		d.Rows.typed(from.Line, from.Col, len(removed), len(s))
	} else {
		d.Rows.replaced(from.Line, to.Line-from.Line+1, end.Line-from.Line+1)
	}
	d.caret, d.goal = Caret{end, end.Col > 0}, -1
	d.anchor = d.caret
	return removed
}

// Undo takes the last step back, and tells whether there was one.
func (d *Document) Undo() bool {
	n := len(d.history.done)
	if n == 0 {
		return false
	}
	s := d.history.done[n-1]
	d.history.done = d.history.done[:n-1]
	d.history.undone = append(d.history.undone, s)
	for i := len(s.changes) - 1; i >= 0; i-- {
		c := s.changes[i]
		d.apply(c.at, end(c.at, c.inserted), c.removed)
	}
	d.anchor, d.caret = s.anchor, s.caret
	d.Rows.unfold(d.caret.Line)
	d.history.sealed = true
	return true
}

// Redo does the last undone step again, and tells whether there was one.
func (d *Document) Redo() bool {
	n := len(d.history.undone)
	if n == 0 {
		return false
	}
	s := d.history.undone[n-1]
	d.history.undone = d.history.undone[:n-1]
	d.history.done = append(d.history.done, s)
	for _, c := range s.changes {
		d.apply(c.at, end(c.at, c.removed), c.inserted)
	}
	d.history.sealed = true
	return true
}

// CanUndo and CanRedo say whether there is anything to undo or to do again.
func (d *Document) CanUndo() bool { return len(d.history.done) > 0 }

// CanRedo says whether an undone step could be done again.
func (d *Document) CanRedo() bool { return len(d.history.undone) > 0 }
