package app

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// TestDraftOnServer: one draft is one message on the server, however often it
// is changed, and none once it is sent.
func TestDraftOnServer(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	d, err := a.Outbox.Blank(t.Context(), id)
	check(t, err)
	d.Bcc = []mail.Address{{Email: "hidden@example.org"}, {Email: "not yet"}}
	for _, text := range []string{"one", "two", "three"} {
		d.Subject, d.Body = text, strings.TrimSpace(strings.Repeat(text+" word ", 60))+"\n"
		d.ID, err = a.Outbox.SaveDraft(t.Context(), d)
		check(t, err)
		check(t, a.Outbox.UploadDraft(t.Context(), d.ID))
		check(t, a.Outbox.UploadDraft(t.Context(), d.ID)) // nothing to do
		check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
		there := w.server.Messages(mira, "Drafts")
		if len(there) != 1 {
			t.Fatalf("%d drafts on the server", len(there))
		}
		m := parse.Parse(there[0].Raw)
		e := m.Header.Envelope()
		if e.Subject != text || len(e.Bcc) != 1 || compose.Text(m) != d.Body {
			t.Errorf("there: %+v\n%s", e, compose.Text(m))
		}
	}
	d.To, d.Bcc = []mail.Address{{Email: jonas}}, nil
	_, err = a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	if there := w.server.Messages(mira, "Drafts"); len(there) != 0 {
		t.Errorf("%d drafts are left", len(there))
	}
}

// TestDraftRests: a draft is uploaded once nobody has typed for a while, a
// template never.
func TestDraftRests(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	d, err := a.Outbox.Blank(t.Context(), id)
	check(t, err)
	d.Subject = "rests"
	d.ID, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	d.ID, d.Template = 0, true
	_, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	rest, err := a.engine.copyDrafts(t.Context(), time.Now().Add(-draftRests))
	if err != nil || rest <= 0 || rest > draftRests {
		t.Errorf("rests for %v, %v", rest, err)
	}
	later := time.Now().Add(time.Second)
	for range 2 {
		if rest, err := a.engine.copyDrafts(t.Context(), later); err != nil || rest != 0 {
			t.Errorf("rests for %v, %v", rest, err)
		}
	}
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	if there := w.server.Messages(mira, "Drafts"); len(there) != 1 {
		t.Errorf("%d drafts there", len(there))
	}
	// Another client sends it.
	b := open(t, t.TempDir(), nil)
	other := add(t, b, w.account(mira), "godwit")
	check(t, b.Sync(t.Context(), SyncOptions{Account: other}))
	row, ok := find(t, b, other, mail.Drafts, "rests")
	if !ok {
		t.Fatal("the other client does not see the draft")
	}
	check(t, b.store.Delete(t.Context(), []mail.MessageID{row.ID}))
	check(t, b.Sync(t.Context(), SyncOptions{Account: other}))
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	_, err = a.engine.copyDrafts(t.Context(), later)
	check(t, err)
	if list, err := a.Outbox.Drafts(t.Context()); err != nil || len(list) != 1 || !list[0].Template {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestDraftOfAnotherClient: a message in Drafts opens with all it has, and its
// new revision takes its place.
func TestDraftOfAnotherClient(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	raw := "From: Mira <" + mira + ">\r\nTo: jonas@demo.test\r\nBcc: cy@example.org\r\nSubject: Plans\r\nIn-Reply-To: <a@x>\r\nReferences: <r@x> <a@x>\r\n" +
		"Message-ID: <other@client>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; format=flowed\r\n\r\none \r\nparagraph\r\n" +
		"--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n"
	check(t, w.server.Append(mira, "Drafts", []byte(raw), []string{`\Draft`}, time.Now()))
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	row, ok := find(t, a, id, mail.Drafts, "Plans")
	if !ok {
		t.Fatal("the draft did not come")
	}
	d, err := a.Outbox.OpenDraft(t.Context(), row.ID)
	check(t, err)
	if d.Body != "one paragraph" || d.To[0].Email != jonas || d.Bcc[0].Email != "cy@example.org" || d.InReplyTo != "a@x" || len(d.References) != 2 ||
		len(d.Attachments) != 1 || string(d.Attachments[0].Data) != "%PDF-" || d.From.Email != mira {
		t.Fatalf("%+v", d)
	}
	d.Body = "more\n"
	d.ID, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	if again, err := a.Outbox.OpenDraft(t.Context(), row.ID); err != nil || again.ID != d.ID || again.Body != "more\n" {
		t.Errorf("opened again: %+v, %v", again, err)
	}
	check(t, a.Outbox.UploadDraft(t.Context(), d.ID))
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	there := w.server.Messages(mira, "Drafts")
	if len(there) != 1 || !bytes.Contains(there[0].Raw, []byte("more")) || !bytes.Contains(there[0].Raw, []byte("a.pdf")) || !bytes.Contains(there[0].Raw, []byte("References: <r@x> <a@x>")) {
		t.Errorf("%d there: %+v", len(there), there)
	}
	d.ID = 0 // a draft that was opened and sent at once takes its message along as well
	row2, _ := a.Outbox.Drafts(t.Context())
	d, err = a.Outbox.OpenDraft(t.Context(), row2[0].Copy)
	check(t, err)
	_, err = a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	check(t, a.Sync(t.Context(), SyncOptions{Account: id}))
	if there := w.server.Messages(mira, "Drafts"); len(there) != 0 {
		t.Errorf("%d drafts are left", len(there))
	}
}

// TestDraftKeepsFile: a file that is removed or changed after it was attached is
// sent as it was.
func TestDraftKeepsFile(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	dir := t.TempDir()
	a := open(t, dir, nil)
	id := add(t, a, w.account(mira), "godwit")
	name := filepath.Join(t.TempDir(), "large.bin")
	content := bytes.Repeat([]byte{0, 1, 2, 3, 255}, 500_000)
	check(t, os.WriteFile(name, content, 0o600))
	d, err := a.Outbox.Blank(t.Context(), id)
	check(t, err)
	d.To, d.Subject, d.Body = []mail.Address{{Email: jonas}}, "File", "See.\n"
	d.Attachments = []compose.Attachment{fileAttachment(t, name), {Name: "small.txt", Data: []byte("small\n")}}
	d.ID, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	check(t, os.WriteFile(name, []byte("changed"), 0o600))
	check(t, os.Remove(name))
	a.Close()

	a = open(t, dir, nil)
	d, err = a.Outbox.Draft(t.Context(), d.ID)
	check(t, err)
	if d.Attachments[0].Octets() != int64(len(content)) || d.Attachments[0].Data != nil || string(d.Attachments[1].Data) != "small\n" {
		t.Fatalf("%+v", d.Attachments)
	}
	_, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	final, stamp, err := a.Outbox.Bytes(d)
	check(t, err)
	shown := final.Bytes()
	d.Stamp = stamp
	_, err = a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	queued, err := a.Outbox.List(t.Context())
	check(t, err)
	raw, err := a.Outbox.raw(t.Context(), queued[0].ID)
	check(t, err)
	if !bytes.Equal(raw, shown) {
		t.Error("what is queued differs from what was shown")
	}
	m := parse.Parse(raw)
	if got := m.Bytes(m.Attachments()[0]); !bytes.Equal(got, content) {
		t.Errorf("%d octets are sent of %d", len(got), len(content))
	}
}

func TestTemplate(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	d, err := a.Outbox.Blank(t.Context(), id)
	check(t, err)
	d.Subject, d.Template, d.Attachments = "Offer", true, []compose.Attachment{{Name: "terms.txt", Data: []byte("terms")}}
	template, err := a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	begun, err := a.Outbox.Begin(t.Context(), template)
	check(t, err)
	if begun.ID != 0 || begun.Template || begun.Subject != "Offer" || string(begun.Attachments[0].Data) != "terms" {
		t.Errorf("%+v", begun)
	}
	begun.To = []mail.Address{{Email: jonas}}
	_, err = a.Outbox.Send(t.Context(), begun, 0)
	check(t, err)
	if list, err := a.Outbox.Drafts(t.Context()); err != nil || len(list) != 1 || !list[0].Template {
		t.Errorf("%+v, %v", list, err)
	}
}

func fileAttachment(t *testing.T, name string) compose.Attachment {
	t.Helper()
	info, err := os.Stat(name)
	check(t, err)
	return compose.Attachment{Name: filepath.Base(name), Size: info.Size(), Open: func() (io.ReadCloser, error) { return os.Open(name) }}
}
