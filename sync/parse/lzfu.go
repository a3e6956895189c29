package parse

import "encoding/binary"

// rtfDictionary is what the window of compressed RTF holds before the first
// octet (MS-OXRTFCP 2.1.2.1).
const rtfDictionary = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript " +
	"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par " +
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

// inflateRTF undoes the compression of MS-OXRTFCP, up to a size that no text
// has.
func inflateRTF(data []byte) ([]byte, bool) {
	const (
		header     = 16
		maxSize    = 16 << 20
		window     = 4096
		compressed = 0x75465a4c // "LZFu"
		stored     = 0x414c454d // "MELA"
	)
	if len(data) < header {
		return nil, false
	}
	size := min(int64(binary.LittleEndian.Uint32(data[4:])), maxSize)
	kind := binary.LittleEndian.Uint32(data[8:])
	data = data[header:]
	switch kind {
	case stored:
		return data[:min(size, int64(len(data)))], true
	case compressed:
	default:
		return nil, false
	}
	var dict [window]byte
	at := copy(dict[:], rtfDictionary)
	out := make([]byte, 0, min(size, int64(8*len(data))))
	put := func(c byte) {
		out = append(out, c)
		dict[at] = c
		at = (at + 1) % window
	}
	for len(data) > 0 && int64(len(out)) < size {
		control := data[0]
		data = data[1:]
		for bit := 0; bit < 8 && len(data) > 0 && int64(len(out)) < size; bit++ {
			if control>>bit&1 == 0 {
				put(data[0])
				data = data[1:]
				continue
			}
			if len(data) < 2 {
				return out, true
			}
			from := int(data[0])<<4 | int(data[1])>>4
			n := int(data[1]&0x0f) + 2
			data = data[2:]
			if from == at { // the end
				return out, true
			}
			for ; n > 0; n-- {
				put(dict[from])
				from = (from + 1) % window
			}
		}
	}
	return out, true
}
