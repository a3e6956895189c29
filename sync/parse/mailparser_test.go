package parse

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/sync/mail"
)

type expectedAddress struct {
	Name  *string `json:"name"`
	Email *string `json:"address"`
}

type expectedAddresses struct {
	List  []expectedAddress
	Group []struct {
		Addresses []expectedAddress `json:"addresses"`
	}
}

func (e expectedAddresses) plain() string {
	all := e.List
	for _, g := range e.Group {
		all = append(all, g.Addresses...)
	}
	var list []mail.Address
	for _, a := range all {
		var one mail.Address
		if a.Name != nil {
			one.Name = *a.Name
		}
		if a.Email != nil {
			one.Email = *a.Email
		}
		list = append(list, one)
	}
	return addressLines(list)
}

type expectedDate struct {
	Year, Month, Day, Hour, Minute, Second int
	Before                                 bool `json:"tz_before_gmt"`
	ZoneHour                               int  `json:"tz_hour"`
	ZoneMinute                             int  `json:"tz_minute"`
}

func (e expectedDate) time() string {
	offset := e.ZoneHour*3600 + e.ZoneMinute*60
	if e.Before {
		offset = -offset
	}
	return stamp(time.Date(e.Year, time.Month(e.Month), e.Day, e.Hour, e.Minute, e.Second, 0, time.FixedZone("", offset)))
}

type expectedPart struct {
	Headers []struct {
		Name  any             `json:"name"` // a word, or an object for a field without a meaning of its own
		Value json.RawMessage `json:"value"`
	} `json:"headers"`
	Body json.RawMessage `json:"body"`
}

type expectedMessage struct {
	Parts []expectedPart `json:"parts"`
}

// leaves are the parts with content, in order, as kind and content.
func (m expectedMessage) leaves(t *testing.T, i int) []expectedPart {
	var body struct{ Multipart *[]int }
	if err := json.Unmarshal(m.Parts[i].Body, &body); err != nil {
		t.Fatal(err)
	}
	if body.Multipart == nil {
		return m.Parts[i : i+1]
	}
	var list []expectedPart
	for _, child := range *body.Multipart {
		list = append(list, m.leaves(t, child)...)
	}
	return list
}

// TestMailParserMessages compares headers and leaves.
func TestMailParserMessages(t *testing.T) {
	dir := corpus(t, "mail-parser")
	f := newFacts(t, "mail-parser")
	files, _ := filepath.Glob(filepath.Join(dir, "*", "*.eml"))
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
		f.mailParser(file, ".json", raw)
		f.mailParser(file, ".crlf.json", bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n")))
	}
	f.done()
}

func (f *facts) mailParser(file, ext string, raw []byte) {
	data, err := os.ReadFile(strings.TrimSuffix(file, ".eml") + ext)
	if err != nil {
		return
	}
	var want expectedMessage
	if err := json.Unmarshal(data, &want); err != nil || len(want.Parts) == 0 {
		f.t.Fatal(file, err)
	}
	file = filepath.Base(filepath.Dir(file)) + "/" + filepath.Base(file) + ext
	m := Parse(raw)
	seen := map[string]bool{}
	for _, h := range want.Parts[0].Headers {
		name, known := h.Name.(string)
		if !known || seen[name] {
			continue
		}
		seen[name] = true
		f.header(file, name, h.Value, m.Header)
	}
	leaves := want.leaves(f.t, 0)
	got := m.Leaves()
	f.compare(file, "parts", len(got), len(leaves))
	for i := range min(len(got), len(leaves)) {
		f.part(fmt.Sprintf("%s part %s", file, got[i].ID), m, got[i], leaves[i])
	}
}

func (f *facts) header(file, name string, value json.RawMessage, h Header) {
	var v struct {
		Text     *string
		TextList []string
		Address  *expectedAddresses
		DateTime *expectedDate
	}
	if json.Unmarshal(value, &v) != nil {
		v.Text = new(string) // "Empty"
	}
	switch name {
	case "subject":
		if v.Text != nil {
			f.compare(file, name, h.Text("Subject"), *v.Text)
		}
	case "from", "to", "cc":
		if v.Address != nil {
			f.compare(file, name, addressLines(h.Addresses(name)), v.Address.plain())
		}
	case "date":
		want := ""
		if v.DateTime != nil {
			want = v.DateTime.time()
		}
		f.compare(file, name, stamp(h.Date()), want)
	case "message_id":
		if v.Text != nil && *v.Text != "" {
			f.compare(file, name, h.Envelope().MessageID, *v.Text)
		}
	case "references":
		if v.Text != nil && *v.Text != "" {
			v.TextList = []string{*v.Text}
		}
		f.compare(file, name, h.Envelope().References, v.TextList)
	}
}

func (f *facts) part(what string, m *Message, p *Part, want expectedPart) {
	for _, h := range want.Headers {
		var v struct{ ContentType *expectedType }
		if json.Unmarshal(h.Value, &v) != nil || v.ContentType == nil {
			continue
		}
		switch h.Name {
		case "content_type":
			if v.ContentType.Subtype != "" {
				f.compare(what, "type", p.Type, strings.ToLower(v.ContentType.Type+"/"+v.ContentType.Subtype))
			}
		case "content_disposition":
			f.compare(what, "disposition", p.Disposition, strings.ToLower(v.ContentType.Type))
			if name := v.ContentType.attribute("filename"); name != "" {
				f.compare(what, "filename", p.Filename, safeFilename(name))
			}
		}
	}
	var body struct {
		Text, Html           *string
		Binary, InlineBinary []int
		Message              json.RawMessage
	}
	if err := json.Unmarshal(want.Body, &body); err != nil {
		f.t.Fatal(what, err)
	}
	lf := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	switch {
	case body.Text != nil:
		f.compare(what, "text", lf(m.PartText(p)), lf(*body.Text))
	case body.Html != nil:
		f.compare(what, "html", lf(m.PartText(p)), lf(*body.Html))
	case body.Message != nil:
		f.compare(what, "message", p.Type, "message/rfc822")
	default:
		data := make([]byte, 0, len(body.Binary))
		for _, n := range append(body.Binary, body.InlineBinary...) {
			data = append(data, byte(n))
		}
		f.compare(what, "octets", string(m.Bytes(p)), string(data))
	}
}

type expectedType struct {
	Type       string     `json:"c_type"`
	Subtype    string     `json:"c_subtype"`
	Attributes attributes `json:"attributes"`
}

func (e expectedType) attribute(name string) string {
	for _, a := range e.Attributes {
		if a[0] == name {
			return a[1]
		}
	}
	return ""
}

// attributes come as pairs in some files and as objects in others.
type attributes [][2]string

func (a *attributes) UnmarshalJSON(data []byte) error {
	var pairs [][2]string
	if json.Unmarshal(data, &pairs) == nil {
		*a = pairs
		return nil
	}
	var objects []struct{ Name, Value string }
	err := json.Unmarshal(data, &objects)
	for _, o := range objects {
		*a = append(*a, [2]string{o.Name, o.Value})
	}
	return err
}

// TestMailParserFields compares the readers of single fields.
func TestMailParserFields(t *testing.T) {
	dir := corpus(t, "mail-parser")
	f := newFacts(t, "mail-parser fields")
	var number string
	each := func(name string, compare func(header string, expected json.RawMessage)) {
		data, err := os.ReadFile(filepath.Join(dir, name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var cases []struct {
			Header   string
			Expected json.RawMessage
		}
		if err := json.Unmarshal(data, &cases); err != nil {
			t.Fatal(err)
		}
		for i, c := range cases {
			number = fmt.Sprintf("%s %d", name, i)
			compare(c.Header, c.Expected)
		}
	}
	field := func(value string) Header { return ParseHeader([]byte("X:" + value)) }
	each("unstructured", func(h string, e json.RawMessage) {
		var want string
		json.Unmarshal(e, &want)
		f.compare(number, "text", field(h).Text("X"), want)
	})
	each("address", func(h string, e json.RawMessage) {
		var want expectedAddresses
		json.Unmarshal(e, &want)
		f.compare(number, "addresses", addressLines(field(h).Addresses("X")), want.plain())
	})
	each("date", func(h string, e json.RawMessage) {
		var want *expectedDate
		json.Unmarshal(e, &want)
		s := ""
		if want != nil {
			s = want.time()
		}
		f.compare(number, "date", stamp(parseDate(field(h).Get("X"))), s)
	})
	each("id", func(h string, e json.RawMessage) {
		var want []string
		json.Unmarshal(e, &want)
		f.compare(number, "ids", parseIDs(field(h).Get("X")), want)
	})
	each("content_type", func(h string, e json.RawMessage) {
		var want expectedType
		if json.Unmarshal(e, &want) != nil || want.Type == "" {
			return
		}
		value, params := parseParams(field(h).Get("X"))
		w := want.Type
		if want.Subtype != "" {
			w += "/" + want.Subtype
			value, _ = mediaType(value)
		}
		f.compare(number, "value", strings.ToLower(value), strings.ToLower(w))
		for _, a := range want.Attributes {
			f.compare(number, "parameter "+a[0], DecodeText(params[a[0]]), a[1])
		}
	})
	f.done()
}
