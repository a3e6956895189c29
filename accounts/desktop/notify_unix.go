//go:build !windows && !darwin

package desktop

import (
	"context"
	"slices"
	"sync"

	"github.com/godbus/dbus/v5"
)

// Names of the Desktop Notifications Specification 1.2.
const (
	noticeBus  = "org.freedesktop.Notifications"
	noticePath = dbus.ObjectPath("/org/freedesktop/Notifications")
)

// Speaks says that this package can show notifications on this system, if the
// desktop does.
const Speaks = true

// Notifier shows notifications. Its methods may be called from any goroutine.
type Notifier struct {
	conn *dbus.Conn
	can  []string // what the desktop can do
	stop context.CancelFunc

	mu    sync.Mutex
	shown map[uint32]bool
}

// OpenNotifier begins to show notifications. answers is called, on a goroutine
// of the notifier's, when a person does something with one; it must not wait. An
// error is ErrNone.
func OpenNotifier(ctx context.Context, answers func(Answer)) (*Notifier, error) {
	ctx, stop := context.WithCancel(ctx)
	conn, err := connect(ctx)
	if err != nil {
		stop()
		return nil, err
	}
	n := &Notifier{conn: conn, stop: stop, shown: make(map[uint32]bool)}
	signals := make(chan *dbus.Signal, 32)
	conn.Signal(signals)
	ask, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = conn.AddMatchSignalContext(ask, dbus.WithMatchSender(noticeBus), dbus.WithMatchInterface(noticeBus), dbus.WithMatchObjectPath(noticePath))
	if err == nil {
		err = n.call(ask, "GetCapabilities").Store(&n.can)
	}
	if err != nil {
		n.Close()
		return nil, known("notifications", err)
	}
	go n.listen(signals, answers)
	return n, nil
}

// Close ends it. What is shown stays.
func (n *Notifier) Close() {
	n.stop()
	n.conn.Close()
}

func (n *Notifier) call(ctx context.Context, method string, args ...any) *dbus.Call {
	return n.conn.Object(noticeBus, noticePath).CallWithContext(ctx, noticeBus+"."+method, 0, args...)
}

// Show shows a notification in place of another that is shown, 0 for none, and
// returns its number.
func (n *Notifier) Show(ctx context.Context, replaces uint32, notice Notice) (uint32, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	body := plain(notice.Body, maxBody, maxLines)
	if n.knows("body-markup") {
		body = escaped(body)
	}
	var actions []string
	if n.knows("actions") {
		actions = []string{ActionOpen, plain(notice.Title, maxTitle, 1)}
		for _, a := range notice.Actions {
			actions = append(actions, a.ID, plain(a.Label, maxTitle, 1))
		}
	}
	hints := map[string]dbus.Variant{
		"desktop-entry":  dbus.MakeVariant("org.godwitmail.Godwit"),
		"category":       dbus.MakeVariant("email.arrived"),
		"urgency":        dbus.MakeVariant(byte(1)),
		"suppress-sound": dbus.MakeVariant(!notice.Sound),
	}
	if notice.Sound {
		hints["sound-name"] = dbus.MakeVariant("message-new-email")
	}
	const asTheDesktopLikes = int32(-1)
	var id uint32
	n.mu.Lock() // a quick answer waits until its number is known
	defer n.mu.Unlock()
	err := n.call(ctx, "Notify", "Godwit", replaces, "mail-unread", plain(notice.Title, maxTitle, 1), body, actions, hints, asTheDesktopLikes).Store(&id)
	if err != nil {
		return 0, known("show a notification", err)
	}
	delete(n.shown, replaces)
	n.shown[id] = true
	return id, nil
}

func (n *Notifier) knows(capability string) bool { return slices.Contains(n.can, capability) }

// Withdraw takes a notification away. That it is gone is no error.
func (n *Notifier) Withdraw(ctx context.Context, id uint32) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	n.mu.Lock()
	shown := n.shown[id]
	delete(n.shown, id)
	n.mu.Unlock()
	if shown {
		_ = n.call(ctx, "CloseNotification", id).Err
	}
}

// listen hands on what becomes of our own notifications, until the connection
// ends. Everyone's are announced to everyone.
func (n *Notifier) listen(signals <-chan *dbus.Signal, answers func(Answer)) {
	for s := range signals {
		var id uint32
		var action string
		switch s.Name {
		case noticeBus + ".ActionInvoked":
			if dbus.Store(s.Body, &id, &action) != nil || action == "" {
				continue
			}
		case noticeBus + ".NotificationClosed":
			var reason uint32
			if dbus.Store(s.Body, &id, &reason) != nil {
				continue
			}
		default:
			continue
		}
		n.mu.Lock()
		shown := n.shown[id]
		if action == "" {
			delete(n.shown, id)
		}
		n.mu.Unlock()
		if shown {
			answers(Answer{Notice: id, Action: action})
		}
	}
}
