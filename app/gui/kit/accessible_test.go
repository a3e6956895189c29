package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestSpoken: what assistive tools are told of widgets.
func TestSpoken(t *testing.T) {
	test.NewTempApp(t)
	row := newListRow(NewMessageList(sampleRows()))
	row.state = rowState{loaded: true, selected: true, msg: MessageRow{Sender: "Ada", Subject: "Tea", Date: "14:02", Unread: true, Attachment: true}}
	item := newTreeItem(NewFolderTree())
	item.state.item = FolderItem{Name: "Inbox", Count: 1200}
	for _, c := range []struct {
		of   fyne.Accessible
		want string
		role fyne.AccessibleRole
	}{
		{NewButton(Plain, "", "Send", nil), "Send", fyne.AccessibleRoleButton},
		{NewIconButton(IconReply, "Reply (Ctrl+R)", nil), "Reply (Ctrl+R)", fyne.AccessibleRoleButton},
		{NewText("a line", TextNormal, ColorText), "a line", fyne.AccessibleRoleText},
		{NewParagraph("several words", TextNormal, ColorText), "several words", fyne.AccessibleRoleText},
		{NewNoteLine(ToneInfo, IconInfo, "a note"), "a note", fyne.AccessibleRoleText},
		{row, "unread, Ada, Tea, 14:02, with attachments, selected", fyne.AccessibleRoleButton},
		{item, "Inbox, 1,200", fyne.AccessibleRoleButton},
	} {
		if got := c.of.AccessibilityLabel(); got != c.want || c.of.AccessibilityRole() != c.role {
			t.Errorf("%T: %q as %s, want %q", c.of, got, c.of.AccessibilityRole(), c.want)
		}
	}
}
