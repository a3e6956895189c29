// Package edit is a text while a person writes it: what it says, how it is
// broken into rows, where the caret is and what is selected, what can be undone,
// what is found, quoted, folded and coloured. It draws nothing and knows no
// toolkit: how wide characters are it is told, and so is the time.
//
// A Text holds its lines in blocks, so that a change costs the same in ten lines
// and in a hundred thousand. Rows counts how many rows a line takes: exactly for
// the lines somebody asked about, which are those on screen, and by a guess from
// their length for the others; a guess is put right when its line is shown. A
// Document is both, with caret, selection and history; it is what an editor
// drives.
//
// A place is a line and a byte of it. What a person takes for a character is
// never split (UAX #29), text that runs from right to left is walked as it is
// seen (UAX #9), and a row ends where a line may be broken (UAX #14); beyond
// a length that nobody writes, simpler rules of the same kind serve, so that
// one line of a megabyte does not stop the window. Bytes that are no characters
// stay as they are.
//
// Nothing here fails: places that do not exist are taken to the nearest one.
// Nothing here may be used by two goroutines at once, but a Snapshot.
package edit
