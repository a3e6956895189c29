package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// AccountState is what the dot beside an account's name says.
type AccountState int

const (
	StateNone    AccountState = iota // no dot: not an account
	StateLive                        // connected and up to date
	StateBusy                        // connecting or synchronising
	StateOffline                     // no connection; nobody's fault
	StateTrouble                     // the user must do something
)

// FolderItem is one row of a FolderTree: an account's heading, a folder, or a
// collection over all accounts. Children follow their parent, one deeper.
type FolderItem struct {
	ID    string // unique within the tree; the owner's to choose
	Name  string
	Icon  IconName
	Depth int  // 0 for headings and for what stands above them
	Head  bool // an account's heading

	Count   int  // shown in a pill when above 0: unread messages, or all of drafts and outbox
	Quiet   bool // the count is not of something new: the name stays regular
	Alert   bool // the count is red: something failed
	State   AccountState
	Message string // what the state means, as tooltip of a heading
	NoDrop  bool   // messages cannot be dropped here
	Faint   bool   // of less interest: the name is dim
}

// FolderTree is the list of accounts and folders. A heading or folder with
// children folds when its chevron is clicked, or with the left and right keys.
type FolderTree struct {
	widget.BaseWidget

	OnSelected func(id string)
	OnMenu     func(id string, at fyne.Position)
	// OnFolded tells that the user closed or opened a branch, so that it can be remembered.
	OnFolded func(id string, closed bool)
	// OnRename, OnRemove and OnShift get F2, Del, and Alt with up and down.
	OnRename func(id string)
	OnRemove func(id string)
	OnShift  func(id string, by int)
	// OnRune gets characters, such as single-letter commands, and OnKey the named
	// keys the tree has no use for.
	OnRune func(r rune)
	OnKey  func(e *fyne.KeyEvent)

	items   []FolderItem
	shown   []int // indexes into items of what no closed branch hides
	closed  map[string]bool
	current string
	cursor  string // where the keyboard is: the current folder, or a heading
	target  string // under dragged messages
	focused bool
	walking bool      // a person goes through the tree by keys, so letters are names
	typed   string    // of a name, to go to it
	typing  time.Time // when the last letter of it came
	fitter  fitter

	scroll *container.Scroll
	layer  *treeLayer
}

// NewFolderTree is an empty tree.
func NewFolderTree() *FolderTree {
	t := &FolderTree{closed: map[string]bool{}}
	t.layer = newTreeLayer(t)
	t.scroll = container.NewVScroll(t.layer)
	t.scroll.OnScrolled = func(fyne.Position) { t.layer.update() }
	t.ExtendBaseWidget(t)
	return t
}

// SetItems shows items. Selection and closed branches stay, by id.
func (t *FolderTree) SetItems(items []FolderItem) {
	t.items = append(t.items[:0:0], items...)
	t.changed()
}

// Select marks id as the current folder, without calling OnSelected.
func (t *FolderTree) Select(id string) {
	t.current, t.cursor = id, id
	t.reveal()
	t.layer.update()
}

// Selected is the id of the current folder, or "".
func (t *FolderTree) Selected() string { return t.current }

// SetClosed closes or opens a branch, without calling OnFolded.
func (t *FolderTree) SetClosed(id string, closed bool) {
	if closed {
		t.closed[id] = true
	} else {
		delete(t.closed, id)
	}
	t.changed()
}

// DropTarget is the folder at a position on the canvas where messages may be
// dropped, and marks it. ok is false over anything else.
func (t *FolderTree) DropTarget(at fyne.Position) (id string, ok bool) {
	id = t.dropID(at)
	if id != t.target {
		t.target = id
		t.layer.update()
	}
	return id, id != ""
}

// ClearDropTarget takes the mark away when the drag has ended.
func (t *FolderTree) ClearDropTarget() {
	t.target = ""
	t.layer.update()
}

func (t *FolderTree) dropID(at fyne.Position) string {
	if !t.Visible() {
		return ""
	}
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
	p := at.Subtract(origin)
	if p.X < 0 || p.Y < 0 || p.X >= t.Size().Width || p.Y >= t.Size().Height {
		return ""
	}
	row := t.layer.rowAt(p.Y + t.scroll.Offset.Y)
	if row < 0 || row >= len(t.shown) {
		return ""
	}
	if it := t.items[t.shown[row]]; !it.Head && !it.NoDrop {
		return it.ID
	}
	return ""
}

// changed works out what is visible and redraws.
func (t *FolderTree) changed() {
	t.shown = t.shown[:0]
	hideBelow := -1 // depth of the closed branch we are in
	for i, it := range t.items {
		if hideBelow >= 0 && it.Depth > hideBelow {
			continue
		}
		hideBelow = -1
		t.shown = append(t.shown, i)
		if t.closed[it.ID] {
			hideBelow = it.Depth
		}
	}
	t.layer.measure()
	t.scroll.Refresh() // which refreshes the layer
}

// hasChildren tells whether item i can be closed.
func (t *FolderTree) hasChildren(i int) bool {
	return i+1 < len(t.items) && t.items[i+1].Depth > t.items[i].Depth
}

func (t *FolderTree) fold(id string, closed bool) {
	t.SetClosed(id, closed)
	if t.OnFolded != nil {
		t.OnFolded(id, closed)
	}
}

func (t *FolderTree) choose(id string) {
	t.current, t.cursor = id, id
	t.reveal()
	t.layer.update()
	if t.OnSelected != nil {
		t.OnSelected(id)
	}
}

// CreateRenderer implements fyne.Widget.
func (t *FolderTree) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.scroll) }

// MinSize implements fyne.CanvasObject.
func (t *FolderTree) MinSize() fyne.Size { return fyne.NewSize(120, 96) }

// Resize implements fyne.CanvasObject.
func (t *FolderTree) Resize(s fyne.Size) {
	t.BaseWidget.Resize(s)
	t.layer.update()
}
