package gui

import "testing"

// TestSendingPassword: the server for sending may have a password of its own,
// as services that only send do.
func TestSendingPassword(t *testing.T) {
	s := demo(t)
	p := newAccountPage(s.shell.s, s.shell.s.accounts[0])
	p.outPassword.SetText("a key")
	p.collect()
	if got := p.form.Secrets(); got.Outgoing != "a key" || got.Incoming != "" {
		t.Errorf("%+v", got)
	}
	p.test()
	if p.step != stepPassword {
		t.Error("one password of two was enough for a test of both servers")
	}
	p.toggleServers()
	p.collect()
	if got := p.form.Secrets(); p.outPasswordRow.Visible() || got.Outgoing != "" {
		t.Errorf("hidden, and yet %+v", got)
	}
}

// TestRelayUser: a service that has one user name for everyone gets it.
func TestRelayUser(t *testing.T) {
	s := demo(t)
	p := newAccountPage(s.shell.s, s.shell.s.accounts[0])
	for typed, want := range map[string]string{p.form.Email: "apikey", "": "apikey", "my own": "my own"} {
		p.out.host.SetText("smtp.sendgrid.net")
		p.out.user.SetText(typed)
		p.outPassword.SetText("a key") // and none for receiving: it goes no further
		p.test()
		if p.form.Out.User != want || p.out.user.Text != want {
			t.Errorf("%q became %q", typed, p.out.user.Text)
		}
	}
}
