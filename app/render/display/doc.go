// Package display holds a laid-out mail as a list of what is to be drawn, and
// answers from it everything that is asked of the picture later: what of it is
// in sight, what is under the pointer, which text a selection covers, where
// words stand, and what the mail says when it is read aloud or copied.
//
// A list is in pixels of CSS, its origin at the top left of the mail. Layout
// appends to it once; after Done it never changes and any goroutine may read it.
// The package draws nothing and knows no widget. Rectangles without area and
// texts without glyphs are harmless: they are never hit and never drawn.
package display
