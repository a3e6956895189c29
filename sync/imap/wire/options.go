package wire

import "godwit/accounts/protolog"

// Options say what a session is for. The zero value is a session without
// extensions that change what the server sends.
type Options struct {
	Limits   Limits
	Protocol *protolog.Conn    // what is said goes there; nil: nowhere
	Alert    func(text string) // each [ALERT] once, cleaned; called by the goroutine that reads; nil: nobody
	News     func(News)        // what the server tells of its own accord; called by the goroutine that reads; must not block; nil: nobody
	Notify   bool              // ask to be told of every mailbox (RFC 5465), where offered
	Resync   bool              // enable QRESYNC (RFC 7162), where offered; see Conn.Enabled
	Compress bool              // ask for COMPRESS=DEFLATE (RFC 4978), where offered; not worth it for bodies on a fast line
}

// News is something that happened without a command of ours. Whoever hears it
// asks the server what it was.
type News struct {
	Mailbox  string // where, UTF-8; "" is the selected one
	List     bool   // a mailbox was made, renamed or removed; Mailbox is its name
	Overflow bool   // too much to tell: anything may have happened, and there will be no more news of other mailboxes
}
