package wire

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"godwit/accounts/dial"
)

// transcripts is the folder of MailKit's recorded answers of many servers,
// which is kept beside the project and not in it.
func transcripts(t *testing.T) string {
	root := os.Getenv("GODWIT_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "corpora")
	}
	dir := filepath.Join(root, "mailkit-transcripts", "UnitTests", "Net", "Imap", "Resources")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no corpus %s: set GODWIT_CORPORA to the folder that holds it", dir)
	}
	return dir
}

// recorded is what a transcript says, read by simpler means than ours: it is
// well enough written for that.
type recorded struct {
	parts    []string // each up to the end of a command
	flags    map[uint32]string
	bodies   map[uint32]string
	header   bool // bodies are headers
	lists    int
	box      string   // of the first STATUS
	messages []uint32 // of STATUS
	found    []uint32
	kind     string
}

var (
	taggedEnd   = regexp.MustCompile(`^A[0-9#]+ (OK|NO|BAD)`)
	literalEnd  = regexp.MustCompile(`\{(\d+)\+?\}\r\n$`)
	fetchLine   = regexp.MustCompile(`^\* \d+ (?i:FETCH) \(`)
	uidItem     = regexp.MustCompile(`[ (]UID (\d+)`)
	flagsItem   = regexp.MustCompile(`FLAGS \(([^)]*)\)`)
	bodyItem    = regexp.MustCompile(`BODY\[(HEADER)?\] \{(\d+)\}\r\n`)
	statusName  = regexp.MustCompile(`^\* STATUS (?:"([^"]*)"|\{\d+\}\r\n([^(]*) |(\S+))`)
	messageItem = regexp.MustCompile(`MESSAGES (\d+)`)
	esearchAll  = regexp.MustCompile(`ALL ([0-9:,]+)`)
)

func record(text []byte) recorded {
	text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
	rec := recorded{flags: map[uint32]string{}, bodies: map[uint32]string{}, kind: "NOOP"}
	part := ""
	for len(text) > 0 {
		var response []byte
		for { // a line, and those that its literals lead to
			n := bytes.IndexByte(text, '\n') + 1
			if n == 0 {
				n = len(text)
			}
			response, text = append(response, text[:n]...), text[n:]
			m := literalEnd.FindSubmatch(response)
			if m == nil {
				break
			}
			size, _ := strconv.Atoi(string(m[1]))
			size = min(size, len(text))
			response, text = append(response, text[:size]...), text[size:]
		}
		part += string(response)
		rec.note(string(response))
		if taggedEnd.Match(response) {
			rec.parts, part = append(rec.parts, part), ""
		}
	}
	if part != "" {
		if !strings.HasSuffix(part, "\r\n") {
			part += "\r\n"
		}
		rec.parts = append(rec.parts, part)
	}
	return rec
}

func (rec *recorded) note(response string) {
	upper := strings.ToUpper(response)
	switch {
	case fetchLine.MatchString(response):
		rec.kind = "FETCH"
		m := uidItem.FindAllStringSubmatch(response, -1)
		if m == nil {
			return
		}
		n, _ := strconv.ParseUint(m[0][1], 10, 32)
		if f := flagsItem.FindStringSubmatch(response); f != nil && rec.flags[uint32(n)] == "" {
			rec.flags[uint32(n)] = f[1]
		}
		if b := bodyItem.FindStringSubmatchIndex(response); b != nil {
			size, _ := strconv.Atoi(response[b[4]:b[5]])
			rec.header = b[2] >= 0
			rec.bodies[uint32(n)] = response[b[1]:min(len(response), b[1]+size)]
		}
	case strings.HasPrefix(upper, "* LIST "):
		rec.kind = "LIST"
		if !strings.HasSuffix(response, " \"\"\r\n") { // asks after the delimiter
			rec.lists++
		}
	case strings.HasPrefix(upper, "* STATUS "):
		if m := messageItem.FindStringSubmatch(upper); m != nil {
			n, _ := strconv.ParseUint(m[1], 10, 32)
			rec.messages = append(rec.messages, uint32(n))
			if b := statusName.FindStringSubmatch(response); len(rec.messages) == 1 && b != nil {
				rec.box = b[1] + b[2] + b[3]
			}
		}
		if rec.kind == "NOOP" {
			rec.kind = "STATUS"
		}
	case strings.HasPrefix(upper, "* SEARCH"):
		rec.kind = "SEARCH"
		for _, w := range strings.Fields(response)[2:] {
			if n, err := strconv.ParseUint(strings.Trim(w, "()"), 10, 32); err == nil && !strings.HasSuffix(w, ")") {
				rec.found = append(rec.found, uint32(n))
			}
		}
	case strings.HasPrefix(upper, "* ESEARCH"):
		if m := esearchAll.FindStringSubmatch(upper); m != nil {
			rec.kind = "SEARCH"
			for _, r := range ranges([]byte(m[1])) {
				for u := r.Start; u <= r.Stop; u++ {
					rec.found = append(rec.found, uint32(u))
				}
			}
		}
	case strings.HasPrefix(upper, "* BYE"):
		rec.kind = "LOGOUT"
	}
}

// play answers one command after another with the parts of a transcript, and
// any further one with OK.
func play(c net.Conn, parts []string) {
	defer c.Close()
	r := bufio.NewReader(c)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		tag, _, _ := strings.Cut(line, " ")
		answer := ""
		if len(parts) > 0 {
			answer, parts = parts[0], parts[1:]
		}
		lines := strings.SplitAfter(answer, "\r\n")
		if last := len(lines) - 2; last >= 0 && taggedEnd.MatchString(lines[last]) {
			lines[last] = tag + lines[last][strings.IndexByte(lines[last], ' '):]
		} else {
			lines = append(lines, tag+" OK done\r\n")
		}
		if _, err := c.Write([]byte(strings.ReplaceAll(strings.Join(lines, ""), "TAG \"A########\"", "TAG \""+tag+"\""))); err != nil {
			return
		}
	}
}

func TestTranscripts(t *testing.T) {
	files, bodies := 0, 0
	dir := transcripts(t)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".txt" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		t.Run(name, func(t *testing.T) { bodies += replayTranscript(t, record(raw)) })
		files++
		return nil
	})
	if err != nil || files < 300 || bodies < 10 {
		t.Errorf("%d files with %d bodies, %v", files, bodies, err)
	}
}

func replayTranscript(t *testing.T, rec recorded) (bodies int) {
	client, server := net.Pipe()
	go play(server, rec.parts)
	c := imapclient.New(testConn(&dial.Conn{Conn: client}, client, Limits{}.withDefaults()), nil)
	defer c.Close()
	if err := c.WaitGreeting(); err != nil {
		t.Fatal(err)
	}
	for i := range rec.parts {
		kind := rec.kind
		if i > 0 {
			kind = "NOOP"
		}
		if err := rec.command(t, c, kind); err != nil && !isVerdict(err) {
			t.Fatalf("%s: %v", kind, err)
		}
	}
	if rec.kind == "LOGOUT" {
		return 0
	}
	if err := c.Noop().Wait(); err != nil {
		t.Errorf("the session has ended: %v", err)
	}
	return len(rec.bodies)
}

func isVerdict(err error) bool {
	_, ok := err.(*imap.Error)
	return ok
}

// command says a command that the answer fits and compares what came.
func (rec *recorded) command(t *testing.T, c *imapclient.Client, kind string) error {
	switch kind {
	case "FETCH":
		return rec.fetch(t, c)
	case "LIST":
		got, err := c.List("", "*", nil).Collect()
		if len(got) != rec.lists {
			t.Errorf("%d of %d mailboxes", len(got), rec.lists)
		}
		return err
	case "STATUS":
		got, err := c.Status(rec.box, &imap.StatusOptions{NumMessages: true}).Wait()
		if err == nil && len(rec.messages) > 0 && (got.NumMessages == nil || *got.NumMessages != rec.messages[0]) {
			t.Errorf("status: %+v, want %v", got, rec.messages)
		}
		return err
	case "SEARCH":
		got, err := c.UIDSearch(&imap.SearchCriteria{}, &imap.SearchOptions{ReturnAll: true}).Wait()
		want := slices.Sorted(slices.Values(rec.found))
		if err == nil && fmt.Sprint(numbers(got.All)) != fmt.Sprint(slices.Compact(want)) {
			t.Errorf("found %v, want %v", got.All, want)
		}
		return err
	case "LOGOUT":
		return c.Logout().Wait()
	}
	return c.Noop().Wait()
}

func numbers(set imap.NumSet) []uint32 {
	list := []uint32{}
	if uids, ok := set.(imap.UIDSet); ok {
		for _, r := range uids {
			for u := r.Start; u <= r.Stop; u++ {
				list = append(list, uint32(u))
			}
		}
	}
	return list
}

func (rec *recorded) fetch(t *testing.T, c *imapclient.Client) error {
	options := &imap.FetchOptions{UID: true, Flags: true}
	if len(rec.bodies) > 0 {
		section := &imap.FetchItemBodySection{Peek: true}
		if rec.header {
			section.Specifier = imap.PartSpecifierHeader
		}
		options.BodySection = []*imap.FetchItemBodySection{section}
	}
	cmd := c.Fetch(imap.UIDSet{{Start: 1}}, options)
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		var uid uint32
		for item := m.Next(); item != nil; item = m.Next() {
			switch item := item.(type) {
			case imapclient.FetchItemDataUID:
				uid = uint32(item.UID)
			case imapclient.FetchItemDataFlags:
				want := strings.Fields(rec.flags[uid])
				if len(item.Flags) != len(want) {
					t.Errorf("message %d: flags %q, want %q", uid, item.Flags, want)
				}
				delete(rec.flags, uid)
			case imapclient.FetchItemDataBodySection:
				got, err := io.ReadAll(item.Literal)
				if err != nil || string(got) != rec.bodies[uid] {
					t.Errorf("message %d: %d octets, want %d; %v", uid, len(got), len(rec.bodies[uid]), err)
				}
				rec.bodies[uid] = ""
			}
		}
	}
	if len(rec.flags) > 0 {
		t.Errorf("flags that did not come: %v", rec.flags)
	}
	for uid, body := range rec.bodies {
		if body != "" {
			t.Errorf("body of %d did not come", uid)
		}
	}
	return cmd.Close()
}
