// Package desktop is what Godwit asks of the desktop it runs on: to show
// notifications and take them away, to say whether there is a tray, and to start
// a program with the session.
//
// It speaks D-Bus on systems that have it, and knows nothing of mail. Text that
// it shows may come from anyone: it is bounded, freed of what is not text, and
// escaped where the desktop reads markup. Nothing goes through a shell, and no
// program is started, not even a bus.
//
// Where there is no bus, or nobody on it that shows notifications, every call
// ends with [ErrNone] at once; a desktop that does not answer is given up after
// five seconds. Nothing of this is ever a reason not to go on.
package desktop

import (
	"errors"
	"time"
)

// ErrNone: this desktop has no such thing.
var ErrNone = errors.New("the desktop does not offer this")

// patience is how long a desktop may take for an answer.
const patience = 5 * time.Second

// Notice is a notification. Title and Body are plain text.
type Notice struct {
	Title   string
	Body    string
	Actions []Action // what can be done, beside opening it
	Sound   bool
}

// Action is a button of a notification.
type Action struct {
	ID    string
	Label string
}

// ActionOpen is the action of a click on the notification itself.
const ActionOpen = "default"

// Answer is what became of a notification.
type Answer struct {
	Notice uint32
	Action string // "": it was dismissed, or its time was up
}
