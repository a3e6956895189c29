package kit

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func newTreeWindow(t *testing.T, items []FolderItem) *FolderTree {
	tree := NewFolderTree()
	w := newTextWindow(t, tree)
	w.Resize(fyne.NewSize(220, 400))
	tree.SetItems(items)
	return tree
}

func visible(t *FolderTree) []string {
	var out []string
	for _, i := range t.shown {
		out = append(out, t.items[i].ID)
	}
	return out
}

func TestTreeFolds(t *testing.T) {
	tree := newTreeWindow(t, sampleFolders())
	var folded []string
	tree.OnFolded = func(id string, closed bool) { folded = append(folded, fmt.Sprint(id, closed)) }
	tree.Select("9")
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) // to Projects
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) // closes it
	if tree.Selected() != "8" || slices.Contains(visible(tree), "9") {
		t.Fatalf("at %s, shows %v", tree.Selected(), visible(tree))
	}
	tree.SetItems(sampleFolders()) // new counts must not open it
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if tree.Selected() != "9" || !slices.Equal(folded, []string{"8true", "8false"}) {
		t.Fatalf("at %s after %v", tree.Selected(), folded)
	}
	tree.SetClosed("a1", true)
	if got := visible(tree); !slices.Equal(got, []string{"all", "star", "a1", "a2", "11", "a3"}) {
		t.Fatalf("a closed account shows %v", got)
	}
}

// TestTreeHeadings: the keyboard can reach and fold a heading, which is no folder.
func TestTreeHeadings(t *testing.T) {
	tree := newTreeWindow(t, sampleFolders())
	var chosen []string
	tree.OnSelected = func(id string) { chosen = append(chosen, id) }
	var folded []string
	tree.OnFolded = func(id string, closed bool) {
		if closed {
			folded = append(folded, id)
		}
	}
	tree.Select("star")
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp} {
		tree.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if !slices.Equal(chosen, []string{"1", "star"}) || !slices.Equal(folded, []string{"a1"}) {
		t.Fatalf("chosen %v, folded %v", chosen, folded)
	}
}

func TestTreeDrop(t *testing.T) {
	tree := newTreeWindow(t, sampleFolders())
	at := func(id string) fyne.Position {
		row := tree.row(id)
		origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(tree)
		return origin.AddXY(30, tree.layer.tops[row+1]-8-tree.scroll.Offset.Y)
	}
	if id, ok := tree.DropTarget(at("5")); !ok || id != "5" {
		t.Fatalf("over Archive: %q", id)
	}
	if _, ok := tree.DropTarget(at("a1")); ok {
		t.Fatal("messages were dropped on an account")
	}
	if _, ok := tree.DropTarget(fyne.NewPos(-5, 10)); ok {
		t.Fatal("messages were dropped outside")
	}
}

// TestTreeMany: a row exists for what is visible only.
func TestTreeMany(t *testing.T) {
	items := []FolderItem{{ID: "a", Name: "someone", Head: true}}
	for i := range 5000 {
		items = append(items, FolderItem{ID: fmt.Sprint(i), Name: fmt.Sprint("Folder ", i), Depth: 1, Icon: IconFolder})
	}
	tree := newTreeWindow(t, items)
	tree.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if tree.Selected() != "4999" || len(tree.layer.rows) > 20 {
		t.Fatalf("at %s with %d rows", tree.Selected(), len(tree.layer.rows))
	}
	if y := tree.scroll.Offset.Y; y < 5000*treeRow-500 {
		t.Fatalf("the end is not shown: %g", y)
	}
	var menu string
	tree.OnMenu = func(id string, _ fyne.Position) { menu = id }
	row := tree.layer.objs[3].(*treeItem)
	row.TappedSecondary(&fyne.PointEvent{})
	row.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	if menu == "" || menu != tree.Selected() {
		t.Fatalf("menu of %s, selected %s", menu, tree.Selected())
	}
}
