package imap

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
)

// errNotYet: the server may still file the message by itself.
var errNotYet = errors.New("the server is given time to file it by itself")

// doAppend puts a local message into a mailbox. An attempt whose end is not
// known is not repeated blindly: the mailbox is searched for the Message-ID.
func (r *Remote) doAppend(ctx context.Context, s *session, op mail.Op) ([]mail.OpResult, error) {
	to, err := r.folder(ctx, op.To)
	if err != nil {
		return nil, err
	}
	var results []mail.OpResult
	for _, target := range op.Targets {
		rows, err := r.Store.Rows(ctx, []mail.MessageID{target.Message})
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			continue // deleted since
		}
		uid := uint32(0)
		if (op.Tries > 0 || !op.Look.IsZero()) && rows[0].MessageID != "" {
			if uid, err = s.appended(to.Remote, rows[0].MessageID); err != nil {
				return nil, err
			}
		}
		if uid == 0 && !op.Look.IsZero() {
			if time.Now().Before(op.Look) {
				return nil, errNotYet
			}
			if err := r.Store.EndLook(ctx, op.ID); err != nil {
				return nil, err
			}
		}
		if uid == 0 {
			if uid, err = r.append(ctx, s, to.Remote, rows[0]); err != nil {
				return nil, err
			}
			s.noteAppended(to.Remote, rows[0].MessageID, uid)
		}
		results = append(results, mail.OpResult{Message: target.Message, UID: uid})
	}
	return results, nil
}

// append sends one message; the UID is 0 where the server does not tell.
func (r *Remote) append(ctx context.Context, s *session, to string, row mail.Row) (uint32, error) {
	raw, err := r.Store.Raw(ctx, row.ID)
	if errors.Is(err, mail.ErrNotFound) {
		return 0, gaveUp("the message's text is gone")
	}
	if err != nil {
		return 0, err
	}
	var flags []imap.Flag
	for _, name := range append(row.Flags.Names(), row.Tags...) {
		if alias, ok := s.wire.FlagAlias(name); ok {
			flags = append(flags, imap.Flag(alias))
		}
	}
	uid, err := s.appendRaw(to, raw, flags, row.Received)
	if e := refusedAs(err, "TRYCREATE"); e != nil {
		if err := s.failed("CREATE", s.c.Create(to, nil).Wait()); err != nil && refusedAs(err, "ALREADYEXISTS") == nil {
			return 0, e
		}
		uid, err = s.appendRaw(to, raw, flags, row.Received)
	}
	if isRefused(err) && len(flags) > 0 && !s.lost() && refusedAs(err, "") != nil { // "Unknown flag"
		var plain []imap.Flag
		for _, f := range flags {
			if f[0] == '\\' {
				plain = append(plain, f)
			}
		}
		if len(plain) < len(flags) {
			uid, err = s.appendRaw(to, raw, plain, row.Received)
		}
	}
	if (len(flags) > 0 || !row.Received.IsZero()) && isUnknown(err) && !s.lost() { // a system flag, or the date
		uid, err = s.appendRaw(to, raw, nil, time.Time{})
	}
	return uid, err
}

func (s *session) appendRaw(to string, raw []byte, flags []imap.Flag, received time.Time) (uint32, error) {
	if err := s.fits(to, int64(len(raw))); err != nil {
		return 0, err
	}
	cmd := s.c.Append(to, int64(len(raw)), &imap.AppendOptions{Flags: flags, Time: received})
	// An error here is the server's refusal of the literal, or a lost
	// connection: Wait tells which.
	_, werr := cmd.Write(raw)
	if cerr := cmd.Close(); werr == nil {
		werr = cerr
	}
	data, err := cmd.Wait()
	if err == nil {
		err = werr
	}
	if err != nil {
		if errors.Is(err, io.ErrShortWrite) {
			_ = s.wire.Close()
		}
		return 0, s.failed("APPEND", err)
	}
	return uint32(data.UID), nil
}

// refusedAs returns the refusal in err if it has a response code.
func refusedAs(err error, code string) *RefusedError {
	var e *RefusedError
	if errors.As(err, &e) && e.Code == code {
		return e
	}
	return nil
}
