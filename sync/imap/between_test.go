package imap

import (
	"bufio"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// verdict is what becomes of a command instead of going to the server.
type verdict struct {
	raw  string // to the client as it stands; the server never hears of the command
	say  string // to the client, after raw and the command's tag; the server never hears of it
	lose bool   // the command goes through, the connection breaks before its answer
	mute bool   // the command goes through, and nothing comes back any more
	bye  bool   // the connection ends, after raw
}

// between passes sessions on to a server, asking about each command first.
func between(t *testing.T, to string, ask func(command string) verdict) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	t.Cleanup(func() { _ = l.Close(); wg.Wait() })
	wg.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", to)
			if err != nil {
				_ = client.Close()
				return
			}
			m := &middle{client: client, server: server, ask: ask}
			wg.Go(m.answers)
			wg.Go(m.commands)
		}
	})
	return l.Addr().(*net.TCPAddr).Port
}

type middle struct {
	client, server net.Conn
	ask            func(string) verdict

	mu         sync.Mutex
	lose, mute bool
}

func (m *middle) answers() {
	defer m.client.Close()
	defer m.server.Close()
	buf := make([]byte, 4096)
	for {
		n, err := m.server.Read(buf)
		if err != nil {
			return
		}
		m.mu.Lock()
		lose, mute := m.lose, m.mute
		if !lose && !mute {
			_, _ = m.client.Write(buf[:n])
		}
		m.mu.Unlock()
		if lose {
			return
		}
	}
}

func (m *middle) commands() {
	defer m.server.Close()
	r := bufio.NewReader(m.client)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		if command == "" { // DONE has no tag
			command = tag
		}
		v := m.ask(command)
		m.mu.Lock()
		m.lose, m.mute = m.lose || v.lose, m.mute || v.mute
		_, _ = io.WriteString(m.client, v.raw)
		if v.say != "" {
			_, _ = io.WriteString(m.client, tag+" "+v.say+"\r\n")
		}
		m.mu.Unlock()
		if v.bye {
			_ = m.client.Close()
			return
		}
		server := io.Writer(m.server)
		if v.say != "" || v.raw != "" {
			server = io.Discard
		}
		_, _ = io.WriteString(server, line)
		if i := strings.LastIndexByte(line, '{'); i >= 0 {
			size, ok := strings.CutSuffix(strings.TrimRight(line[i+1:], "}\r\n"), "+")
			if n, err := strconv.ParseInt(size, 10, 64); err == nil && (ok || v.say == "") {
				_, _ = io.CopyN(server, r, n)
			}
		}
	}
}
