package imap

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// Verify compares the account with what is here, mailbox by mailbox, on a
// connection of its own, and changes nothing on either side: mailboxes are
// opened for reading only. What the user did and the server has not heard of is
// no difference, nor is a body that the rules leave on the server.
//
// Sizes are compared only where a server may be believed: RFC822.SIZE is an
// estimate on some. A size differs if the server now tells another one than it
// did, and the bytes here have neither. A thorough comparison fetches every
// body that is here and compares its bytes, and then those alone count.
//
// While the engine is at work the two sides are never looked at in one moment;
// a mailbox that differs is therefore looked at a second time.
func (r *Remote) Verify(ctx context.Context, thorough bool) ([]mail.Comparison, error) {
	s, err := r.connect(ctx, "verify")
	if err != nil {
		return nil, err
	}
	defer s.close()
	boxes, err := s.listAll()
	if err != nil {
		return nil, err
	}
	there := fold(boxes, s.wire.Personal())
	known, err := r.Store.Folders(ctx, r.Account.ID)
	if err != nil {
		return nil, err
	}
	var all []mail.Comparison
	for _, f := range known {
		if f.Local() {
			continue
		}
		i := slices.IndexFunc(there, func(l listed) bool { return l.Remote == f.Remote })
		var c mail.Comparison
		switch {
		case i < 0:
			c, err = r.onlyHere(ctx, f)
		case f.NoMail && there[i].NoMail:
			continue
		default:
			c, err = r.verifyTwice(ctx, s, f, thorough)
		}
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	others, err := r.onlyThere(ctx, s, there, known)
	if err != nil {
		return nil, err
	}
	s.logout()
	return append(all, others...), nil
}

// onlyHere is about a folder that the server does not list.
func (r *Remote) onlyHere(ctx context.Context, f mail.Folder) (mail.Comparison, error) {
	c := mail.Comparison{Folder: f, Local: f.Total - f.Vanished, Absent: true}
	ops, err := r.Store.Ops(ctx, r.Account.ID)
	if err != nil {
		return c, err
	}
	for _, op := range ops {
		if op.Kind == mail.OpCreate && op.Folder == f.ID || op.Kind == mail.OpAppend && op.To == f.ID {
			c.Pending++
			c.Absent = false
		}
	}
	if f.Vanished > 0 && c.Local == 0 {
		c.Absent = false // that it is gone is known, and waits for a person
	}
	return c, nil
}

// onlyThere is about mailboxes that are not here.
func (r *Remote) onlyThere(ctx context.Context, s *session, there []listed, known []mail.Folder) ([]mail.Comparison, error) {
	ops, err := r.Store.Ops(ctx, r.Account.ID)
	if err != nil {
		return nil, err
	}
	removed := map[string]bool{}
	for _, op := range ops {
		if op.Kind == mail.OpRemove {
			if f, err := r.Store.Folder(ctx, op.Folder); err == nil {
				removed[f.Remote] = true
			} else if !errors.Is(err, mail.ErrNotFound) {
				return nil, err
			}
		}
	}
	var all []mail.Comparison
	for _, l := range there {
		if removed[l.Remote] || slices.ContainsFunc(known, func(f mail.Folder) bool { return f.Remote == l.Remote }) {
			continue
		}
		c := mail.Comparison{Folder: l.Folder, Absent: true}
		c.Folder.Account = r.Account.ID
		if !l.NoMail {
			st, err := s.c.Status(l.Remote, &imap.StatusOptions{NumMessages: true}).Wait()
			if err = s.failed("STATUS", err); err != nil && !isRefused(err) {
				return nil, err
			}
			if err != nil {
				c.Unread = err.Error()
			} else if st.NumMessages != nil {
				c.Remote = int(*st.NumMessages)
			}
		}
		all = append(all, c)
	}
	return all, nil
}

func (r *Remote) verifyTwice(ctx context.Context, s *session, f mail.Folder, thorough bool) (mail.Comparison, error) {
	c, err := r.verifyFolder(ctx, s, f, thorough)
	if err == nil && c.Unread == "" && !c.Identical() {
		if f, err = r.Store.Folder(ctx, f.ID); err == nil {
			c, err = r.verifyFolder(ctx, s, f, thorough)
		}
	}
	return c, err
}

// maxDiffer is how many differences of one folder are listed.
const maxDiffer = 100

// comparison is the work on one folder.
type comparison struct {
	mail.Comparison
	r       *Remote
	s       *session
	changes map[mail.MessageID][]mail.Op // of flags, oldest first
	left    map[uint32]bool              // UIDs that the user has taken out, here
}

func (c *comparison) differ(d mail.Difference) {
	if len(c.Differ) < maxDiffer {
		c.Differ = append(c.Differ, d)
	} else {
		c.More++
	}
}

// verifyFolder compares one folder.
func (r *Remote) verifyFolder(ctx context.Context, s *session, f mail.Folder, thorough bool) (mail.Comparison, error) {
	c := &comparison{
		Comparison: mail.Comparison{Folder: f}, r: r, s: s,
		changes: map[mail.MessageID][]mail.Op{}, left: map[uint32]bool{},
	}
	ops, err := r.Store.Ops(ctx, r.Account.ID)
	if err != nil {
		return c.Comparison, err
	}
	arriving := c.sort(ops)
	there, validity, err := s.survey(f.Remote)
	if isRefused(err) {
		c.Unread = err.Error()
		return c.Comparison, nil
	}
	if err != nil {
		return c.Comparison, err
	}
	here, err := r.Store.Copies(ctx, f.ID)
	if err != nil {
		return c.Comparison, err
	}
	c.Remote = len(there)
	if f.UIDValidity != 0 && f.UIDValidity != validity {
		c.Unread = "the server numbers this folder anew; synchronize first"
		return c.Comparison, nil
	}
	if err := c.compare(ctx, here, there, arriving, thorough); err != nil {
		return c.Comparison, err
	}
	slices.SortStableFunc(c.Differ, func(a, b mail.Difference) int { return int(int64(a.UID) - int64(b.UID)) })
	return c.Comparison, nil
}

// sort finds which operations are about the folder, and returns the messages
// that are on their way into it.
func (c *comparison) sort(ops []mail.Op) (arriving map[mail.MessageID]bool) {
	arriving = map[mail.MessageID]bool{}
	for _, op := range ops {
		for _, t := range op.Targets {
			switch {
			case op.To == c.Folder.ID && op.To != 0:
				arriving[t.Message] = true
			case op.Folder != c.Folder.ID:
				continue
			case op.Kind == mail.OpFlags:
				c.changes[t.Message] = append(c.changes[t.Message], op)
			case t.UID != 0:
				c.left[t.UID] = true
			}
			c.Pending++
		}
		if aboutFolder(op.Kind) && op.Folder == c.Folder.ID {
			c.Pending++
		}
	}
	return arriving
}

// compare goes through both sides by UID.
func (c *comparison) compare(ctx context.Context, here []store.Copy, there []fetched, arriving map[mail.MessageID]bool, thorough bool) error {
	var coming []store.Copy
	byUID := make(map[uint32]store.Copy, len(here))
	for _, m := range here {
		switch {
		case m.UID != 0:
			c.Local++
			byUID[m.UID] = m
		case m.Coming:
			c.Local++
			coming = append(coming, m)
		case !arriving[m.ID]:
			c.Local++
			c.differ(mail.Difference{Kind: mail.OnlyLocal, Message: m.ID, Local: m.MessageID})
		}
	}
	hidden := !c.s.wire.Has("UIDPLUS") // see headerLine
	var unknown []uint32
	var both []store.Copy
	for _, f := range there {
		m, ok := byUID[f.uid]
		if !ok {
			flags, _ := mail.ParseFlags(f.flags)
			if !c.left[f.uid] && !(hidden && flags&mail.Deleted != 0) {
				unknown = append(unknown, f.uid)
			}
			continue
		}
		delete(byUID, f.uid)
		both = append(both, m)
		c.compareFlags(m, f)
		if err := c.compareSize(ctx, m, f, thorough); err != nil {
			return err
		}
	}
	for uid, m := range byUID {
		c.differ(mail.Difference{Kind: mail.OnlyLocal, UID: uid, Message: m.ID, Local: m.MessageID})
	}
	if err := c.match(unknown, coming); err != nil {
		return err
	}
	if err := c.bodies(ctx); err != nil || !thorough {
		return err
	}
	return c.bytes(ctx, both)
}

// compareFlags: the server's flags, after what it has yet to hear, are those here.
func (c *comparison) compareFlags(m store.Copy, f fetched) {
	flags, tags := mail.ParseFlags(f.flags)
	told := flags
	for _, op := range c.changes[m.ID] {
		flags = flags&^op.Del | op.Add
		tags = slices.DeleteFunc(tags, func(t string) bool { return containsFold(op.DelTags, t) })
		for _, t := range op.AddTags {
			if !containsFold(tags, t) {
				tags = append(tags, t)
			}
		}
	}
	if flags == m.Flags && sameTags(lower(tags), lower(m.Tags)) {
		return
	}
	c.differ(mail.Difference{
		Kind: mail.OtherFlags, UID: m.UID, Message: m.ID,
		Local:  strings.Join(append(m.Flags.Names(), m.Tags...), " "),
		Remote: strings.Join(append(told.Names(), tagsOf(f)...), " "),
	})
}

func tagsOf(f fetched) []string {
	_, tags := mail.ParseFlags(f.flags)
	return tags
}

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(t string) bool { return strings.EqualFold(s, t) })
}

func lower(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ToLower(s)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// match finds those that the server has under UIDs not known here yet; what is
// over on either side differs.
func (c *comparison) match(unknown []uint32, coming []store.Copy) error {
	ids := map[uint32]string{}
	if len(coming) > 0 {
		var err error
		if ids, err = c.s.messageIDs(unknown); err != nil {
			return err
		}
	}
	for _, uid := range unknown {
		i := slices.IndexFunc(coming, func(m store.Copy) bool { return m.MessageID != "" && m.MessageID == ids[uid] })
		if i < 0 {
			c.differ(mail.Difference{Kind: mail.OnlyRemote, UID: uid})
			continue
		}
		coming = slices.Delete(coming, i, i+1)
		c.Pending++
	}
	for _, m := range coming {
		c.differ(mail.Difference{Kind: mail.OnlyLocal, Message: m.ID, Local: m.MessageID})
	}
	return nil
}

// bodies finds those that should be here.
func (c *comparison) bodies(ctx context.Context) error {
	if c.r.HeadersOnly {
		return nil
	}
	missing, err := c.r.Store.MissingBodies(ctx, c.Folder.ID, c.Folder.Keep.Or(c.r.Account.Keep), time.Now(), 0)
	if err != nil {
		return err
	}
	for _, m := range missing {
		c.differ(mail.Difference{Kind: mail.NoBody, UID: m.UID, Message: m.ID})
	}
	return nil
}
