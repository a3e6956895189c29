// Package protolog keeps what was said on an account's connections, in a ring
// of two files, for a person who wants to know why mail does not come.
//
// It never keeps a secret: callers do not hand it the lines of a sign-in, and
// every known secret, in each spelling that a server could repeat, is replaced
// before a line is made. It never keeps a message: callers hand over lines,
// and say "{n octets}" where a literal stands.
//
// Nobody waits for it. Lines go to memory, and from there to the disk within a
// second. What the disk does not take, or memory has no room for, is lost: the
// log is never a reason for anything else to fail. Several processes may write
// to one log; each writes whole lines.
//
// A nil *Log, and a nil *Conn, keep nothing.
package protolog

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"
)

const (
	fileSize   = 1 << 20   // octets of one file; there are two
	bufferSize = 256 << 10 // octets that may wait for the disk
	flushAfter = 500 * time.Millisecond
	timeLayout = "2006-01-02T15:04:05.000Z"
)

// Log is the ring of one account. Its methods may be called from anywhere.
type Log struct {
	dir, name string
	now       func() time.Time

	mu     sync.Mutex
	buf    []byte // whole lines that wait for the disk
	lost   int    // lines that found no room
	timer  *time.Timer
	closed bool
	conns  int

	disk sync.Mutex // one writes at a time
}

// Open opens the log DIR/NAME.log, making dir if it is not there. The file is
// made with the first line.
func Open(dir, name string) (*Log, error) {
	if name == "" || filepath.Base(name) != name {
		return nil, errors.New("protolog: " + strconv.Quote(name) + " is no name of a file")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Log{dir: dir, name: name, now: time.Now}, nil
}

// Close writes what waits. Lines that come afterwards are lost.
func (l *Log) Close() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	l.closed = true
	if l.timer != nil {
		l.timer.Stop()
	}
	l.mu.Unlock()
	return l.flush()
}

// Remove deletes the log DIR/NAME.log and its older part. One that is not
// there is no error.
func Remove(dir, name string) error {
	var errs []error
	for _, path := range []string{current(dir, name), older(dir, name)} {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func current(dir, name string) string { return filepath.Join(dir, name+".log") }
func older(dir, name string) string   { return filepath.Join(dir, name+".1.log") }

// add takes one line: what is in text has been cleaned.
func (l *Log) add(conn int, dir byte, text []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	if len(l.buf)+len(text)+64 > bufferSize {
		l.lost++
		return
	}
	l.buf = l.line(l.buf, conn, dir, text)
	if l.timer == nil {
		l.timer = time.AfterFunc(flushAfter, func() { _ = l.flush() })
	}
}

func (l *Log) line(b []byte, conn int, dir byte, text []byte) []byte {
	b = l.now().UTC().AppendFormat(b, timeLayout)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(conn), 10)
	b = append(b, ' ', dir, ' ')
	b = append(b, text...)
	return append(b, '\n')
}

// flush writes what waits. The file is opened for each write: another process
// may have begun a new one.
func (l *Log) flush() error {
	l.disk.Lock()
	defer l.disk.Unlock()
	l.mu.Lock()
	buf, lost := l.buf, l.lost
	l.buf, l.lost, l.timer = nil, 0, nil
	if lost > 0 {
		buf = l.line(buf, 0, '*', []byte(strconv.Itoa(lost)+" lines found no room"))
	}
	l.mu.Unlock()
	if len(buf) == 0 {
		return nil
	}
	return write(l.dir, l.name, buf)
}

func write(dir, name string, lines []byte) error {
	path := current(dir, name)
	if info, err := os.Stat(path); err == nil && info.Size()+int64(len(lines)) > fileSize {
		if err := os.Rename(path, older(dir, name)); err != nil {
			return err // the ring does not grow, whatever the disk says
		}
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(lines)
	return errors.Join(err, f.Close())
}
