package imap

import (
	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
)

// Quota is how full the server said, after the last full pass, that the inbox's
// storage is (RFC 9208); ok is false where it has not said.
func (r *Remote) Quota() (q mail.Quota, ok bool) {
	if p := r.quota.Load(); p != nil {
		return *p, true
	}
	return mail.Quota{}, false
}

// askQuota keeps what Quota says. A refusal is no error: a server that tells
// nothing is one without a limit.
func (r *Remote) askQuota(s *session) error {
	if !s.wire.Has("QUOTA") {
		return nil
	}
	roots, err := s.c.GetQuotaRoot("INBOX").Wait()
	if err := s.failed("GETQUOTAROOT", err); err != nil {
		if isRefused(err) && !s.lost() {
			return nil
		}
		return err
	}
	var found *mail.Quota
	for _, root := range roots {
		storage, ok := root.Resources[imap.QuotaResourceStorage]
		if !ok || storage.Limit <= 0 || storage.Usage < 0 || storage.Limit > maxQuota || storage.Usage > maxQuota {
			continue
		}
		q := mail.Quota{Used: storage.Usage << 10, Limit: storage.Limit << 10}
		if found == nil || q.Limit-q.Used < found.Limit-found.Used { // the one that is full first
			found = &q
		}
	}
	r.quota.Store(found)
	return nil
}

const maxQuota = 1 << 50 // of 1,024 octets
