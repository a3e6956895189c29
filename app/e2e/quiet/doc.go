// Package quiet holds mails that try to be noticed: to make whoever opens them
// connect somewhere, start a program, run a script or load what nobody asked
// for. And it has a way to prove that they fail: Trace runs a test again in a
// place without a network and reads its system calls.
//
// The mails are made of tables: what asks for an address, in HTML, in CSS and in
// MIME, times how the asking can be disguised. Each has a host of its own, so
// that what is heard of it says which mail it was.
package quiet

import (
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"strings"
)

// Vector is one mail.
type Vector struct {
	Name string
	Host string // that it wants to reach
	// Named: it would be asked for something by a browser, so a report of the mail
	// must name Host.
	Named bool
	HTML  string // "" where the MIME structure is the trick
	Mail  []byte // the whole message
}

// Vectors are all mails.
func Vectors() []Vector {
	v := &vectors{}
	v.elements()
	v.styles()
	v.schemes()
	v.parts()
	return v.list
}

type vectors struct{ list []Vector }

// host is the next mail's.
func (v *vectors) host() string { return fmt.Sprintf("v%d.leak.example", len(v.list)) }

func (v *vectors) html(name, host, html string, named bool) {
	v.list = append(v.list, Vector{name, host, named, html, message(html)})
}

func (v *vectors) mail(name, host, mail string) {
	v.list = append(v.list, Vector{Name: name, Host: host, Mail: []byte(strings.ReplaceAll(mail, "\n", "\r\n"))})
}

const head = "From: Ann <ann@a.example>\r\nTo: you@b.example\r\nSubject: Look\r\nDate: Thu, 26 Nov 2026 09:00:00 +0000\r\nMessage-ID: <1@a.example>\r\nMIME-Version: 1.0\r\n"

// message is HTML as a whole message.
func message(html string) []byte {
	var out strings.Builder
	out.WriteString(head + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	w := quotedprintable.NewWriter(&out)
	w.Write([]byte(html))
	w.Close()
	return []byte(out.String())
}

func base64Lines(s string) string {
	b := base64.StdEncoding.EncodeToString([]byte(s))
	var out strings.Builder
	for len(b) > 76 {
		out.WriteString(b[:76] + "\n")
		b = b[76:]
	}
	return out.String() + b
}
