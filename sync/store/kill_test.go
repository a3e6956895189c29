package store

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/sync/event"
	"godwit/sync/fulltext"
	"godwit/sync/mail"
	"godwit/sync/query"
)

const killDir = "GODWIT_TEST_KILL_DIR"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		if err := writeUntilKilled(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func killBody(uid uint32) []byte {
	return fmt.Appendf(nil, "Subject: s%d\r\n\r\n%s", uid, strings.Repeat(fmt.Sprintf("body of %d ", uid), 300))
}

// writeUntilKilled adds messages, bodies and queued mail, and prints what is
// committed once it is.
func writeUntilKilled(dir string) error {
	ctx := context.Background()
	s, err := Open(ctx, dir, new(event.Hub), slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	release, err := s.Hold(ctx)
	if err != nil {
		return err
	}
	defer release()
	all, err := s.Folders(ctx, 0)
	if err != nil {
		return err
	}
	inbox, trash := all[0], all[len(all)-1]
	uid := uint32(os.Getpid()) << 12
	for {
		var msgs []NewMessage
		for range 5 {
			uid++
			msgs = append(msgs, message(uid, "kill"))
		}
		ids, err := s.AddMessages(ctx, inbox.ID, msgs)
		if err != nil {
			return err
		}
		fmt.Println("header", ids[0], msgs[0].UID)
		for i, id := range ids {
			raw := killBody(msgs[i].UID)
			if err := s.AddBodies(ctx, []Body{{ID: id, Raw: raw, Text: fmt.Sprintf("word%d", msgs[i].UID)}}); err != nil {
				return err
			}
			fmt.Println("body", id, msgs[i].UID)
		}
		if err := s.Move(ctx, ids[:1], trash.ID); err != nil {
			return err
		}
		fmt.Println("moved", ids[0], msgs[0].UID)
		if err := s.Delete(ctx, ids[1:2]); err != nil {
			return err
		}
		fmt.Println("deleted", ids[1], msgs[1].UID)
		out, err := s.Enqueue(ctx, mail.Outgoing{Account: inbox.Account, MessageID: "x"}, killBody(uid))
		if err != nil {
			return err
		}
		fmt.Println("queued", out, uid)
		if err := s.IndexHeaders(ctx); err != nil { // merges, now and then
			return err
		}
	}
}

// TestKill kills a writing process at random moments: everything that it said
// was committed is there, and every file is sound.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts 20 processes")
	}
	dir := filepath.Join(t.TempDir(), "profile")
	first := open(t, dir)
	imapAccount(t, first)
	exe, err := os.Executable()
	check(t, err)
	committed := map[string]string{} // "header 7" -> the last thing said of message 7
	for round := range 20 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		cmd := exec.CommandContext(ctx, exe)
		cmd.Env = append(os.Environ(), killDir+"="+dir)
		var complaints bytes.Buffer
		cmd.Stderr = &complaints
		pipe, err := cmd.StdoutPipe()
		check(t, err)
		check(t, cmd.Start())
		lines := bufio.NewScanner(pipe)
		until := rand.IntN(60)
		for n := 0; lines.Scan(); n++ {
			var what, id, uid string
			if _, err := fmt.Sscan(lines.Text(), &what, &id, &uid); err != nil {
				t.Fatal(err)
			}
			committed[what+" "+id] = uid
			if n == until { // then it goes on for as long as the signal takes
				check(t, cmd.Process.Kill())
			}
		}
		if err := cmd.Wait(); err == nil || complaints.Len() > 0 {
			t.Fatalf("round %d: the child ended by itself: %v %s", round, err, complaints.String())
		}
		cancel()
	}
	s := open(t, dir)
	check(t, s.Check(t.Context()))
	release, err := s.Hold(t.Context())
	check(t, err)
	defer release()
	checkCommitted(t, s, committed)
	checkIndex(t, s, committed)
}

func checkCommitted(t *testing.T, s *Store, committed map[string]string) {
	t.Helper()
	bodies := 0
	for what, uid := range committed {
		var kind string
		var id mail.MessageID
		if _, err := fmt.Sscan(what, &kind, &id); err != nil {
			t.Fatal(err)
		}
		if committed[fmt.Sprint("deleted ", id)] != "" {
			continue
		}
		var want uint32
		fmt.Sscan(uid, &want)
		switch kind {
		case "body":
			rows, err := s.Rows(t.Context(), []mail.MessageID{id})
			check(t, err)
			if len(rows) == 0 { // deleted, and killed before it could say so
				continue
			}
			raw, err := s.Raw(t.Context(), id)
			if err != nil || !bytes.Equal(raw, killBody(want)) {
				t.Errorf("body of %d: %d octets, %v", id, len(raw), err)
			}
			bodies++
		case "header":
			row(t, s, id)
		case "moved":
			if r := row(t, s, id); r.UID != 0 {
				t.Errorf("moved message %d still has UID %d", id, r.UID)
			}
		case "queued":
			r, err := s.OutgoingRaw(t.Context(), mail.OutboxID(id))
			check(t, err)
			if raw, _ := io.ReadAll(r); !bytes.Equal(raw, killBody(want)) {
				t.Errorf("queued message %d has %d octets", id, len(raw))
			}
		}
	}
	if bodies < 20 {
		t.Errorf("only %d bodies were written: the test tests little", bodies)
	}
}

// checkIndex brings the index up to date and looks for each message's own word.
func checkIndex(t *testing.T, s *Store, committed map[string]string) {
	t.Helper()
	check(t, s.Reindex(t.Context(), func(raw []byte) Body {
		var uid uint32
		fmt.Sscanf(string(raw), "Subject: s%d", &uid)
		return Body{Text: fmt.Sprintf("word%d", uid)}
	}))
	rows, err := s.List(t.Context(), mail.ListQuery{})
	check(t, err)
	for _, r := range rows {
		uid := committed[fmt.Sprint("body ", r.ID)]
		if uid == "" {
			continue
		}
		hits, err := s.Search(t.Context(), query.Parse("word"+uid, time.Now()).Root, accounts.ID(0), 0, 10)
		check(t, err)
		if len(hits) != 1 || hits[0].ID != r.ID {
			t.Errorf("word%s finds %d messages", uid, len(hits))
		}
	}
	var words, messages int
	check(t, s.readWords(t.Context(), func(x *fulltext.Index) error {
		return x.Places(func(int64, bool) { words++ })
	}))
	check(t, one(t.Context(), s.mail.read, "SELECT count(*) FROM messages", nil, &messages))
	if words != messages {
		t.Errorf("%d messages, %d in the index", messages, words)
	}
}
