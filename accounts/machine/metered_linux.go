package machine

import (
	"context"

	"github.com/godbus/dbus/v5"
)

// metered asks NetworkManager, on a connection that ctx bounds. It is not
// started for this.
func metered(ctx context.Context) Answer {
	conn, err := dbus.ConnectSystemBus(dbus.WithContext(ctx))
	if err != nil {
		return Unknown
	}
	defer conn.Close()
	var value dbus.Variant
	err = conn.Object("org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager").
		CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", dbus.FlagNoAutoStart, "org.freedesktop.NetworkManager", "Metered").
		Store(&value)
	if err != nil {
		return Unknown
	}
	n, _ := value.Value().(uint32)
	return meaning(n)
}

// meaning of an NMMetered, where 3 and 4 are guesses that the service makes
// from what kind of network it is, such as a telephone's.
func meaning(n uint32) Answer {
	switch n {
	case 1, 3:
		return Yes
	case 2, 4:
		return No
	}
	return Unknown
}
