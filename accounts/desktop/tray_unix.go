//go:build !windows && !darwin

package desktop

import (
	"context"

	"github.com/godbus/dbus/v5"
)

// Names of the StatusNotifierItem specification.
const (
	trayBus  = "org.kde.StatusNotifierWatcher"
	trayPath = dbus.ObjectPath("/StatusNotifierWatcher")
)

// HasTray reports whether there is a tray that shows icons. ErrNone: there is no
// bus, so none will come.
func HasTray(ctx context.Context) (bool, error) {
	conn, err := connect(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	return hasTray(ctx, conn), nil
}

// WatchTray tells whether there is a tray that shows icons: once at first, and
// each time that changes, until ctx ends. It returns then, or with ErrNone where
// there is no bus, after telling that there is no tray.
func WatchTray(ctx context.Context, tell func(there bool)) error {
	conn, err := connect(ctx)
	if err != nil {
		tell(false)
		return err
	}
	defer conn.Close()
	signals := make(chan *dbus.Signal, 32)
	conn.Signal(signals)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchSender("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, trayBus)},
		{dbus.WithMatchSender(trayBus), dbus.WithMatchInterface(trayBus)},
	} {
		if err := conn.AddMatchSignalContext(ctx, match...); err != nil {
			tell(false)
			return known("tray", err)
		}
	}
	there := hasTray(ctx, conn)
	tell(there)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case _, ok := <-signals:
			if !ok {
				tell(false)
				return ErrNone
			}
		}
		if now := hasTray(ctx, conn); now != there {
			there = now
			tell(there)
		}
	}
}

func hasTray(ctx context.Context, conn *dbus.Conn) bool {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var owned bool
	if err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, trayBus).Store(&owned); err != nil || !owned {
		return false
	}
	var there dbus.Variant
	err := conn.Object(trayBus, trayPath).CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, trayBus, "IsStatusNotifierHostRegistered").Store(&there)
	return err == nil && there.Value() == true
}
