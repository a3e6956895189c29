// Package kit holds the widgets Godwit's windows are built from: a theme of
// its own, an icon family, and widgets over canvas primitives where Fyne's are
// too slow or too plain for mail (the message list, the text viewer and editor,
// the folder tree, the view of HTML mail).
//
// It knows only Fyne and plain values, such as a display list: no account,
// message or store. A widget shows what its owner hands it and reports what the
// user did through On… functions; it keeps no truth of its own but the passing
// state of the screen (scroll offset, selection, caret).
//
// It never starts a goroutine, never waits and never touches network or disk.
// All of it belongs to Fyne's UI goroutine: build, call and read these widgets
// there only. A row that is not loaded yet is drawn as a skeleton; there are no
// errors here, so there is nothing that can fail.
package kit
