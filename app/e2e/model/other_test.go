package model

import (
	"errors"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/app/e2e/servers"
)

// other is another client of the same account, on a line that holds.
type other struct {
	g        *game
	c        *imapclient.Client
	selected bool
}

// seen is a message as the server has it.
type seen struct {
	uid   uint32
	id    string // Message-ID
	raw   string
	flags []string
}

func (o *other) client() *imapclient.Client {
	if o.c == nil {
		c, err := imapclient.DialInsecure(fmt.Sprintf("127.0.0.1:%d", o.g.server.IMAP), nil)
		o.g.must(err)
		o.c = c
		o.g.must(c.Login(person, servers.Password).Wait())
	}
	return o.c
}

func (o *other) hangUp() {
	if o.c != nil {
		o.c.Close()
		o.c, o.selected = nil, false
	}
}

// rest selects nothing: Dovecot hangs up when somebody removes what is selected.
func (o *other) rest() {
	if o.selected {
		o.g.must(o.c.Unselect().Wait())
		o.selected = false
	}
}

// boxes are the mailboxes that hold mail. Dovecot lists some that were renamed
// away a little longer.
func (o *other) boxes() []string {
	list, err := o.client().List("", "*", nil).Collect()
	o.g.must(err)
	var names []string
	for _, l := range list {
		if slices.Contains(l.Attrs, imap.MailboxAttrNoSelect) || slices.Contains(l.Attrs, imap.MailboxAttrNonExistent) {
			continue
		}
		if line(l.Mailbox) != "" {
			_, err := o.client().Status(l.Mailbox, &imap.StatusOptions{UIDNext: true}).Wait()
			var no *imap.Error
			if errors.As(err, &no) {
				continue
			}
			o.g.must(err)
		}
		names = append(names, l.Mailbox)
	}
	slices.Sort(names)
	return names
}

func (o *other) box() string {
	all := o.boxes()
	return all[o.g.r.IntN(len(all))]
}

// look selects a mailbox and reads it; whole with the messages themselves.
func (o *other) look(box string, whole bool) []seen {
	if _, err := o.client().Select(box, nil).Wait(); err != nil {
		o.g.t.Fatalf("select %s: %v", box, err)
	}
	o.selected = true
	section := &imap.FetchItemBodySection{Peek: true}
	if !whole {
		section.Specifier, section.HeaderFields = imap.PartSpecifierHeader, []string{"Message-ID"}
	}
	msgs, err := o.client().Fetch(imap.UIDSet{{Start: 1, Stop: math.MaxUint32}}, &imap.FetchOptions{
		UID: true, Flags: true, BodySection: []*imap.FetchItemBodySection{section},
	}).Collect()
	o.g.must(err)
	var out []seen
	for _, m := range msgs {
		s := seen{uid: uint32(m.UID), raw: string(m.FindBodySection(section))}
		_, rest, _ := strings.Cut(s.raw, "Message-ID: <")
		s.id, _, _ = strings.Cut(rest, ">")
		for _, f := range m.Flags {
			if f != `\Recent` {
				s.flags = append(s.flags, string(f))
			}
		}
		out = append(out, s)
	}
	return out
}

// some are a few messages of the mailbox that it leaves selected.
func (o *other) some() (string, []seen) {
	for range 3 {
		box := o.box()
		if all := o.look(box, false); len(all) > 0 {
			o.g.r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			return box, all[:min(len(all), 1+o.g.r.IntN(4))]
		}
	}
	return "", nil
}

func uids(some []seen) (set imap.UIDSet, names []string) {
	for _, s := range some {
		set.AddNum(imap.UID(s.uid))
		names = append(names, fmt.Sprintf("%s/%d", s.id, s.uid))
	}
	return set, names
}

func (o *other) deliver() {
	o.g.made++
	box := "INBOX"
	if o.g.r.IntN(5) == 0 {
		box = o.box()
	}
	size := o.g.r.IntN(20)
	if o.g.r.IntN(20) == 0 {
		size = 1000
	}
	id, raw := o.g.book.write(o.g.made, size)
	o.g.book.at(id, box)
	o.g.note("delivered %s to %s", id, box)
	cmd := o.client().Append(box, int64(len(raw)), nil)
	_, err := cmd.Write([]byte(raw))
	o.g.must(err)
	o.g.must(cmd.Close())
	_, err = cmd.Wait()
	o.g.must(err)
}

func (o *other) mark() {
	box, some := o.some()
	if some == nil {
		return
	}
	set, names := uids(some)
	flags := []imap.Flag{imap.FlagSeen, imap.FlagFlagged, imap.FlagAnswered, "$Forwarded", "engine", "other"}
	store := imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{flags[o.g.r.IntN(len(flags))]}}
	if o.g.r.IntN(3) == 0 {
		store.Op = imap.StoreFlagsDel
	}
	o.g.note("other marks %v in %s: %d %v", names, box, store.Op, store.Flags)
	for _, s := range some {
		o.g.book.marked("other", s.id, string(store.Flags[0]), store.Op == imap.StoreFlagsAdd)
	}
	o.g.must(o.client().Store(set, &store, nil).Close())
}

func (o *other) move() {
	box, some := o.some()
	if some == nil {
		return
	}
	to := o.box()
	set, names := uids(some)
	o.g.note("other moves %v from %s to %s", names, box, to)
	for _, s := range some {
		o.g.book.moved("other", s.id, to)
	}
	_, err := o.client().Move(set, to).Wait()
	o.g.must(err)
}

func (o *other) copy() {
	box, some := o.some()
	if some == nil {
		return
	}
	to := o.box()
	set, names := uids(some)
	o.g.note("other copies %v from %s to %s", names, box, to)
	for _, s := range some {
		o.g.book.copied(s.id, to)
	}
	_, err := o.client().Copy(set, to).Wait()
	o.g.must(err)
}

func (o *other) expunge() {
	box, some := o.some()
	if some == nil {
		return
	}
	set, names := uids(some)
	o.g.note("other expunges %v in %s", names, box)
	for _, s := range some {
		o.g.book.removed(s.id)
	}
	o.g.must(o.client().Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close())
	o.g.must(o.client().UIDExpunge(set).Close())
	for _, s := range some {
		o.g.book.erase("other", s.id)
	}
}

// newFolder is a name that was not used yet, sometimes below another folder.
func (g *game) newFolder(parent string) string {
	g.made++
	name := fmt.Sprintf("t%d", g.made)
	if parent != "" && strings.Count(parent, "/") < 2 && g.r.IntN(3) == 0 {
		return parent + "/" + name
	}
	return name
}

// newName is another name of a temporary folder.
func (g *game) newName(old string) string {
	g.made++
	return path.Join(path.Dir(old), fmt.Sprintf("%sx%d", line(old), g.made))
}

func (o *other) folders() {
	temporary := slices.DeleteFunc(o.boxes(), func(b string) bool { return line(b) == "" })
	var old string
	if len(temporary) > 0 {
		old = temporary[o.g.r.IntN(len(temporary))]
	}
	var err error
	switch n := o.g.r.IntN(5); {
	case old == "" || n < 2:
		name := o.g.newFolder(old)
		o.g.note("other creates %s", name)
		err = o.client().Create(name, nil).Wait()
	case n < 4:
		name := o.g.newName(old)
		o.g.note("other renames %s to %s", old, name)
		err = o.client().Rename(old, name, nil).Wait()
	default:
		o.g.note("other removes %s", old)
		o.g.book.dead[line(old)] = true
		err = o.client().Delete(old).Wait()
	}
	var no *imap.Error
	if err != nil && !errors.As(err, &no) {
		o.g.t.Fatal(err)
	}
}

// renumber gives a mailbox a new UIDVALIDITY: with the same UIDs, or by making
// the mailbox anew.
func (o *other) renumber() {
	box := o.box()
	if box == "INBOX" || o.g.r.IntN(2) == 0 {
		o.g.made++
		validity := 1_900_000_000 + o.g.made
		o.g.note("UIDVALIDITY of %s is %d", box, validity)
		o.hangUp()
		o.g.server.Doveadm(o.g.t, "mailbox", "update", "-u", person, "--uid-validity", fmt.Sprint(validity), box)
		return
	}
	if line(box) != "" {
		return // the folders below it would have to come along
	}
	o.g.note("%s is made anew", box)
	c := o.client()
	o.g.must(c.Rename(box, "aside", nil).Wait())
	o.g.must(c.Create(box, nil).Wait())
	if all := o.look("aside", false); len(all) > 0 {
		set, _ := uids(all)
		_, err := c.Move(set, box).Wait()
		o.g.must(err)
	}
	o.rest()
	o.g.must(c.Delete("aside").Wait())
}
