//go:build !windows && !darwin

package desktop

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
)

// connect opens a connection of its own to the session bus, and starts none: the
// library would, where the address is not known.
func connect(ctx context.Context) (*dbus.Conn, error) {
	address := os.Getenv("DBUS_SESSION_BUS_ADDRESS")
	if strings.HasPrefix(address, "autolaunch:") {
		return nil, fmt.Errorf("%w: no session bus runs", ErrNone)
	}
	if address == "" {
		dir := os.Getenv("XDG_RUNTIME_DIR")
		if dir == "" {
			dir = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
		}
		socket := filepath.Join(dir, "bus")
		if info, err := os.Stat(socket); err != nil || info.Mode().Type() != os.ModeSocket {
			return nil, fmt.Errorf("%w: no session bus runs", ErrNone)
		}
		address = "unix:path=" + dbus.EscapeBusAddressValue(socket)
	}
	conn, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("%w: session bus: %w", ErrNone, err)
	}
	return conn, nil
}

// known makes an error of the bus one that callers tell apart.
func known(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %s: %w", ErrNone, what, err)
}
