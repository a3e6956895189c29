package pdftext

import (
	"bytes"
)

// object is an indirect object, read when it is asked for.
type object struct {
	data   []byte // from behind "obj" on, or in an object stream
	parsed bool
	value  value
	stream []byte // encoded; nil if there is none
}

// scan finds all objects of the file: each "12 0 obj", and those in object
// streams. Of two with one number the later counts.
func (f *file) scan() {
	f.objects, f.fonts = map[int]object{}, map[int]*font{}
	var packed []dictStream
	for at := 0; len(f.objects) < maxObjects; {
		i := bytes.Index(f.data[at:], []byte("obj"))
		if i < 0 {
			break
		}
		i += at
		at = i + len("obj")
		if bytes.HasSuffix(f.data[:i], []byte("end")) {
			continue
		}
		n, ok := numberBefore(f.data[:i])
		if !ok {
			continue
		}
		o := object{data: f.data[at:]}
		f.parse(&o)
		f.objects[n] = o
		if d, ok := o.value.(dict); ok && o.stream != nil {
			if d["Type"] == name("ObjStm") {
				packed = append(packed, dictStream{d, o.stream})
			}
			if d["Type"] == name("XRef") && d["Encrypt"] != nil {
				f.encrypted = true
			}
			at += len(o.data) // behind the stream, in which "obj" may stand
		}
		if f.steps <= 0 {
			break
		}
	}
	for _, s := range packed {
		f.unpack(s)
	}
	if i := bytes.LastIndex(f.data, []byte("trailer")); i >= 0 {
		if d, ok := (&lexer{f: f, data: f.data, at: i + len("trailer")}).next(0).(dict); ok && d["Encrypt"] != nil {
			f.encrypted = true
		}
	}
}

type dictStream struct {
	dict dict
	data []byte
}

// numberBefore reads the 12 of "12 0 ".
func numberBefore(s []byte) (int, bool) {
	s = bytes.TrimRight(s[max(0, len(s)-24):], " \r\n\t\x00")
	digits := func() (int, bool) {
		end := len(s)
		for len(s) > 0 && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' {
			s = s[:len(s)-1]
		}
		n, ok := number(s[len(s):end])
		return int(n), ok && n < 1<<30
	}
	if _, ok := digits(); !ok {
		return 0, false
	}
	t := bytes.TrimRight(s, " \r\n\t\x00")
	if len(t) == len(s) {
		return 0, false
	}
	s = t
	return digits()
}

// parse reads an object's value, and where a stream follows, its octets. What
// is left in data is as long as the stream.
func (f *file) parse(o *object) {
	l := &lexer{f: f, data: o.data}
	o.value, o.parsed = l.next(0), true
	if n, ok := o.value.(float64); ok { // "12 0 R" alone
		if save := l.at; l.next(0) != nil && l.next(0) == value(word("R")) {
			o.value = ref(n)
		} else {
			l.at = save
		}
	}
	d, ok := o.value.(dict)
	if !ok {
		o.data = nil
		return
	}
	l.skip()
	rest := l.data[l.at:]
	if !bytes.HasPrefix(rest, []byte("stream")) {
		o.data = nil
		return
	}
	begin := l.at + len("stream")
	if bytes.HasPrefix(l.data[begin:], []byte("\r\n")) {
		begin += 2
	} else if begin < len(l.data) && (l.data[begin] == '\n' || l.data[begin] == '\r') {
		begin++
	}
	body := l.data[begin:]
	end := -1
	if n, ok := d["Length"].(float64); ok && n >= 0 && int(n) <= len(body) {
		if bytes.HasPrefix(bytes.TrimLeft(body[int(n):min(len(body), int(n)+16)], "\r\n \t"), []byte("endstream")) {
			end = int(n)
		}
	}
	if end < 0 { // it says so elsewhere, or wrongly
		if end = bytes.Index(body, []byte("endstream")); end < 0 {
			end = len(body)
		}
	}
	o.stream, o.data = body[:end:end], l.data[:begin+end]
}

// unpack reads the objects of an object stream (7.5.7).
func (f *file) unpack(s dictStream) {
	first, _ := s.dict["First"].(float64)
	data := f.decode(s.dict, s.data)
	if first < 0 || int(first) > len(data) {
		return
	}
	head := &lexer{f: f, data: data[:int(first)]}
	for len(f.objects) < maxObjects {
		n, ok := head.next(0).(float64)
		at, ok2 := head.next(0).(float64)
		if !ok || !ok2 {
			return
		}
		if at < 0 || n < 0 || n > 1<<30 || int(at) >= len(data)-int(first) {
			continue
		}
		if _, known := f.objects[int(n)]; !known {
			f.objects[int(n)] = object{data: data[int(first)+int(at):]}
		}
	}
}

// get follows references.
func (f *file) get(v value) value {
	for range maxDepth {
		r, ok := v.(ref)
		if !ok {
			return v
		}
		v = f.object(int(r)).value
	}
	return nil
}

// object reads the object of a number.
func (f *file) object(n int) object {
	o, ok := f.objects[n]
	if ok && !o.parsed {
		f.parse(&o)
		o.data = nil
		f.objects[n] = o
	}
	return o
}

func (f *file) dict(v value) dict {
	d, _ := f.get(v).(dict)
	return d
}

func (f *file) array(v value) array {
	a, _ := f.get(v).(array)
	return a
}

func (f *file) number(v value) float64 {
	n, _ := f.get(v).(float64)
	return n
}

// content is the octets of a stream, or of several that are one.
func (f *file) content(v value) []byte {
	if a, ok := f.get(v).(array); ok {
		var all []byte
		for _, part := range a {
			if _, nested := f.get(part).(array); !nested {
				all = append(append(all, f.content(part)...), '\n')
			}
		}
		return all
	}
	r, ok := v.(ref)
	if !ok {
		return nil
	}
	o := f.object(int(r))
	d, ok := o.value.(dict)
	if !ok || o.stream == nil {
		return nil
	}
	return f.decode(d, o.stream)
}
