package protolog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
)

// Line is one line of a log.
type Line struct {
	Time time.Time
	Conn int    // which connection; a number of its own in each process
	Dir  byte   // '>' sent, '<' received, '*' a remark
	Text string // UTF-8, without control characters
}

// String is the line as a person reads it, with local time.
func (l Line) String() string {
	return fmt.Sprintf("%s %6d %c %s", l.Time.Local().Format("2006-01-02 15:04:05.000"), l.Conn, l.Dir, l.Text)
}

// Read returns the newest lines of a log, newest last: at most max, all if max
// is 0. A log that is not there has none.
func Read(dir, name string, max int) ([]Line, error) {
	var all []byte
	for _, path := range []string{older(dir, name), current(dir, name)} {
		b, err := readFile(path)
		if err != nil {
			return nil, err
		}
		all = append(all, b...)
	}
	var lines []Line
	for text := range bytes.Lines(all) {
		if l, ok := parse(bytes.TrimSuffix(text, []byte("\n"))); ok {
			lines = append(lines, l)
		}
	}
	if max > 0 && len(lines) > max {
		lines = lines[len(lines)-max:]
	}
	return lines, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 4*fileSize))
}

// parse reads a line; ok is false for one that is none, such as the rest of a
// line that a full disk cut.
func parse(b []byte) (l Line, ok bool) {
	f := bytes.SplitN(b, []byte(" "), 4)
	if len(f) != 4 || len(f[2]) != 1 {
		return l, false
	}
	t, err := time.Parse(timeLayout, string(f[0]))
	if err != nil {
		return l, false
	}
	n, err := strconv.Atoi(string(f[1]))
	if err != nil {
		return l, false
	}
	return Line{Time: t, Conn: n, Dir: f[2][0], Text: string(f[3])}, true
}
