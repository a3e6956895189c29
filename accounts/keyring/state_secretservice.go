//go:build !windows && !darwin

package keyring

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
	oskeyring "github.com/zalando/go-keyring"
)

// Names of the Secret Service API 0.2.
const (
	busName          = "org.freedesktop.secrets"
	servicePath      = dbus.ObjectPath("/org/freedesktop/secrets")
	loginPath        = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
	serviceInterface = "org.freedesktop.Secret.Service"
	lockedProperty   = "org.freedesktop.Secret.Collection.Locked"
	isLocked         = "org.freedesktop.Secret.Error.IsLocked"
)

// usable says whether a call of go-keyring can come to an end: nil also for a
// locked store where there is a screen on which it can ask to be unlocked.
func usable(ctx context.Context) error {
	err := storeState(ctx)
	if errors.Is(err, ErrLocked) && hasScreen() {
		return nil
	}
	return err
}

// storeState asks on a connection of its own, which ctx bounds. It comes first
// because go-keyring starts a bus of its own where there is none, and waits
// for ever where no collection exists and nobody can be asked to make one.
func storeState(ctx context.Context) error {
	address, err := busAddress()
	if err != nil {
		return err
	}
	conn, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("%w: no session bus: %w", ErrNone, err)
	}
	defer conn.Close()
	if err := runs(ctx, conn); err != nil {
		return err
	}
	store := conn.Object(busName, servicePath)
	collection, err := collectionOf(ctx, store)
	if err != nil {
		return explain(err)
	}
	if collection == "/" {
		if hasScreen() {
			return nil // the store asks for a password for a new collection
		}
		return fmt.Errorf("%w: it holds no keyring yet, and there is no screen to ask for one", ErrNone)
	}
	var locked dbus.Variant
	if err := property(ctx, conn.Object(busName, collection), lockedProperty, &locked); err != nil {
		return explain(err)
	}
	if locked.Value() == true {
		return ErrLocked
	}
	return nil
}

// busAddress finds the session bus without starting one. Where it is found by
// its place alone, it is put into the environment: that is where go-keyring
// looks, before it starts a bus of its own.
func busAddress() (string, error) {
	const variable = "DBUS_SESSION_BUS_ADDRESS"
	if address := os.Getenv(variable); address != "" {
		if strings.HasPrefix(address, "autolaunch:") {
			return "", fmt.Errorf("%w: no session bus runs", ErrNone)
		}
		return address, nil
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if dir == "" {
		dir = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	socket := filepath.Join(dir, "bus")
	info, err := os.Stat(socket)
	if err != nil || info.Mode().Type() != os.ModeSocket {
		return "", fmt.Errorf("%w: no session bus runs", ErrNone)
	}
	address := "unix:path=" + dbus.EscapeBusAddressValue(socket)
	if err := os.Setenv(variable, address); err != nil {
		return "", err
	}
	return address, nil
}

// runs reports whether a password store runs, or can be started by the bus.
func runs(ctx context.Context, conn *dbus.Conn) error {
	var owned bool
	bus := conn.BusObject()
	if err := bus.CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, busName).Store(&owned); err != nil {
		return explain(err)
	}
	if owned {
		return nil
	}
	var names []string
	if err := bus.CallWithContext(ctx, "org.freedesktop.DBus.ListActivatableNames", 0).Store(&names); err != nil {
		return explain(err)
	}
	if !slices.Contains(names, busName) {
		return ErrNone
	}
	return nil
}

// collectionOf is the collection that go-keyring uses: "login", else the
// default one; "/" if there is neither.
func collectionOf(ctx context.Context, store dbus.BusObject) (dbus.ObjectPath, error) {
	var value dbus.Variant
	if err := property(ctx, store, serviceInterface+".Collections", &value); err != nil {
		return "", err
	}
	if paths, ok := value.Value().([]dbus.ObjectPath); ok && slices.Contains(paths, loginPath) {
		return loginPath, nil
	}
	var path dbus.ObjectPath
	err := store.CallWithContext(ctx, serviceInterface+".ReadAlias", 0, "default").Store(&path)
	return path, err
}

func property(ctx context.Context, o dbus.BusObject, name string, value *dbus.Variant) error {
	dot := strings.LastIndexByte(name, '.')
	return o.CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, name[:dot], name[dot+1:]).Store(value)
}

func hasScreen() bool {
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// explain gives an error of go-keyring or of the bus its meaning.
func explain(err error) error {
	var bus dbus.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, oskeyring.ErrNotFound):
		return ErrMissing
	case errors.Is(err, oskeyring.ErrSetDataTooBig):
		return ErrTooLong
	case errors.Is(err, oskeyring.ErrUnsupportedPlatform):
		return ErrNone
	case errors.Is(err, context.DeadlineExceeded):
		return ErrNoAnswer
	case strings.HasPrefix(err.Error(), "failed to unlock correct collection"):
		return ErrLocked // go-keyring has no type for it
	case errors.As(err, &bus):
		return explainBus(bus)
	case errors.Is(err, dbus.ErrClosed):
		return ErrNoAnswer
	}
	return fmt.Errorf("password store: %w", err)
}

func explainBus(err dbus.Error) error {
	switch {
	case err.Name == isLocked:
		return ErrLocked
	case err.Name == "org.freedesktop.DBus.Error.NoReply", strings.Contains(err.Name, ".Error.Time"):
		return ErrNoAnswer
	case err.Name == "org.freedesktop.DBus.Error.ServiceUnknown",
		err.Name == "org.freedesktop.DBus.Error.NameHasNoOwner",
		strings.HasPrefix(err.Name, "org.freedesktop.DBus.Error.Spawn."):
		return fmt.Errorf("%w: %s", ErrNone, err.Name)
	}
	return fmt.Errorf("password store: %s", err.Name)
}
