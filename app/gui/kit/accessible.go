package kit

import (
	"strings"

	"fyne.io/fyne/v2"

	"godwit/app/gui/lang"
)

// What assistive tools are told of the widgets. Fyne 2.8 hands it on in programs
// built with the tag "accessibility", on macOS and Windows; there is no way to
// them on Linux yet, and what stands within another widget is not reached
// anywhere: Fyne looks through plain containers only.

// spoken joins what is known of a thing as one says it.
func spoken(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

// when is a word where something holds.
func when(holds bool, word string) string {
	if holds {
		return word
	}
	return ""
}

// AccessibilityLabel is the label, and what the tooltip adds.
func (b *Button) AccessibilityLabel() string {
	if b.label == "" || strings.HasPrefix(b.tooltip, b.label) {
		return spoken(b.tooltip, when(b.tooltip == "", b.label))
	}
	return spoken(b.label, b.tooltip)
}

// AccessibilityRole is a button's.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is what the icon does.
func (f *fieldIcon) AccessibilityLabel() string { return f.tooltip }

// AccessibilityRole is a button's.
func (f *fieldIcon) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the file's name and what is said of it.
func (t *FileTile) AccessibilityLabel() string { return spoken(t.name, t.about) }

// AccessibilityRole is a button's: it opens the file.
func (t *FileTile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the folded message in short.
func (l *FoldLine) AccessibilityLabel() string {
	return spoken(when(l.bold, lang.T("unread")), l.name, l.text, l.date, when(l.files, lang.T("with attachments")))
}

// AccessibilityRole is a button's: it unfolds the message.
func (l *FoldLine) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the text, also what there was no room for.
func (t *Text) AccessibilityLabel() string { return t.value }

// AccessibilityRole is a text's.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the text.
func (p *Paragraph) AccessibilityLabel() string { return p.value }

// AccessibilityRole is a text's.
func (p *Paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the note.
func (n *NoteLine) AccessibilityLabel() string { return n.text.value }

// AccessibilityRole is a button's where the note does something.
func (n *NoteLine) AccessibilityRole() fyne.AccessibleRole {
	if n.OnTapped != nil {
		return fyne.AccessibleRoleButton
	}
	return fyne.AccessibleRoleText
}

// AccessibilityLabel is the account's state, and why it is so.
func (s *StatusItem) AccessibilityLabel() string { return spoken(s.text, s.tip) }

// AccessibilityRole is a button's: it shows more.
func (s *StatusItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is what the token says and its tooltip.
func (t *Token) AccessibilityLabel() string { return spoken(t.name, t.text, t.tooltip) }

// AccessibilityRole is a button's: it opens a menu.
func (t *Token) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the person, and what is to be thought of first.
func (c *chip) AccessibilityLabel() string {
	return spoken(c.person.Name, c.person.Address, c.person.Problem, c.note)
}

// AccessibilityRole is a button's.
func (c *chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the folder, how much is in it, and what it is doing.
func (t *treeItem) AccessibilityLabel() string {
	it := t.state.item
	return spoken(it.Name, when(it.Count > 0, lang.Number(it.Count)), it.Message)
}

// AccessibilityRole is a button's: it opens the folder.
func (t *treeItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the message in the order in which one wants to know it.
func (r *listRow) AccessibilityLabel() string {
	m := r.state.msg
	if !r.state.loaded {
		return ""
	}
	return spoken(when(m.Unread, lang.T("unread")), m.Sender, m.Subject, m.Date, m.Chip,
		when(m.Starred, lang.T("with a star")), when(m.Attachment, lang.T("with attachments")),
		when(m.Answered, lang.T("answered")), when(m.Forwarded, lang.T("forwarded")), when(r.state.selected, lang.T("selected")))
}

// AccessibilityRole is a button's: it shows the message.
func (r *listRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is the heading and how much is below it.
func (g *groupHead) AccessibilityLabel() string { return spoken(g.title.Text, g.many.Text) }

// AccessibilityRole is a button's: it folds the group.
func (g *groupHead) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is how many messages came.
func (p *arrivedPill) AccessibilityLabel() string { return p.text.Text }

// AccessibilityRole is a button's: it goes to them.
func (p *arrivedPill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// AccessibilityLabel is what is told, and what can be done about it.
func (b *toastBar) AccessibilityLabel() string {
	return spoken(b.toast.Text, b.toast.Action, b.toast.Also)
}

// AccessibilityRole is a text's.
func (b *toastBar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// mostSpoken bounds the text of a message that is handed over at once, in octets.
const mostSpoken = 1 << 16

// AccessibilityLabel is the text that is shown.
func (v *TextView) AccessibilityLabel() string {
	var b strings.Builder
	for _, line := range v.pane.doc.lines {
		if b.Len() > mostSpoken {
			break
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// AccessibilityRole is a text's.
func (v *TextView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// AccessibilityLabel is the words of the message.
func (v *HTMLView) AccessibilityLabel() string {
	return strings.ToValidUTF8(cutText(v.Text(), mostSpoken), "")
}

// AccessibilityRole is a text's.
func (v *HTMLView) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
