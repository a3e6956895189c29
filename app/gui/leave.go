package gui

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// patience is how long Fyne may take to come to its end. It needs far less.
const patience = 2 * time.Second

// leaving watches over the end of the window. Fyne 2.8.1 can lose the last
// event of its queue while it stops, and then its Run never returns: the
// program would stay behind without a window and keep the profile's locks.
type leaving struct {
	once  sync.Once
	begun chan struct{}
	ended chan struct{}
}

func newLeaving() *leaving {
	return &leaving{begun: make(chan struct{}), ended: make(chan struct{})}
}

// begin says that the window closes.
func (l *leaving) begin() { l.once.Do(func() { close(l.begun) }) }

// guard calls stuck, on a goroutine of its own, if Run has not ended in time
// after the window was closed or the program was told to end. The UI goroutine
// waits for ever then, so what belongs to it may be touched.
func (l *leaving) guard(patience time.Duration, stuck func()) {
	told := make(chan os.Signal, 1)
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer signal.Stop(told)
		select {
		case <-l.begun:
		case <-told:
		case <-l.ended:
			return
		}
		select {
		case <-l.ended:
		case <-time.After(patience):
			stuck()
		}
	}()
}
