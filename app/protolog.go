package app

import (
	"path/filepath"
	"strconv"

	"godwit/accounts"
	"godwit/accounts/protolog"
)

// ProtocolLog is what was said on an account's connections lately, by any
// process, newest last: at most max lines, all with 0. There is no secret in
// it and nothing of a message.
func (a *App) ProtocolLog(account accounts.ID, max int) ([]protolog.Line, error) {
	return protolog.Read(a.logDir(), logName(account), max)
}

func (c core) logDir() string { return filepath.Join(c.dir, "log") }

func logName(id accounts.ID) string { return strconv.FormatInt(int64(id), 10) }

// openLog is where a remote of an account keeps what is said. A disk that
// takes no log keeps no mail from coming.
func (c core) openLog(a accounts.Account) (_ *protolog.Log, end func()) {
	if a.Incoming.Off() {
		return nil, func() {}
	}
	l, err := protolog.Open(c.logDir(), logName(a.ID))
	if err != nil {
		c.log.Warn("no protocol log", "account", a.ID, "err", err)
		return nil, func() {}
	}
	return l, func() {
		if err := l.Close(); err != nil {
			c.log.Warn("close protocol log", "account", a.ID, "err", err)
		}
	}
}

// forgetLog removes what was said on an account's connections.
func (c core) forgetLog(id accounts.ID) {
	if err := protolog.Remove(c.logDir(), logName(id)); err != nil {
		c.log.Warn("remove protocol log", "account", id, "err", err)
	}
}
