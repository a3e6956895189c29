package wire

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"godwit/accounts/dial"
)

func TestList(t *testing.T) {
	c := with(t, `
C: LIST
S: +OK 3 messages
S: 1 120
S: 2 0 octets
S: 5
S: .
C: UIDL
S: +OK
S: 1 aa
S: 7 stray
S: 5 cc more
S: .
`)
	got, err := c.List()
	if err != nil || !slices.Equal(got, []Entry{{1, "aa", 120}, {2, "", 0}, {5, "cc", 0}}) {
		t.Errorf("%v %v", got, err)
	}
	c = with(t, "C: LIST\nS: +OK\nS: 1 120\nS: .\nC: UIDL\nS: -ERR unknown command")
	if got, err := c.List(); !errors.Is(err, ErrNoUIDs) || len(got) != 1 {
		t.Errorf("without UIDL: %v %v", got, err)
	}
	c = with(t, "C: LIST\nS: +OK\nS: .\nC: UIDL\nS: -ERR [SYS/TEMP] later")
	if _, err := c.List(); errors.Is(err, ErrNoUIDs) || err == nil {
		t.Errorf("UIDL refused for now: %v", err)
	}
}

func TestBadLists(t *testing.T) {
	for name, list := range map[string]string{
		"no number":         "S: one 120\nS: .",
		"nought":            "S: 0 120\nS: .",
		"negative":          "S: -1 120\nS: .",
		"overflow":          "S: 99999999999999999999 120\nS: .",
		"twice":             "S: 1 120\nS: 1 130\nS: .",
		"endless line":      "S: " + strings.Repeat("1", 70_000),
		"connection is cut": "S: 1 120",
	} {
		t.Run(name, func(t *testing.T) {
			c := with(t, "C: LIST\nS: +OK\n"+list)
			if got, err := c.List(); err == nil {
				t.Errorf("taken for a list: %v", got)
			}
		})
	}
}

func TestRetrieveWithRefusals(t *testing.T) {
	var script strings.Builder
	script.WriteString("C: RETR 1\nC: RETR 2\nC: RETR 3\nC: RETR 4\n")
	script.WriteString("S: +OK\nS: one\nS: ..\nS: ..two dots\nS: .\n")
	script.WriteString("S: -ERR [SYS/TEMP] cannot read it\n")
	script.WriteString("S: +OK 120 octets\nS: \nS: .\n")
	script.WriteString("S: -ERR no such message\n")
	script.WriteString("C: DELE 1\nC: DELE 2\nC: DELE 3\nS: +OK\nS: -ERR gone\nS: +OK\nC: QUIT\nS: +OK\n")
	c := with(t, script.String())
	var got []string
	err := c.Retrieve([]int{1, 2, 3, 4}, 1<<20, func(n int, r io.Reader, refused *Error) error {
		if refused != nil {
			got = append(got, fmt.Sprint(n, " ", refused.Code, " ", refused.Text))
			return nil
		}
		b, err := io.ReadAll(r)
		got = append(got, fmt.Sprint(n, " ", string(b)))
		return err
	})
	want := []string{"1 one\r\n.\r\n.two dots\r\n", "2 SYS/TEMP cannot read it", "3 \r\n", "4  no such message"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if marked, err := c.Delete([]int{1, 2, 3}); marked != 2 || err != nil {
		t.Errorf("marked %d, %v", marked, err)
	}
	if err := c.Quit(); err != nil {
		t.Error(err)
	}
}

// A reader that leaves a message unread does not disturb the next.
func TestRetrieveSkipsTheRest(t *testing.T) {
	c := with(t, "C: RETR 1\nC: RETR 2\nS: +OK\nS: long\nS: letter\nS: .\nS: +OK\nS: two\nS: .")
	var last string
	err := c.Retrieve([]int{1, 2}, 1<<20, func(n int, r io.Reader, _ *Error) error {
		b := make([]byte, 3)
		_, err := io.ReadFull(r, b)
		last = string(b)
		return err
	})
	if err != nil || last != "two" {
		t.Errorf("%q %v", last, err)
	}
}

func TestConnectionLostInABody(t *testing.T) {
	c := with(t, "C: RETR 1\nC: RETR 2\nS: +OK\nS: half a letter")
	err := c.Retrieve([]int{1, 2}, 1<<20, func(_ int, r io.Reader, _ *Error) error {
		_, err := io.ReadAll(r)
		return err
	})
	var e *dial.Error
	if !errors.As(err, &e) || e.Kind != dial.Closed || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
}

func TestWindow(t *testing.T) {
	var script strings.Builder
	numbers := make([]int, 55)
	said, answered := 0, 0
	say := func(upTo int) {
		for ; said < min(upTo, len(numbers)); said++ {
			fmt.Fprintf(&script, "C: RETR %d\n", said+1)
		}
	}
	say(window)
	for i := range numbers {
		numbers[i] = i + 1
		if said-i <= window/2 {
			say(i + window)
		}
		fmt.Fprintf(&script, "S: +OK\nS: letter %d\nS: .\n", i+1)
	}
	c := with(t, script.String())
	err := c.Retrieve(numbers, 1<<20, func(n int, r io.Reader, _ *Error) error {
		b, err := io.ReadAll(r)
		if string(b) != fmt.Sprintf("letter %d\r\n", n) {
			t.Errorf("message %d is %q", n, b)
		}
		answered++
		return err
	})
	if err != nil || answered != 55 {
		t.Errorf("%d answered, %v", answered, err)
	}
}
