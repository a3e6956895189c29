package mail

// Comparison is what a look at one folder on the server showed, beside what is
// here. The folder is identical when nothing but Local, Remote and Pending is
// set.
type Comparison struct {
	Folder  Folder
	Local   int          // messages here that the server is said to have
	Remote  int          // messages on the server
	Pending int          // changes made here that the server has not heard of; they are no difference
	Absent  bool         // the folder is only here, or only there
	Unread  string       // why it could not be looked at; "" if it was
	Differ  []Difference // the first of them, by UID
	More    int          // differences beyond those
}

// Identical reports whether nothing differs and everything was looked at.
func (c Comparison) Identical() bool {
	return !c.Absent && c.Unread == "" && len(c.Differ) == 0
}

// Difference is one message that is not the same here and there.
type Difference struct {
	Kind    DifferenceKind
	UID     uint32    // 0: not known
	Message MessageID // 0: not here
	Local   string    // flags, size or hash as here
	Remote  string    // and as there
}

// DifferenceKind says what differs.
type DifferenceKind string

const (
	OnlyRemote DifferenceKind = "missing here"
	OnlyLocal  DifferenceKind = "missing on the server"
	OtherFlags DifferenceKind = "other flags"
	OtherSize  DifferenceKind = "other size"
	OtherBytes DifferenceKind = "other bytes" // only a thorough comparison sees it
	NoBody     DifferenceKind = "body not here"
)
