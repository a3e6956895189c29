package pop3

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"godwit/sync/parse"
	"godwit/sync/pop3/wire"
)

// ErrNoUIDs: the server gives its messages no unique ids, and no headers to
// tell them by either. Such a mailbox cannot be collected without taking
// everything again each time.
var ErrNoUIDs = wire.ErrNoUIDs

const maxHeader = 1 << 20 // of the answer to TOP that is looked at, octets

// names lists the mailbox with a name for every message: its unique id, or
// where the server gives none, one made from its header. Messages that share
// an id are told apart by their order, so that none of them is passed over.
func names(c *wire.Client, limit int64) ([]wire.Entry, error) {
	entries, err := c.List()
	if errors.Is(err, ErrNoUIDs) {
		err = nil
		for i := range entries {
			entries[i].UID = ""
		}
	}
	if err != nil {
		return nil, err
	}
	if err := nameByHeader(c, entries, limit); err != nil {
		return nil, err
	}
	seen := map[string]int{}
	for i, e := range entries {
		seen[e.UID]++
		if n := seen[e.UID]; n > 1 {
			entries[i].UID = fmt.Sprintf("%s #%d", e.UID, n) // a unique id holds no space
		}
	}
	return entries, nil
}

// nameByHeader names the entries that have no unique id.
func nameByHeader(c *wire.Client, entries []wire.Entry, limit int64) error {
	var numbers []int
	at := map[int]int{}
	for i, e := range entries {
		if e.UID == "" {
			numbers = append(numbers, e.N)
			at[e.N] = i
		}
	}
	if len(numbers) == 0 {
		return nil
	}
	return c.Headers(numbers, limit, func(n int, r io.Reader, refused *RefusedError) error {
		if refused != nil {
			return fmt.Errorf("%w, and no headers to tell them by: %w", ErrNoUIDs, refused)
		}
		raw, err := io.ReadAll(io.LimitReader(r, maxHeader))
		if err != nil {
			return err
		}
		entries[at[n]].UID = headerName(raw)
		return nil
	})
}

// headerName leaves out the fields that a server may change while the message
// lies there.
func headerName(raw []byte) string {
	h := parse.ParseHeader(raw)
	if id := strings.TrimSpace(h.Get("Message-ID")); id != "" && len(id) <= 200 {
		return "message-id " + id
	}
	sum := sha256.New()
	for _, name := range []string{"From", "To", "Subject", "Date", "Received"} {
		fmt.Fprintf(sum, "%s\x00", strings.Join(h.All(name), "\x00"))
	}
	return "header " + hex.EncodeToString(sum.Sum(nil)[:16])
}
