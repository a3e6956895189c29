package pdftext

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"

	"golang.org/x/image/tiff/lzw"
)

// decode undoes a stream's filters (7.4), as far as they are those of text.
func (f *file) decode(d dict, data []byte) []byte {
	filters, params := f.array(d["Filter"]), f.array(d["DecodeParms"])
	if n, ok := f.get(d["Filter"]).(name); ok {
		filters, params = array{n}, array{d["DecodeParms"]}
	}
	for i, filter := range filters {
		if i >= 4 {
			return nil
		}
		var p dict
		if i < len(params) {
			p = f.dict(params[i])
		}
		switch f.get(filter) {
		case name("FlateDecode"), name("Fl"):
			data = f.predict(f.inflated(data), p)
		case name("LZWDecode"), name("LZW"):
			data = f.predict(f.take(lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)), p)
		case name("ASCIIHexDecode"), name("AHx"):
			hex, _ := (&lexer{f: f, data: append([]byte("<"), data...)}).hex().([]byte)
			data = hex
		case name("ASCII85Decode"), name("A85"):
			if i := bytes.IndexByte(data, '~'); i >= 0 {
				data = data[:i]
			}
			data = f.take(ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("<~")))))
		default: // a picture's
			return nil
		}
	}
	return data
}

func (f *file) inflated(data []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return f.take(r)
}

// take reads what a decoder makes, up to its first error and within bounds.
func (f *file) take(r io.Reader) []byte {
	out, _ := io.ReadAll(io.LimitReader(r, int64(min(f.inflate, maxStream)))) // the beginning of what is damaged is good
	f.inflate -= len(out)
	return out
}

// predict undoes PNG's predictors (7.4.4.4).
func (f *file) predict(data []byte, p dict) []byte {
	if f.number(p["Predictor"]) < 10 {
		return data
	}
	columns := max(1, int(min(f.number(p["Columns"]), 1<<16)))
	size := max(1, columns*max(1, int(min(f.number(p["Colors"]), 4)))) // of eight bits
	out := make([]byte, 0, len(data))
	before := make([]byte, size)
	for len(data) > size {
		kind, row := data[0], bytes.Clone(data[1:size+1])
		data = data[size+1:]
		for i := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], before[i-1]
			}
			switch kind {
			case 1:
				row[i] += left
			case 2:
				row[i] += before[i]
			case 3:
				row[i] += byte((int(left) + int(before[i])) / 2)
			case 4:
				row[i] += paeth(left, before[i], corner)
			}
		}
		out = append(out, row...)
		before = row
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	da, db, dc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case da <= db && da <= dc:
		return a
	case db <= dc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }
