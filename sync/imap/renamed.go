package imap

import (
	"context"
	"slices"

	"godwit/sync/mail"
)

// renamed finds the folders that another client has renamed, children too, and
// gives them their new names, so that all that is here of them stays: one that
// is not listed any more and one that is new, with the same MAILBOXID (RFC
// 8474), or the same UIDVALIDITY and the same newest messages under the same
// UIDs.
func (r *Remote) renamed(ctx context.Context, s *session, there []listed) error {
	known, err := r.Store.Folders(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	var gone []mail.Folder
	for _, k := range known {
		if !k.Local() && !k.NoMail && k.UIDValidity != 0 && !slices.ContainsFunc(there, func(l listed) bool { return l.Remote == k.Remote }) {
			gone = append(gone, k)
		}
	}
	var fresh []*listed
	for i := range there {
		if l := &there[i]; !l.NoMail && !slices.ContainsFunc(known, func(k mail.Folder) bool { return k.Remote == l.Remote }) {
			fresh = append(fresh, l)
		}
	}
	if len(gone) == 0 || len(fresh) == 0 {
		return nil
	}
	if err := s.askStatus(fresh); err != nil {
		return err
	}
	for _, f := range gone {
		for i, l := range fresh {
			if l == nil {
				continue
			}
			same, err := r.sameFolder(ctx, s, f, l)
			if err != nil {
				return err
			}
			if !same {
				continue
			}
			r.Log.Info("a folder was renamed on the server", "folder", f.ID)
			if err := r.Store.SetRemote(ctx, f.ID, l.Remote); err != nil {
				return err
			}
			fresh[i] = nil
			break
		}
	}
	return nil
}

const witnesses = 5 // messages that a renamed folder is known by

// sameFolder reports whether a folder that was here is the new one on the server.
func (r *Remote) sameFolder(ctx context.Context, s *session, f mail.Folder, l *listed) (bool, error) {
	if f.MailboxID != "" && l.MailboxID != "" {
		return f.MailboxID == l.MailboxID, nil
	}
	if st := l.status; st == nil || st.UIDValidity != f.UIDValidity || st.UIDNext != 0 && uint32(st.UIDNext) < f.UIDNext {
		return false, nil
	}
	here, err := r.Store.NewestUIDs(ctx, f.ID, witnesses)
	if err != nil || len(here) == 0 {
		return false, err
	}
	box, err := s.open(l.Remote)
	if err != nil || box.NumMessages == 0 {
		if isRefused(err) {
			err = nil
		}
		return false, err
	}
	var uids []uint32
	for uid := range here {
		uids = append(uids, uid)
	}
	slices.Sort(uids)
	ids, err := s.messageIDs(uids)
	if err != nil {
		if isRefused(err) {
			err = nil
		}
		return false, err
	}
	same := 0
	for uid, id := range ids {
		switch {
		case id != here[uid]:
			return false, nil
		case id != "":
			same++
		}
	}
	return same > 0, nil
}
