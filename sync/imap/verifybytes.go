package imap

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// survey opens a mailbox for reading only and lists its messages: UID, flags
// and size.
func (s *session) survey(remote string) (all []fetched, validity uint32, err error) {
	s.selected, s.flags = "", nil
	box, err := s.c.Select(remote, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		return nil, 0, s.failed("EXAMINE", err)
	}
	if box.NumMessages == 0 {
		return nil, box.UIDValidity, nil // asking after 1:* would be refused by some
	}
	seen := map[uint32]bool{}
	cmd := s.c.Fetch(everything, &imap.FetchOptions{UID: true, Flags: true, RFC822Size: true})
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		if f, err := s.read(m); err == nil && f.uid != 0 && f.hasFlags && !seen[f.uid] {
			seen[f.uid] = true
			all = append(all, f)
		}
	}
	return all, box.UIDValidity, s.failed("UID FETCH", cmd.Close())
}

// messageIDs fetches the Message-IDs, without < >, of messages of the selected mailbox.
func (s *session) messageIDs(uids []uint32) (map[uint32]string, error) {
	ids := map[uint32]string{}
	for _, part := range chunks(uids, headerBatch) {
		cmd := s.c.Fetch(setOf(part), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{headerSection}})
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			if f, err := s.read(m); err == nil {
				ids[f.uid] = parse.ParseHeader(f.body).Envelope().MessageID
			}
		}
		if err := cmd.Close(); err != nil {
			return nil, s.failed("UID FETCH", err)
		}
	}
	return ids, nil
}

// compareSize: see Verify.
func (c *comparison) compareSize(ctx context.Context, m store.Copy, f fetched, thorough bool) error {
	if thorough || m.Body != mail.BodyHere || f.size < 0 || m.Size == f.size || m.Size == 0 {
		return nil
	}
	raw, err := c.r.Store.Raw(ctx, m.ID)
	if errors.Is(err, mail.ErrNotFound) {
		return nil // gone since
	}
	if err == nil && int64(len(raw)) != f.size {
		c.differ(mail.Difference{
			Kind: mail.OtherSize, UID: m.UID, Message: m.ID,
			Local: strconv.Itoa(len(raw)), Remote: strconv.FormatInt(f.size, 10),
		})
	}
	return err
}

const verifyBatch = 200 // bodies a command

// bytes compares every body that is here with the server's, octet for octet by
// their hashes. Neither side is held whole but for one message at a time.
func (c *comparison) bytes(ctx context.Context, both []store.Copy) error {
	here := map[uint32]store.Copy{}
	var uids []uint32
	for _, m := range both {
		if m.Body == mail.BodyHere {
			here[m.UID] = m
			uids = append(uids, m.UID)
		}
	}
	for _, part := range chunks(uids, verifyBatch) {
		sums, err := c.s.hashes(part)
		if err != nil {
			return err
		}
		for _, uid := range part {
			if err := c.compareBytes(ctx, here[uid], sums[uid]); err != nil {
				return err
			}
		}
	}
	return nil
}

// sum is the length and the hash of a message's bytes.
type sum struct {
	size int64
	hash [sha256.Size]byte
}

func (s sum) String() string {
	if s.size == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%d octets, %s", s.size, hex.EncodeToString(s.hash[:8]))
}

func (c *comparison) compareBytes(ctx context.Context, m store.Copy, there sum) error {
	raw, err := c.r.Store.Raw(ctx, m.ID)
	if errors.Is(err, mail.ErrNotFound) {
		return nil // gone since
	}
	if err != nil && !errors.Is(err, store.ErrDamaged) {
		return err
	}
	if here := (sum{int64(len(raw)), sha256.Sum256(raw)}); here != there {
		c.differ(mail.Difference{Kind: mail.OtherBytes, UID: m.UID, Message: m.ID, Local: here.String(), Remote: there.String()})
	}
	return nil
}

// hashes fetches bodies and keeps only their sums.
func (s *session) hashes(uids []uint32) (map[uint32]sum, error) {
	sums := make(map[uint32]sum, len(uids))
	cmd := s.c.Fetch(setOf(uids), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{wholeMessage}})
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		var uid uint32
		var body sum
		h := sha256.New()
		for item := m.Next(); item != nil; item = m.Next() {
			switch item := item.(type) {
			case imapclient.FetchItemDataUID:
				uid = uint32(item.UID)
			case imapclient.FetchItemDataBodySection:
				if item.Literal == nil {
					continue
				}
				if err := body.read(h, item.Literal); err != nil {
					<-s.c.Closed() // see session.read
					return nil, s.failed("UID FETCH", err)
				}
			}
		}
		if uid != 0 && body.size > 0 {
			sums[uid] = body
		}
	}
	return sums, s.failed("UID FETCH", cmd.Close())
}

func (b *sum) read(h hash.Hash, l imap.LiteralReader) error {
	n, err := io.Copy(h, l)
	if err == nil && n != l.Size() {
		err = io.ErrUnexpectedEOF
	}
	b.size = n
	h.Sum(b.hash[:0])
	return err
}
