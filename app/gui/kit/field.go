package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"godwit/app/gui/lang"
)

// Field is a one-line entry that lets the window have the shortcuts it does not
// use itself, and reports the keys that leave it.
type Field struct {
	widget.Entry

	// OnEscape is called for Escape.
	OnEscape func()
	// OnDown is called for the down key: lists below a field are entered by it.
	OnDown func()
	// OnFocus is called when the keyboard comes to the field.
	OnFocus func()

	bare bool // drawn without its frame
}

// NewField is an empty field; hint is shown in grey while it is empty.
func NewField(hint string) *Field {
	f := &Field{}
	f.PlaceHolder = hint
	f.ExtendBaseWidget(f)
	return f
}

// NewBareField is an empty field without border and background.
func NewBareField(hint string) *Field {
	f := NewField(hint)
	f.bare = true
	return f
}

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	r := f.Entry.CreateRenderer()
	if f.bare {
		return bare(r)
	}
	return r
}

// NewPasswordField hides what is typed; an eye shows it.
func NewPasswordField(hint string) *Field {
	f := &Field{}
	f.PlaceHolder, f.Password = hint, true
	var reveal *fieldIcon
	reveal = newFieldIcon(IconEye, lang.T("Show the password"), func() {
		f.Password = !f.Password
		reveal.setIcon(map[bool]IconName{true: IconEye, false: IconEyeOff}[f.Password])
		f.Refresh()
	})
	f.ActionItem = reveal
	f.ExtendBaseWidget(f)
	return f
}

// FocusGained implements fyne.Focusable.
func (f *Field) FocusGained() {
	f.Entry.FocusGained()
	if f.OnFocus != nil {
		f.OnFocus()
	}
}

// AcceptsTab keeps the Tab key what leaves a field, also one of several lines.
func (f *Field) AcceptsTab() bool { return false }

// TypedKey reports the keys that leave a field.
func (f *Field) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyEscape && f.OnEscape != nil:
		f.OnEscape()
	case e.Name == fyne.KeyDown && f.OnDown != nil:
		f.OnDown()
	default:
		f.Entry.TypedKey(e)
	}
}

// TypedShortcut keeps what edits text and passes on the rest.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	if !editsText(s) {
		forwardShortcut(f, s)
		return
	}
	f.Entry.TypedShortcut(s)
}

// editsText tells whether a field has a use for a shortcut.
func editsText(s fyne.Shortcut) bool {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok {
		return true
	}
	switch c.KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}

// SearchField is a field with a lens, and a cross that empties it. Escape
// empties it first and then leaves it.
type SearchField struct {
	Field

	// OnSearch is called on every change of the words, and with "" when the
	// search is ended.
	OnSearch func(words string)
	// OnLeave is called for Escape in an empty field.
	OnLeave func()

	clear *fieldIcon
	hints *hintList // nil until there are some
}

// NewSearchField is an empty search field.
func NewSearchField(hint string) *SearchField {
	s := &SearchField{}
	s.PlaceHolder, s.Icon = hint, TintedIcon(IconSearch, ColorDim)
	s.clear = newFieldIcon(IconClose, lang.T("End the search"), s.Clear)
	s.clear.Hide()
	s.ActionItem = s.clear
	s.OnChanged = func(words string) {
		if words == "" {
			s.clear.Hide()
		} else {
			s.clear.Show()
		}
		if s.OnSearch != nil {
			s.OnSearch(words)
		}
	}
	s.OnEscape = func() {
		if s.Text != "" {
			s.Clear()
		} else if s.OnLeave != nil {
			s.OnLeave()
		}
	}
	s.ExtendBaseWidget(s)
	return s
}

// Clear empties the field and ends the search.
func (s *SearchField) Clear() { s.SetText("") }
