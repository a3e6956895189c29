package compose

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// entity is a message or a part of one (RFC 2045 2.4).
type entity struct {
	fields []string // whole, each with its line end
	body   []piece
	parts  []entity // of a multipart, in place of a body
}

// several is an entity of several parts; one part alone needs none.
func several(subtype string, parts ...entity) entity {
	if len(parts) == 1 {
		return parts[0]
	}
	return entity{fields: []string{"Content-Type: multipart/" + subtype}, parts: parts}
}

// pieces are the bytes. Boundaries come from the message's identifier, which
// nobody can guess, and hold what no encoded text has in it (RFC 2045 6.7).
func (e entity) pieces(id string) []piece {
	n := 0
	return e.write(id, &n)
}

func (e entity) write(id string, n *int) []piece {
	fields := slices.Clone(e.fields)
	if e.parts == nil {
		return append([]piece{{raw: join(fields, nil)}}, e.body...)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", *n, id))
	*n++
	boundary := "=_" + hex.EncodeToString(sum[:20])
	fields[len(fields)-1] += ";\r\n boundary=\"" + boundary + "\"\r\n"
	out := []piece{{raw: join(fields, nil)}}
	for i, p := range e.parts {
		before := "\r\n--"
		if i == 0 {
			before = "--"
		}
		out = append(out, piece{raw: []byte(before + boundary + "\r\n")})
		out = append(out, p.write(id, n)...)
	}
	return append(out, piece{raw: []byte("\r\n--" + boundary + "--\r\n")})
}
