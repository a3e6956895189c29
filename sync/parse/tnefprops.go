package parse

import (
	"encoding/binary"
	"strings"
)

// The properties that are read, by their MAPI numbers (MS-OXPROPS).
const (
	propBody             = 0x1000
	propRTF              = 0x1009
	propHTML             = 0x1013
	propDisplayName      = 0x3001
	propAttachData       = 0x3701
	propAttachName       = 0x3704
	propAttachMethod     = 0x3705
	propAttachLongName   = 0x3707
	propAttachType       = 0x370e
	propAttachCID        = 0x3712
	propInternetCodepage = 0x3fde
)

// tnefProperty is a value of the property list, undecoded.
type tnefProperty struct {
	kind  uint16
	value []byte
}

type tnefProperties map[uint16]tnefProperty

// The types of values (MS-OXCDATA 2.11.1). A type with multiple set has a
// count in front, as have those whose size varies.
const (
	kindString  = 0x001e
	kindUnicode = 0x001f
	kindObject  = 0x000d
	kindBinary  = 0x0102
	multiple    = 0x1000
)

// fixedSize is how many octets a value takes in the stream; 0 for those that
// say it themselves, -1 for types that nobody knows.
func fixedSize(kind uint16) int {
	switch kind {
	case 0x0002, 0x0003, 0x0004, 0x000a, 0x000b:
		return 4
	case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040:
		return 8
	case 0x0048:
		return 16
	case kindString, kindUnicode, kindObject, kindBinary:
		return 0
	}
	return -1
}

// tnefReader takes numbers and octets off the front of a stream.
type tnefReader struct {
	data []byte
	bad  bool
}

func (r *tnefReader) take(n int64) []byte {
	if n < 0 || n > int64(len(r.data)) {
		r.bad, r.data = true, nil
		return nil
	}
	taken := r.data[:n:n]
	r.data = r.data[n:]
	return taken
}

func (r *tnefReader) u16() uint16 {
	if b := r.take(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *tnefReader) u32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// padded takes n octets and the fill up to a multiple of four.
func (r *tnefReader) padded(n uint32) []byte {
	b := r.take(int64(n))
	r.take(min(int64(-n&3), int64(len(r.data))))
	return b
}

// readProperties reads a property list (MS-OXTNEF 2.1.3.4) as far as it makes
// sense. Named properties are passed over.
func readProperties(data []byte) tnefProperties {
	r := &tnefReader{data: data}
	props := tnefProperties{}
	for n := r.u32(); n > 0 && len(r.data) >= 4; n-- {
		kind, id := r.u16(), r.u16()
		if id >= 0x8000 {
			r.take(16)
			if r.u32() == 0 {
				r.u32()
			} else {
				r.padded(r.u32())
			}
		}
		size := fixedSize(kind &^ multiple)
		count := uint32(1)
		if size == 0 || kind&multiple != 0 {
			count = r.u32()
		}
		for i := uint32(0); i < count && !r.bad; i++ {
			var value []byte
			if size > 0 {
				value = r.take(int64(size))
			} else {
				value = r.padded(r.u32())
			}
			if i == 0 && id < 0x8000 && !r.bad {
				props[id] = tnefProperty{kind &^ multiple, value}
			}
		}
		if r.bad || size < 0 {
			break
		}
	}
	return props
}

// bytes is the value of a property that is not text.
func (p tnefProperties) bytes(id uint16) []byte {
	if v := p[id]; v.kind == kindBinary || v.kind == kindObject {
		return v.value
	}
	return nil
}

func (p tnefProperties) number(id uint16) uint32 {
	if v := p[id]; fixedSize(v.kind) == 4 && len(v.value) == 4 {
		return binary.LittleEndian.Uint32(v.value)
	}
	return 0
}

// text is the value of a text property; one that is not Unicode is in charset.
func (p tnefProperties) text(id uint16, charset string) string {
	v := p[id]
	switch v.kind {
	case kindUnicode:
		charset = "utf-16le"
	case kindString:
	default:
		return ""
	}
	return strings.TrimRight(decodeCharset(charset, v.value), "\x00")
}
