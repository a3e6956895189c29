package imap

import (
	"fmt"
	"io"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/sync/imap/wire"
)

// fetched is one message of a FETCH answer, as far as the server told.
type fetched struct {
	uid      uint32
	flags    []string
	hasFlags bool
	date     time.Time // zero if not told, or no date
	size     int64     // as the server counts, -1 if not told
	body     []byte    // of the section asked for
	serverID string    // see session.extra
	threadID string
	labels   []string
}

// read takes one message off a FETCH command. An error means that the
// connection broke within a literal; it is gone when read returns, because
// go-imap must not be asked for more of that literal while it still reads.
func (s *session) read(m *imapclient.FetchMessageData) (fetched, error) {
	f := fetched{size: -1}
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			f.uid = uint32(item.UID)
		case imapclient.FetchItemDataFlags:
			f.hasFlags = true
			f.flags = make([]string, len(item.Flags))
			for i, name := range item.Flags {
				f.flags[i] = wire.FlagName(string(name))
			}
		case imapclient.FetchItemDataInternalDate:
			if item.Time.Unix() != 0 {
				f.date = item.Time
			}
		case imapclient.FetchItemDataRFC822Size:
			f.size = item.Size
		case imapclient.FetchItemDataBodySection:
			if item.Literal == nil {
				continue
			}
			body, err := readLiteral(item.Literal)
			if err != nil {
				<-s.c.Closed()
				return f, fmt.Errorf("body of message %d: %w", f.uid, err)
			}
			f.body = body
		}
	}
	return f, nil
}

// readLiteral reads a literal into memory that grows with what arrives.
func readLiteral(l imap.LiteralReader) ([]byte, error) {
	const first = 1 << 20
	b := make([]byte, 0, min(l.Size(), first)+1) // one more, so that the end is seen without growing
	for {
		n, err := l.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			if int64(len(b)) != l.Size() {
				return nil, io.ErrUnexpectedEOF
			}
			return b, nil
		}
		if err != nil {
			return nil, err
		}
		if len(b) == cap(b) {
			grown := make([]byte, len(b), min(int64(4*cap(b)), l.Size()+1))
			copy(grown, b)
			b = grown
		}
	}
}
