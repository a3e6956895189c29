package imap

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/imap/wire"
	"godwit/sync/mail"
)

// listed is a mailbox as the server lists it.
type listed struct {
	mail.Folder
	status   *imap.StatusData // nil if not asked or not told
	always   bool             // to be looked at whatever STATUS says
	absent   bool             // the last list lacks it
	unsure   bool             // the server did not say now whether it is there
	thorough bool             // see pass
}

// list asks for all mailboxes, in one command with their state where the
// server can do that, and tells the store.
func (r *Remote) list(ctx context.Context, s *session) ([]listed, error) {
	boxes, err := s.listAll()
	if err != nil {
		return nil, err
	}
	folders := fold(boxes, s.wire.Personal())
	ids := map[string]int{}
	for i, f := range folders {
		folders[i].MailboxID = s.wire.MailboxID(f.Remote)
		ids[folders[i].MailboxID]++
	}
	for i, f := range folders {
		if ids[f.MailboxID] > 1 { // says nothing of which is which
			folders[i].MailboxID = ""
		}
	}
	if err := r.renamed(ctx, s, folders); err != nil {
		return nil, err
	}
	if folders, err = r.unlisted(ctx, s, folders); err != nil {
		return nil, err
	}
	plain := make([]mail.Folder, len(folders))
	for i, f := range folders {
		plain[i] = f.Folder
	}
	if err := r.Store.SetFolders(ctx, r.Account.ID, plain); err != nil {
		return nil, err
	}
	known, err := r.Store.Folders(ctx, r.Account.ID)
	if err != nil {
		return nil, err
	}
	var out []listed
	for _, k := range known {
		i := slices.IndexFunc(folders, func(f listed) bool { return f.Remote == k.Remote })
		switch {
		case i < 0 && !k.Local():
			out = append(out, listed{Folder: k, absent: true})
		case i >= 0 && !k.NoMail && !folders[i].unsure:
			out = append(out, listed{Folder: k, status: folders[i].status})
		}
	}
	return out, s.statuses(out)
}

// unlisted adds the folders that are here and that a list lacks, but for those
// of which the server says that they are not there: it may be a list of half of
// them, and what is absent goes here.
func (r *Remote) unlisted(ctx context.Context, s *session, folders []listed) ([]listed, error) {
	known, err := r.Store.Folders(ctx, r.Account.ID)
	if err != nil {
		return nil, err
	}
	var ask []*listed
	for _, k := range known {
		if !k.Local() && !k.NoMail && !slices.ContainsFunc(folders, func(f listed) bool { return f.Remote == k.Remote }) {
			ask = append(ask, &listed{Folder: k})
		}
	}
	if err := s.askStatus(ask); err != nil {
		return nil, err
	}
	for _, f := range ask {
		if f.status != nil || f.unsure {
			folders = append(folders, *f)
		}
	}
	return folders, nil
}

func (s *session) listAll() ([]*imap.ListData, error) {
	var opts *imap.ListOptions
	if s.wire.Has("LIST-EXTENDED") && s.wire.Has("SPECIAL-USE") || s.wire.Has("LIST-STATUS") {
		opts = &imap.ListOptions{ReturnSpecialUse: s.wire.Has("SPECIAL-USE"), ReturnSubscribed: s.wire.Has("LIST-EXTENDED")}
		if s.wire.Has("LIST-STATUS") {
			opts.ReturnStatus = s.statusItems()
		}
	}
	boxes, err := s.c.List("", "*", opts).Collect()
	if err := s.failed("LIST", err); err != nil && !(opts != nil && isRefused(err)) {
		return nil, err
	} else if err == nil && len(boxes) > 0 {
		return boxes, nil
	}
	// Some servers offer extended LIST and then refuse it, or answer nothing.
	boxes, err = s.c.List("", "*", nil).Collect()
	return boxes, s.failed("LIST", err)
}

func (s *session) statusItems() *imap.StatusOptions {
	return &imap.StatusOptions{
		NumMessages: true, UIDNext: true, UIDValidity: true, NumUnseen: true,
		HighestModSeq: s.wire.Has("CONDSTORE"),
	}
}

const maxFolders = 20_000

// fold makes folders of a LIST answer: each name once, INBOX always there.
// Where a server keeps the user's mailboxes below a prefix, their paths are
// without it.
func fold(boxes []*imap.ListData, personal wire.Namespace) []listed {
	var out []listed
	at := map[string]int{}
	subscribed := false
	uses := make([][]imap.MailboxAttr, 0, len(boxes))
	for _, b := range boxes {
		if _, twice := at[b.Mailbox]; twice || b.Mailbox == "" || len(out) >= maxFolders {
			continue
		}
		at[b.Mailbox] = len(out)
		f := mail.Folder{
			Remote: b.Mailbox, Path: pathOf(b.Mailbox, b.Delim),
			NoMail:    slices.Contains(b.Attrs, imap.MailboxAttrNoSelect) || slices.Contains(b.Attrs, imap.MailboxAttrNonExistent),
			Childless: slices.Contains(b.Attrs, imap.MailboxAttrNoInferiors) || b.Delim == 0,
		}
		subscribed = subscribed || slices.Contains(b.Attrs, imap.MailboxAttrSubscribed)
		if b.Delim != 0 {
			f.Delim = string(b.Delim)
		}
		out = append(out, listed{Folder: f, status: b.Status})
		uses = append(uses, b.Attrs)
	}
	if _, ok := at["INBOX"]; !ok { // it exists (RFC 9051 5.1), whatever LIST says
		out = append(out, listed{Folder: mail.Folder{Remote: "INBOX", Path: "INBOX"}})
		uses = append(uses, nil)
	}
	// Where nothing is said to be subscribed, the server did not say, or nobody cares.
	for i := range out {
		out[i].Unsubscribed = subscribed && !slices.Contains(uses[i], imap.MailboxAttrSubscribed) && out[i].Remote != "INBOX"
	}
	shorten(out, personal)
	giveRoles(out, uses)
	return out
}

// shorten takes the prefix of the personal namespace off paths, but for those
// that another mailbox has.
func shorten(folders []listed, personal wire.Namespace) {
	if personal.Delim == "" || !strings.HasSuffix(personal.Prefix, personal.Delim) {
		return
	}
	taken := map[string]bool{}
	for _, f := range folders {
		taken[f.Path] = true
	}
	prefix := pathOf(personal.Prefix, rune(personal.Delim[0]))
	for i, f := range folders {
		short := f.Path[min(len(prefix), len(f.Path)):]
		if short != "" && strings.EqualFold(f.Path[:len(f.Path)-len(short)], prefix) && !taken[short] && !strings.EqualFold(short, "INBOX") {
			folders[i].Path, taken[short] = short, true
		}
	}
}

// remoteName is the server's name for a folder that is to have a path, and the
// hierarchy delimiter. old is its name so far, "" for a new one.
func (s *session) remoteName(path, delim, old string) string {
	personal := s.wire.Personal()
	if delim == "" {
		delim = personal.Delim
	}
	if delim != "" && delim != "/" {
		path = strings.ReplaceAll(path, "/", delim)
	}
	n := len(personal.Prefix)
	own := old == "" || len(old) > n && strings.EqualFold(old[:n], personal.Prefix)
	if !own || personal.Delim == "" || len(path) > n && strings.EqualFold(path[:n], personal.Prefix) {
		return path
	}
	return personal.Prefix + path
}

// pathOf is a mailbox's name for people: levels joined with /, no control
// characters.
func pathOf(remote string, delim rune) string {
	path := remote
	if delim != 0 && delim != '/' {
		path = strings.ReplaceAll(remote, string(delim), "/")
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, path)
}
