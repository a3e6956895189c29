// Package htmldoc: TEMPORARY contract; keep names and signatures.
package htmldoc

// Text is the plain text of an HTML mail, for reading, preview, index and reply: paragraphs, lists, tables, quotes ("> ")
// and links kept readable. No network, bounded in depth, size and time.
func Text(html string) string { panic("unbuilt") }

// Doc is what a mail's HTML says, made safe.
type Doc struct {
	Text   string
	Links  []Link   // in order of appearance, deduplicated
	Remote []Remote // what it wanted to load
}
type Link struct{ Text, Target string }
type Remote struct{ URL, Kind string } // Kind: "image", "style", "font", "frame", "tracker", ...

func Read(html string) Doc { panic("unbuilt") }
