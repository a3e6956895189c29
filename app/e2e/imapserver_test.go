package e2e

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// sent has a copy of what was sent.
func (s *imapStory) sent() {
	s.user.must("To the other side.\n", "send", "--to", "someone@example.org", "--subject", "Far", "--body-file", "-", "--wait")
	s.sync()
	s.at("Sent", "Far")
	s.sync()
	s.compare("Sent")
}

// news comes by itself while the engine watches.
func (s *imapStory) news() {
	watch := exec.Command(program(s, godwitctl), "--profile", s.user.profile, "--json", "sync", "--watch")
	watch.Env = s.user.env
	out, err := watch.StdoutPipe()
	s.check(err)
	s.check(watch.Start())
	s.Cleanup(func() { watch.Process.Kill() })
	live := make(chan bool, 1)
	go func() { // reads to the end, so that the program never waits for us
		buf, told := make([]byte, 4096), ""
		for {
			n, err := out.Read(buf)
			if told += string(buf[:n]); strings.Contains(told, `"state":"live"`) {
				select {
				case live <- true:
				default:
				}
				told = ""
			}
			if err != nil {
				close(live)
				return
			}
		}
	}()
	if !<-live {
		s.Fatal("sync --watch ended")
	}
	s.deliver("INBOX", "Flash", "\r\nnow\r\n")
	waitFor(s, "news by IDLE", func() bool {
		return slices.ContainsFunc(s.list("INBOX"), func(r row) bool { return r.Subject == "Flash" })
	})
	watch.Process.Kill()
	watch.Wait()
	s.sync()
	s.compare("INBOX")
}

// renumbered is a mailbox that was made anew: what is here already stays, row
// by row, and so does what was wished for it meanwhile.
func (s *imapStory) renumbered() {
	s.leave()
	s.check(s.other.Create(s.server.box("Ledger"), nil).Wait())
	for i := range 6 {
		s.deliver("Ledger", fmt.Sprintf("Entry %d", i), "\r\nentered\r\n", imap.FlagSeen)
	}
	s.sync()
	before := s.list("Ledger")
	s.user.must("", "mark", s.here("Ledger", "Entry 4"), "--tag", "kept")
	s.user.must("", "move", s.here("Ledger", "Entry 1"), "--to", "archive")
	all := s.look("Ledger")
	s.leave()
	s.check(s.other.Delete(s.server.box("Ledger")).Wait())
	s.check(s.other.Create(s.server.box("Ledger"), nil).Wait())
	slices.Reverse(all)
	for _, m := range all {
		s.append("Ledger", m.raw, imap.FlagSeen)
	}
	s.sync()
	s.sync()
	s.compare("Ledger", "Archive")
	s.at("Archive", "Entry 1")
	for _, m := range s.look("Ledger") {
		if slices.Contains(m.flags, "kept") != (m.subject == "Entry 4") {
			s.Errorf("%s is %v after its mailbox was made anew", m.subject, m.flags)
		}
	}
	for _, b := range before {
		path := "Ledger"
		if b.Subject == "Entry 1" {
			path = "Archive"
		}
		if now := find(s, s.list(path), b.Subject); now.ID != b.ID {
			s.Errorf("%s was row %d and is %d", b.Subject, b.ID, now.ID)
		}
	}
}

// identical is what Godwit itself finds.
func (s *imapStory) identical() {
	for _, path := range s.paths() {
		s.compare(path)
	}
	if r := s.user.must("", "verify", "--thorough"); !strings.Contains(r.out, `"identical":true`) || strings.Contains(r.out, `"identical":false`) {
		s.Errorf("verify: %s", r.out)
	}
	s.store("INBOX", "Letter 12", imap.StoreFlagsAdd, imap.FlagFlagged)
	if r := s.user.ctl("", "verify"); r.code == 0 || !strings.Contains(r.out, `"identical":false`) {
		s.Errorf("verify does not see a changed flag: %s", r.out)
	}
}
