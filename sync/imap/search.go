package imap

import (
	"context"
	"errors"
	"slices"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
	"godwit/sync/query"
)

// Search asks the server for messages that fit n among those whose text is not
// here, folder by folder, on a connection of its own, and returns about as many
// as most. What can be told of a message by its header is checked here. One
// that the server finds and that is not here yet comes by its header. It fails
// with mail.ErrNoWords where n has nothing for a server to look for. What was
// found before a failure comes with it.
func (r *Remote) Search(ctx context.Context, n query.Node, most int) (found mail.ServerHits, err error) {
	k := searchKeys{}
	for _, id := range r.Account.Identities {
		k.own = append(k.own, id.Email)
	}
	if _, ok := k.keys(n); !ok {
		return found, mail.ErrNoWords
	}
	folders, err := r.Store.Unsearched(ctx, r.Account.ID, n)
	if err != nil || len(folders) == 0 {
		return found, err
	}
	s, err := r.connect(ctx, "search")
	if err != nil {
		return found, err
	}
	defer s.close()
	for _, f := range folders {
		if len(found.Messages) >= most {
			found.More = true
			break
		}
		ids, more, err := r.searchFolder(ctx, s, f, n, &k, most-len(found.Messages))
		switch {
		case ctx.Err() != nil:
			return found, ctx.Err()
		case isRefused(err) && !s.lost(), errors.Is(err, errNumberedAnew):
			r.Log.Info("a folder was not searched", "folder", f.ID, "err", err)
			found.Refused = append(found.Refused, f.Path)
			continue
		case err != nil:
			return found, err
		}
		found.Folders++
		found.Messages = append(found.Messages, ids...)
		found.More = found.More || more
	}
	s.logout()
	return found, nil
}

// searchFolder is Search in one folder, of which the newest hits are taken.
func (r *Remote) searchFolder(ctx context.Context, s *session, f mail.Folder, n query.Node, k *searchKeys, most int) (ids []mail.MessageID, more bool, err error) {
	if err := r.enter(ctx, s, f); err != nil {
		return nil, false, err
	}
	uids, err := s.ask(n, k)
	if err != nil || len(uids) == 0 {
		return nil, false, err
	}
	slices.Reverse(uids) // newest first
	if err := r.introduce(ctx, s, f, uids[:min(len(uids), most)]); err != nil {
		return nil, false, err
	}
	for part := range slices.Chunk(uids, headerBatch) {
		some, err := r.Store.FittingUIDs(ctx, f.ID, n, part)
		if err != nil {
			return nil, false, err
		}
		if ids = append(ids, some...); len(ids) > most {
			return ids[:most], true, nil
		}
	}
	return ids, false, nil
}

// ask searches the selected mailbox. Where the server refuses words beyond
// ASCII, which it may, it is asked for the others.
func (s *session) ask(n query.Node, k *searchKeys) ([]uint32, error) {
	criteria, _ := k.keys(n)
	uids, err := s.uidSearch(&criteria)
	if err == nil || k.plain || !isRefused(err) || s.lost() {
		return uids, err
	}
	ascii := *k
	ascii.plain = true
	criteria, ok := ascii.keys(n)
	if !ok {
		return nil, err
	}
	if uids, again := s.uidSearch(&criteria); again == nil {
		*k = ascii
		return uids, nil
	}
	return nil, err
}

// uidSearch lists the UIDs that fit, ascending.
func (s *session) uidSearch(criteria *imap.SearchCriteria) ([]uint32, error) {
	var opts *imap.SearchOptions
	if s.wire.Has("ESEARCH") {
		opts = &imap.SearchOptions{ReturnAll: true}
	}
	data, err := s.c.UIDSearch(criteria, opts).Wait()
	if err := s.failed("UID SEARCH", err); err != nil {
		return nil, err
	}
	all, _ := data.All.(imap.UIDSet)
	return expand(all, maxMessages)
}

// introduce fetches the headers of messages that are not here yet.
func (r *Remote) introduce(ctx context.Context, s *session, f mail.Folder, uids []uint32) error {
	known, err := r.Store.KnownOf(ctx, f.ID, uids)
	if err != nil {
		return err
	}
	unknown := slices.DeleteFunc(slices.Clone(uids), func(uid uint32) bool { _, ok := known[uid]; return ok })
	if len(unknown) == 0 {
		return nil
	}
	p := r.newPass(ctx, []listed{{Folder: f}})
	p.inside = true
	_, err = r.fetchHeaders(ctx, s, p.visits[0], unknown)
	if err = errors.Join(err, p.line.close()); err != nil {
		return err
	}
	return r.Store.IndexHeaders(ctx)
}
