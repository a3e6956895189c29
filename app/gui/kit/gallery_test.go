package kit

import (
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// shoot renders build's widgets in light and dark, at scale 1 and 2, and writes
// them to the folder GODWIT_SHOTS names, to be looked at. Without that it only
// checks that they draw.
func shoot(t *testing.T, name string, size fyne.Size, build func() fyne.CanvasObject, after func(fyne.Window)) {
	t.Helper()
	dir := os.Getenv("GODWIT_SHOTS")
	for _, look := range []Appearance{AlwaysLight, AlwaysDark} {
		for _, scale := range []float32{1, 2} {
			if dir == "" && (scale == 2 || look == AlwaysDark) {
				continue
			}
			app := test.NewTempApp(t)
			app.Settings().SetTheme(NewTheme(look, Shore))
			w := test.NewTempWindow(t, NewStage(NewSurface(ColorPaper, NoEdge, build())))
			w.SetPadded(false)
			w.Resize(size)
			w.Canvas().(interface{ SetScale(float32) }).SetScale(scale)
			if after != nil {
				after(w)
			}
			img := w.Canvas().Capture()
			if img.Bounds().Empty() {
				t.Fatalf("%s: nothing drawn", name)
			}
			if dir == "" {
				continue
			}
			f, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s-%s-%gx.png", name, look, scale)))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, img); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// rowsOf is a list in memory.
type rowsOf struct {
	rows   []MessageRow
	absent func(i int) bool
}

func (r *rowsOf) Count() int     { return len(r.rows) }
func (r *rowsOf) ID(i int) int64 { return r.rows[i].ID }
func (r *rowsOf) Row(i int) (MessageRow, bool) {
	return r.rows[i], r.absent == nil || !r.absent(i)
}

func (r *rowsOf) IndexOf(id int64) (int, bool) {
	for i := range r.rows {
		if r.rows[i].ID == id {
			return i, true
		}
	}
	return 0, false
}

func sampleRows() *rowsOf {
	blue, rust := color.NRGBA{0x3d, 0x8f, 0xab, 0xff}, color.NRGBA{0xc0, 0x62, 0x36, 0xff}
	return &rowsOf{rows: []MessageRow{
		{ID: 1, Sender: "Hanne Nielsen", Date: "14:02", Subject: "The ferry to Terschelling on Friday", Preview: "I looked at the timetable again and the early boat would leave us the whole morning on the mud flats.", Unread: true, Attachment: true, Stripe: blue, Thread: 4},
		{ID: 2, Sender: "Waddenvereniging", Date: "13:40", Subject: "Counting weekend: who brings a telescope?", Preview: "Dear counters, the tide tables for the weekend are attached.", Unread: true, Starred: true, Stripe: blue},
		{ID: 3, Sender: "Farid Łukaszewicz", Date: "11:15", Subject: "Re: Draft of the report", Preview: "Two small things on page three, otherwise ready to go.", Answered: true, Stripe: rust},
		{ID: 4, Sender: "Jürgen Groß, Anna Åkesson and 6 others with rather long names", Date: "09:58", Subject: "Re: Fwd: A subject line that is quite a bit longer than any list could ever be wide", Preview: "Thanks!", Forwarded: true, Starred: true, Attachment: true, Stripe: blue},
		{ID: 5, Sender: "山田 太郎", Date: "Sun", Subject: "日本語の件名テスト", Preview: "よろしくお願いします。", Stripe: rust, Thread: 12},
		{ID: 6, Sender: "GitHub", Date: "Sun", Subject: "[fyne-io/fyne] List: multiple selection (#2575)", Preview: "andydotxyz commented on this issue.", Unread: true},
		{ID: 7, Sender: "Bengt Andersson", Date: "Sat", Subject: "", Preview: "", Stripe: blue},
		{ID: 8, Sender: "Elena Marković", Date: "3 Nov", Subject: "Invoice 2026-118", Preview: "Please find attached the invoice for October.", Attachment: true, Chip: "Sending", ChipTone: ToneInfo},
		{ID: 9, Sender: "anna@exmaple.com", Date: "3 Nov", Subject: "Minutes of the meeting", Preview: "Dear Anna, here are the minutes.", Chip: "Not sent", ChipTone: ToneError},
		{ID: 10, Sender: "Qiang Haddad", Date: "2 Nov", Subject: "Lunch?", Preview: "Same place as last time."},
		{ID: 11, Sender: "Loading", Date: "2 Nov", Subject: "loading"},
		{ID: 12, Sender: "Loading", Date: "2 Nov", Subject: "loading"},
	}, absent: func(i int) bool { return i > 9 }}
}

func TestGalleryList(t *testing.T) {
	for name, d := range map[string]Density{"cards": DensityCards, "preview": DensityPreview, "compact": DensityCompact} {
		shoot(t, "list-"+name, fyne.NewSize(400, 640), func() fyne.CanvasObject {
			l := NewMessageList(sampleRows())
			l.OnStar = func(int64) {}
			l.SetDensity(d)
			l.Select(3, 4)
			return NewSurface(ColorList, NoEdge, l)
		}, func(w fyne.Window) {
			if name == "cards" {
				return
			}
			l := w.Canvas().Content().(*Stage).content.(*Surface).content.(*Surface).content.(*MessageList)
			w.Canvas().Focus(l)
		})
	}
}

func sampleFolders() []FolderItem {
	return []FolderItem{
		{ID: "all", Name: "All inboxes", Icon: IconAllMail, Count: 14},
		{ID: "star", Name: "Starred", Icon: IconStar},
		{ID: "a1", Name: "hanne@waddenzee.example", Head: true, State: StateLive},
		{ID: "1", Name: "Inbox", Icon: IconInbox, Depth: 1, Count: 12},
		{ID: "2", Name: "Drafts", Icon: IconDrafts, Depth: 1, Count: 2},
		{ID: "3", Name: "Outbox", Icon: IconOutbox, Depth: 1, Count: 1, Alert: true},
		{ID: "4", Name: "Sent", Icon: IconSent, Depth: 1},
		{ID: "5", Name: "Archive", Icon: IconArchive, Depth: 1},
		{ID: "6", Name: "Junk", Icon: IconJunk, Depth: 1},
		{ID: "7", Name: "Trash", Icon: IconTrash, Depth: 1},
		{ID: "8", Name: "Projects", Icon: IconFolder, Depth: 1},
		{ID: "9", Name: "Godwit", Icon: IconFolder, Depth: 2, Count: 4711},
		{ID: "10", Name: "A folder with a name too long for it", Icon: IconFolder, Depth: 2, Count: 3},
		{ID: "a2", Name: "work@example.org", Head: true, State: StateTrouble},
		{ID: "11", Name: "Inbox", Icon: IconInbox, Depth: 1},
		{ID: "a3", Name: "old@example.net", Head: true, State: StateBusy},
	}
}

func TestGalleryTree(t *testing.T) {
	shoot(t, "tree", fyne.NewSize(232, 640), func() fyne.CanvasObject {
		tree := NewFolderTree()
		tree.SetItems(sampleFolders())
		tree.Select("1")
		return NewSurface(ColorSidebar, NoEdge, tree)
	}, nil)
}

const sampleMail = `Dear Hanne,

I looked at the timetable again, and the early boat would leave us the whole morning on the mud flats before the tide turns. See https://www.rederij-doeksen.nl/en/timetable (and mind the winter one), or write to counts@waddenvereniging.example.

On Monday Farid wrote:
> Shall we take the telescope, or is it too heavy for the walk? I could ask my brother to bring it by car if there is room left in it.
>> The last time we carried it all the way it took us two hours longer.
>>> And nobody looked through it once.
> Let me know by Thursday.

I would bring it.

Warm regards,
Anna

-- 
Anna Åkesson
Wadden Sea counting group
`

func TestGalleryText(t *testing.T) {
	shoot(t, "text", fyne.NewSize(760, 520), func() fyne.CanvasObject {
		v := NewTextView()
		v.SetText(sampleMail)
		return v
	}, func(w fyne.Window) {
		v := w.Canvas().Content().(*Stage).content.(*Surface).content.(*TextView)
		v.Find("the")
		v.pane.doc.moveTo(pos{11, 2}, false)
		v.pane.doc.moveTo(pos{14, 3}, true)
		v.pane.update()
	})
	shoot(t, "editor", fyne.NewSize(600, 360), func() fyne.CanvasObject {
		e := NewEditor("Write your mail")
		e.SetText(sampleMail)
		return e
	}, func(w fyne.Window) {
		e := w.Canvas().Content().(*Stage).content.(*Surface).content.(*Editor)
		w.Canvas().Focus(e)
		e.SetCaret(2, 40)
	})
}
