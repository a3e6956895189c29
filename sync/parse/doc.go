// Package parse reads mail as it really is: bytes in, header fields, addresses,
// text and a tree of MIME parts out. The tree holds offsets into the raw bytes,
// so that parts are decoded only when someone looks at them and a signature can
// be checked over the exact octets.
// What other means than MIME pack into a part (uuencode, yEnc, winmail.dat) is
// taken out on demand too, and does not change the tree.
//
// It never fails and never refuses. Whatever the bytes are, the result has a
// header, at least one part and a list of the defects that were repaired. It
// does no I/O, opens no network connection, follows no reference found in a
// message, and never changes the bytes it is given.
//
// Mail is hostile input: nesting, the number of parts and the size of a header
// are limited (see the constants in message.go), and the time taken grows with
// the size of the message, never with its square. Past a limit the rest of the
// message stays in Raw and a defect says so.
package parse
