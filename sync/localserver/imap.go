package localserver

import (
	"errors"
	"io"
	"log"
	"net"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"

	"godwit/accounts"
)

type imapServer struct {
	*imapserver.Server
	listener *listener
}

func (s *Server) serveIMAP(l *listener) {
	o := &imapserver.Options{
		NewSession: func(c *imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			if !s.begin() {
				return nil, nil, &imap.Error{Type: imap.StatusResponseTypeBye, Text: "Closing"}
			}
			return &session{server: s, conn: c}, nil, nil
		},
		Caps: imap.CapSet{
			imap.CapIMAP4rev1: {}, imap.CapNamespace: {}, imap.CapUIDPlus: {}, imap.CapESearch: {},
			imap.CapListExtended: {}, imap.CapListStatus: {}, imap.CapMove: {}, imap.CapStatusSize: {},
			imap.CapSpecialUse: {}, imap.CapChildren: {},
		},
		// The library logs every connection that ends in the middle of a
		// command; here that is a client's right.
		Logger:       log.New(io.Discard, "", 0),
		InsecureAuth: s.options.Security == accounts.Plain,
	}
	if s.options.Security == accounts.STARTTLS {
		o.TLSConfig = s.options.TLS
	}
	s.imap = imapServer{imapserver.New(o), l}
	s.work.Go(func() { s.imap.Serve(l) })
}

func (s *Server) closeIMAP() error {
	if s.imap.listener == nil {
		return nil
	}
	err := s.imap.listener.Close()
	return errors.Join(err, ignoreClosed(s.imap.Server.Close()))
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// session is one IMAP connection. Its methods are called one at a time, Idle
// excepted, during which no other is.
type session struct {
	server *Server
	conn   *imapserver.Conn
	user   *user // nil until signed in

	selected *mailbox
	readOnly bool
	tracker  *imapserver.SessionTracker
}

var (
	_ imapserver.SessionNamespace = (*session)(nil)
	_ imapserver.SessionMove      = (*session)(nil)
)

func (s *session) Close() error {
	defer s.server.work.Done()
	if s.selected != nil {
		return s.Unselect()
	}
	return nil
}

func (s *session) Login(name, password string) error {
	if err := s.fault(StepLogin, name); err != nil {
		return err
	}
	s.user = s.server.signIn(name, password)
	if s.user == nil {
		return imapserver.ErrAuthFailed
	}
	return nil
}

// fault carries out what goes wrong at a step; nil if nothing does.
func (s *session) fault(name StepName, arg string) error {
	f := s.server.fault(accounts.IMAP, name, arg)
	if f == nil {
		return nil
	}
	if f.Hang {
		<-s.server.closing
		return net.ErrClosed
	}
	status, code, text := imapReply(f.Reply)
	if f.Drop {
		s.conn.NetConn().Close()
	}
	return &imap.Error{Type: imap.StatusResponseType(status), Code: imap.ResponseCode(code), Text: text}
}

func (s *session) Namespace() (*imap.NamespaceData, error) {
	return &imap.NamespaceData{Personal: []imap.NamespaceDescriptor{{Delim: delimiter}}}, nil
}

func (s *session) Create(name string, _ *imap.CreateOptions) error { return s.user.create(name) }
func (s *session) Delete(name string) error                        { return s.user.remove(name) }

func (s *session) Rename(from, to string, _ *imap.RenameOptions) error {
	return s.user.rename(from, to)
}

func (s *session) Subscribe(name string) error   { return s.subscribe(name, true) }
func (s *session) Unsubscribe(name string) error { return s.subscribe(name, false) }

func (s *session) subscribe(name string, yes bool) error {
	m := s.user.mailbox(name)
	if m == nil {
		return noMailbox()
	}
	m.mu.Lock()
	m.subscribed = yes
	m.mu.Unlock()
	return nil
}

// Append reads the literal before it takes a lock: the client may be slow.
func (s *session) Append(name string, r imap.LiteralReader, o *imap.AppendOptions) (*imap.AppendData, error) {
	m := s.user.mailbox(name)
	if m == nil {
		return nil, no(imap.ResponseCodeTryCreate, "There is no such mailbox")
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	received := o.Time
	if received.IsZero() {
		received = s.server.options.Now()
	}
	uid := m.append(raw, o.Flags, received)
	return &imap.AppendData{UID: uid, UIDValidity: m.validity}, nil
}
