package e2e

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/app/e2e/servers"
	"godwit/sync/localserver"
)

// imapServer is one of those that the story of TestIMAP is told to.
type imapServer struct {
	login     string
	imap      int // unprotected, for the other client
	imaps     int
	prefix    string // of all mailboxes but INBOX
	delimiter string
}

// box is the server's name for a path.
func (s imapServer) box(path string) string {
	if path == "INBOX" {
		return path
	}
	return s.prefix + strings.ReplaceAll(path, "/", s.delimiter)
}

// TestIMAP tells one story to every IMAP server there is.
func TestIMAP(t *testing.T) {
	t.Run("Dovecot", func(t *testing.T) {
		ca := servers.NewCA(t)
		d := servers.StartDovecot(t, ca, ada)
		newIMAPStory(t, ca, imapServer{ada, d.IMAP, d.IMAPS, "", "/"}).tell()
	})
	t.Run("Cyrus", func(t *testing.T) {
		ca := servers.NewCA(t)
		c := servers.StartCyrus(t, ca, "ada")
		newIMAPStory(t, ca, imapServer{"ada", c.IMAP, c.IMAPS, "INBOX.", "."}).tell()
	})
}

// imapStory is a Godwit and another client at one account.
type imapStory struct {
	*testing.T
	server imapServer
	other  *imapclient.Client
	user   *user
	smtp   *localserver.Server
	raw    map[string]string // what was written, by subject
}

func newIMAPStory(t *testing.T, ca *servers.CA, server imapServer) *imapStory {
	s := &imapStory{T: t, server: server, raw: make(map[string]string), user: newUser(t, servers.StartDesktop(t), ca)}
	var err error
	if s.smtp, err = localserver.Start(localserver.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.smtp.Close() })
	if s.other, err = imapclient.DialInsecure(fmt.Sprintf("127.0.0.1:%d", server.imap), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.other.Close() })
	s.check(s.other.Login(server.login, servers.Password).Wait())
	return s
}

func (s *imapStory) check(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *imapStory) tell() {
	s.firstSync()
	s.flags()
	s.filing()
	s.folders()
	s.sent()
	s.news()
	s.renumbered()
	s.identical()
}

// deliver appends a message as another client does.
func (s *imapStory) deliver(path, subject, body string, flags ...imap.Flag) {
	s.Helper()
	raw := fmt.Sprintf("From: Charles Babbage <charles@example.org>\r\nTo: <%s>\r\nSubject: %s\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\n"+
		"Message-ID: <%x@example.org>\r\n%s", ada, subject, subject, body)
	s.raw[subject] = raw
	s.append(path, raw, flags...)
}

func (s *imapStory) append(path, raw string, flags ...imap.Flag) {
	s.Helper()
	cmd := s.other.Append(s.server.box(path), int64(len(raw)), &imap.AppendOptions{Flags: flags})
	_, err := cmd.Write([]byte(raw))
	s.check(err)
	s.check(cmd.Close())
	_, err = cmd.Wait()
	s.check(err)
}

// onServer is a message as the other client sees it.
type onServer struct {
	uid     imap.UID
	subject string
	raw     string
	flags   []string
}

// look reads a mailbox as another client does.
func (s *imapStory) look(path string) []onServer {
	s.Helper()
	_, err := s.other.Select(s.server.box(path), nil).Wait()
	s.check(err)
	section := &imap.FetchItemBodySection{Peek: true}
	msgs, err := s.other.Fetch(imap.UIDSet{{Start: 1, Stop: math.MaxUint32}}, &imap.FetchOptions{
		UID: true, Flags: true, BodySection: []*imap.FetchItemBodySection{section},
	}).Collect()
	s.check(err)
	var out []onServer
	for _, m := range msgs {
		x := onServer{uid: m.UID, raw: string(m.FindBodySection(section))}
		_, rest, _ := strings.Cut(x.raw, "Subject: ")
		x.subject, _, _ = strings.Cut(rest, "\r\n")
		for _, f := range m.Flags {
			if !strings.EqualFold(string(f), `\Recent`) {
				x.flags = append(x.flags, string(f))
			}
		}
		slices.Sort(x.flags)
		out = append(out, x)
	}
	return out
}

// at is the only message with a subject that the server has in a mailbox.
func (s *imapStory) at(path, subject string) onServer {
	s.Helper()
	var found []onServer
	for _, m := range s.look(path) {
		if m.subject == subject {
			found = append(found, m)
		}
	}
	if len(found) != 1 {
		s.Fatalf("the server has %q %d times in %s", subject, len(found), path)
	}
	return found[0]
}

func (s *imapStory) list(path string) []row {
	s.Helper()
	return rows[row](s, s.user.must("", "list", "--folder", path, "--limit", "0"))
}

func (s *imapStory) here(path, subject string) string {
	s.Helper()
	return fmt.Sprint(find(s, s.list(path), subject).ID)
}

func (s *imapStory) sync() {
	s.Helper()
	s.user.must("", "sync")
}

// firstSync brings all that is there, the same in every octet.
func (s *imapStory) firstSync() {
	for i := range 30 {
		s.deliver("INBOX", fmt.Sprintf("Letter %d", i), fmt.Sprintf("\r\n%x\r\n", noise(20+2*i, int64(i)))+strings.Repeat("The engine weaves.\r\n", i*i), imap.FlagSeen)
	}
	s.deliver("INBOX", "Eight bits", "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\xe4\xf6\xfc \xff\r\n", imap.FlagFlagged, "engine")
	s.deliver("INBOX", "No end of line", "\r\nno end")
	s.deliver("INBOX", "No body", "\r\n")
	s.deliver("INBOX", "Long line", "\r\n"+strings.Repeat("x", 20_000)+"\r\n")
	s.deliver("Archive", "Old", "\r\nlong ago\r\n", imap.FlagSeen, imap.FlagAnswered)
	s.user.must(servers.Password+"\ngodwit\n", "account", "add", "--email", ada, "--name", "Ada Lovelace", "--password-stdin",
		"--in-host", "localhost", "--in-port", fmt.Sprint(s.server.imaps), "--in-security", "tls", "--in-user", s.server.login,
		"--out-host", "127.0.0.1", "--out-port", fmt.Sprint(s.smtp.SMTP().Port), "--out-security", "none", "--out-user", "mira@demo.test")
	s.sync()
	s.compare("INBOX", "Archive")
	if n := len(s.list("INBOX")); n != 34 {
		s.Errorf("%d messages in INBOX, want 34", n)
	}
	for _, path := range []string{"INBOX", "Archive"} {
		for _, m := range s.look(path) {
			if s.raw[m.subject] != m.raw {
				s.Errorf("the server changed %q", m.subject)
			}
		}
	}
}

// compare looks at each message of folders: the same flags and the same
// octets, here and there, and none more.
func (s *imapStory) compare(paths ...string) {
	s.Helper()
	for _, path := range paths {
		here, there := s.list(path), s.look(path)
		if len(here) != len(there) {
			s.Errorf("%s has %d messages here and %d there", path, len(here), len(there))
		}
		for _, m := range there {
			i := slices.IndexFunc(here, func(r row) bool { return r.UID == uint32(m.uid) })
			if i < 0 {
				s.Errorf("%s: UID %d (%s) is only there", path, m.uid, m.subject)
				continue
			}
			if slices.Sort(here[i].Flags); !slices.Equal(here[i].Flags, m.flags) {
				s.Errorf("%s: %q is %v here and %v there", path, m.subject, here[i].Flags, m.flags)
			}
			if got := s.user.must("", "show", fmt.Sprint(here[i].ID), "--raw").out; got != m.raw {
				s.Errorf("%s: %q has %d octets here and %d there", path, m.subject, len(got), len(m.raw))
			}
		}
	}
}

// flags go both ways.
func (s *imapStory) flags() {
	s.user.must("", "mark", s.here("INBOX", "Letter 1"), "--star", "--unread", "--wait")
	s.user.must("", "mark", s.here("INBOX", "Letter 2"), "--tag", "urgent", "--wait")
	if f := s.at("INBOX", "Letter 1").flags; !slices.Equal(f, []string{`\Flagged`}) {
		s.Errorf("Letter 1 on the server: %v", f)
	}
	if f := s.at("INBOX", "Letter 2").flags; !slices.Contains(f, "urgent") {
		s.Errorf("Letter 2 on the server: %v", f)
	}
	s.store("INBOX", "Letter 3", imap.StoreFlagsAdd, imap.FlagAnswered)
	s.store("INBOX", "Letter 2", imap.StoreFlagsDel, "urgent")
	s.sync()
	if r := find(s, s.list("INBOX"), "Letter 3"); !slices.Contains(r.Flags, `\Answered`) {
		s.Errorf("Letter 3 here: %v", r.Flags)
	}
	s.compare("INBOX")
}

func (s *imapStory) store(path, subject string, op imap.StoreFlagsOp, flags ...imap.Flag) {
	s.Helper()
	m := s.at(path, subject)
	s.check(s.other.Store(imap.UIDSetNum(m.uid), &imap.StoreFlags{Op: op, Flags: flags}, nil).Close())
}

// filing moves and removes, here and there.
func (s *imapStory) filing() {
	s.user.must("", "move", s.here("INBOX", "Letter 4"), s.here("INBOX", "Letter 5"), "--to", "archive", "--wait")
	s.user.must("", "delete", s.here("INBOX", "Letter 6"), "--wait")
	s.user.must("", "delete", s.here("INBOX", "Letter 7"), "--forever", "--wait")
	s.at("Archive", "Letter 4")
	s.at("Archive", "Letter 5")
	s.at("Trash", "Letter 6")
	s.user.must("", "undo", "--wait")
	s.at("INBOX", "Letter 6")
	m := s.at("INBOX", "Letter 8")
	_, err := s.other.Move(imap.UIDSetNum(m.uid), s.server.box("Archive")).Wait()
	s.check(err)
	s.store("INBOX", "Letter 9", imap.StoreFlagsAdd, imap.FlagDeleted)
	m = s.at("INBOX", "Letter 9")
	s.check(s.other.UIDExpunge(imap.UIDSetNum(m.uid)).Close())
	for _, m := range s.look("INBOX") {
		if m.subject == "Letter 7" || m.subject == "Letter 9" {
			s.Errorf("%s is still on the server", m.subject)
		}
	}
	s.sync()
	s.compare("INBOX", "Archive", "Trash")
}

// folders are made, renamed and removed, here and there.
func (s *imapStory) folders() {
	s.user.must("", "folder", "create", "Travel")
	s.user.must("", "folder", "create", "Travel/Kärnten & Wien")
	s.sync()
	s.user.must("", "move", s.here("INBOX", "Letter 10"), "--to", "Travel/Kärnten & Wien", "--wait")
	s.at("Travel/Kärnten & Wien", "Letter 10")
	s.user.must("", "folder", "rename", "Travel", "Journeys")
	s.sync()
	s.at("Journeys/Kärnten & Wien", "Letter 10")
	s.compare("Journeys/Kärnten & Wien")

	s.leave()
	s.check(s.other.Create(s.server.box("Theirs"), nil).Wait())
	s.check(s.other.Rename(s.server.box("Journeys"), s.server.box("Ways"), nil).Wait())
	s.deliver("Theirs", "Elsewhere", "\r\nnews\r\n")
	s.sync()
	s.compare("Theirs", "Ways/Kärnten & Wien")
	s.user.must("", "folder", "delete", "Theirs")
	s.sync()
	s.leave()
	s.check(s.other.Delete(s.server.box("Ways/Kärnten & Wien")).Wait())
	s.sync()
	paths := s.paths()
	for _, gone := range []string{"Travel", "Journeys", "Theirs", "Ways/Kärnten & Wien"} {
		if slices.Contains(paths, gone) {
			s.Errorf("%s is still here: %v", gone, paths)
		}
	}
	list, err := s.other.List("", "*", nil).Collect()
	s.check(err)
	for _, l := range list {
		if l.Mailbox == s.server.box("Theirs") {
			s.Error("Theirs is still on the server")
		}
	}
}

// leave selects INBOX: servers end the session when what is selected goes.
func (s *imapStory) leave() {
	_, err := s.other.Select("INBOX", nil).Wait()
	s.check(err)
}

func (s *imapStory) paths() (paths []string) {
	for _, f := range rows[struct {
		Path string `json:"path"`
	}](s, s.user.must("", "folders")) {
		paths = append(paths, f.Path)
	}
	return paths
}
