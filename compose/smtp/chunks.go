package smtp

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"time"
)

// chunk is how much of a message goes before the server is heard: one that has
// no room says so after this much, and not after all of it.
const chunk = 2 << 20

const chunkWait = 5 * time.Minute // as long as for a command; the server has the octets already

// Servers that offer chunks and do better without: Exchange waits five seconds
// with the answer to each, and some versions do not take an empty last one; two
// versions of Exim lose their way (CVE-2017-16943, CVE-2017-16944).
var badChunks = regexp.MustCompile(`\bMicrosoft\b|\bExim 4\.8[89]\b`)

// chunked: BDAT (RFC 3030) pays for a large message. A server that takes the
// octets for commands would be a disaster, so nobody in between may have had
// his hands on its offer.
func (n *session) chunked() bool {
	return n.offers("CHUNKING") && n.content.size > chunk && !badChunks.MatchString(n.greeted) &&
		(n.conn.TLS() != "" || n.conn.Loopback())
}

// chunks sends all of the message but for the end, which an empty chunk says,
// as the dot does elsewhere: it alone can have the message delivered.
func (n *session) chunks(ctx context.Context) error {
	up := upload{session: n, to: n.smtp.Text.W}
	for up.sent < n.content.size {
		if n.wire.early() { // the answer to this chunk would be taken for that to the next
			return n.interrupted(ctx, io.EOF)
		}
		size := min(chunk, n.content.size-up.sent)
		n.gone = true // until the answer to the whole chunk
		// What is written first waits for the rest of the buffer.
		if _, err := n.smtp.Text.W.WriteString(fmt.Sprintf("BDAT %d\r\n", size)); err != nil {
			return n.broken(ctx, err)
		}
		n.log.record("C: ", fmt.Sprintf("BDAT %d", size))
		n.wire.SetWait(n.client.limit(blockWait))
		err := up.copy(ctx, size)
		n.log.record("C: ", traffic(size))
		if err != nil {
			return err
		}
		r, err := n.answer(n.client.limit(chunkWait))
		if err != nil {
			return n.broken(ctx, err)
		}
		n.gone = false
		if !r.ok() {
			return n.refused(r)
		}
	}
	return nil
}
