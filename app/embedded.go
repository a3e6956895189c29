package app

import (
	"context"
	"net/url"
	"strings"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

// maxEmbedded bounds the octets of a message's own images that are taken out at
// once.
const maxEmbedded = 64 << 20

// Embedded is the octets of those of a message's own parts that its HTML refers
// to (RFC 2392), by reference: "cid:" and a content ID as the HTML writes it. What
// is not there, or past a bound on all together, is missing from the map.
func (m *Mail) Embedded(ctx context.Context, id mail.MessageID, refs []string) (map[string][]byte, error) {
	raw, err := m.Raw(ctx, id)
	if err != nil {
		return nil, err
	}
	return embedded(parse.Parse(raw), refs), nil
}

// EmbeddedIn is Embedded of a message from anywhere.
func EmbeddedIn(raw []byte, refs []string) map[string][]byte { return embedded(parse.Parse(raw), refs) }

func embedded(msg *parse.Message, refs []string) map[string][]byte {
	parts := make(map[string]*parse.Part)
	for _, leaf := range msg.Leaves() {
		for _, p := range append([]*parse.Part{leaf}, msg.Embedded(leaf)...) {
			if key := contentKey(p.ContentID); key != "" && parts[key] == nil {
				parts[key] = p
			}
		}
	}
	out := make(map[string][]byte)
	left := int64(maxEmbedded)
	for _, ref := range refs {
		p := parts[contentKey(strings.TrimPrefix(ref, "cid:"))]
		if p == nil {
			continue
		}
		if size := msg.Size(p); size <= left {
			left -= size
			out[ref] = msg.Bytes(p)
		}
	}
	return out
}

// contentKey is a content ID as it is compared: some mailers encode it in the
// reference, some change its case.
func contentKey(id string) string {
	id = strings.Trim(strings.TrimSpace(id), "<>")
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	return strings.ToLower(id)
}
