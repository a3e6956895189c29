package pop3

import (
	"testing"

	"godwit/app/e2e/servers"
	"godwit/sync/mail"
)

func TestVerify(t *testing.T) {
	quiet(t)
	starttls, _ := dovecot(t, []string{"Subject: one\r\n\r\n1\r\n", "Subject: two\r\n\r\n2\r\n"})
	f := &fixture{t: t}
	f.open(starttls, "mira", servers.Password)
	before, err := f.Verify(t.Context(), false)
	if err != nil || len(before) != 1 || before[0].Identical() || len(before[0].Differ) != 2 || before[0].Differ[0].Kind != mail.OnlyRemote {
		t.Errorf("before: %+v, %v", before, err)
	}
	f.once()
	after, err := f.Verify(t.Context(), true)
	if err != nil || len(after) != 1 || !after[0].Identical() || after[0].Local != 2 || after[0].Remote != 2 {
		t.Errorf("after: %+v, %v", after, err)
	}
	if n := len(f.inbox()); n != 2 {
		t.Errorf("%d messages here", n)
	}
	again := &fixture{t: t}
	again.open(starttls, "mira", servers.Password)
	if n := again.once(); n != 2 {
		t.Errorf("%d messages are left there", n)
	}
}
