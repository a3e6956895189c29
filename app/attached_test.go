package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"godwit/app/files"
	"godwit/sync/localserver"
	"godwit/sync/mail"
)

const withFiles = "From: Ada <ada@example.org>\r\nSubject: files\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
	"--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n" +
	"--b\r\nContent-Type: application/pdf; name=\"invoice.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAA=\r\n" +
	"--b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=inner.eml\r\n\r\n" +
	"From: Bob <bob@example.org>\r\nSubject: inside\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n" +
	"--c\r\nContent-Type: text/html\r\n\r\n<p>deep<img src=cid:x>\r\n" +
	"--c\r\nContent-Type: image/png\r\nContent-ID: <x>\r\nContent-Disposition: attachment; filename=x.png\r\n\r\n\x89PNG\r\n" +
	"--c\r\nContent-Type: text/plain; charset=iso-8859-1; name=n.txt\r\nContent-Disposition: attachment\r\n\r\ncaf\xe9 au lait\r\n--c--\r\n\r\n--b--\r\n"

func TestAttachments(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	acc := w.account(mira)
	account := add(t, a, acc, "godwit")
	check(t, w.server.Deliver(mira, []byte(withFiles)))
	check(t, a.Sync(t.Context(), SyncOptions{Account: account}))
	row, ok := find(t, a, account, mail.Inbox, "files")
	if !ok {
		t.Fatal("not here")
	}
	outer := Origin{Message: row.ID}
	r, err := a.Mail.Read(t.Context(), row.ID)
	if err != nil || len(r.Parts) != 2 {
		t.Fatalf("%+v, %v", r.Parts, err)
	}
	verdicts, err := a.Mail.JudgeParts(t.Context(), outer, r.Parts)
	if err != nil || verdicts[0].Kind != files.Program || verdicts[0].Risk != files.Danger || verdicts[1].Kind != files.Message {
		t.Errorf("%+v, %v", verdicts, err)
	}

	inner := outer.Into(r.Parts[1].ID)
	in, err := a.Mail.ReadInside(t.Context(), inner)
	if err != nil || in.Envelope.Subject != "inside" || len(in.Parts) != 2 {
		t.Fatalf("%+v, %v", in, err)
	}
	if got, err := a.Mail.EmbeddedInside(t.Context(), inner, []string{"cid:x"}); err != nil || !strings.HasPrefix(string(got["cid:x"]), "\x89PNG") {
		t.Errorf("%q, %v", got, err)
	}
	if text, all, err := a.Mail.PartText(t.Context(), inner, in.Parts[1].ID, 100); text != "café au lait" || !all || err != nil {
		t.Errorf("%q %v %v", text, all, err)
	}
	if text, all, err := a.Mail.PartText(t.Context(), inner, in.Parts[1].ID, 4); text != "café" || all || err != nil {
		t.Errorf("%q %v %v", text, all, err)
	}
	if _, err := a.Mail.PartBytes(t.Context(), inner, in.Parts[1].ID, 4); !errors.Is(err, ErrLong) {
		t.Error(err)
	}

	path := filepath.Join(t.TempDir(), "x.png")
	var told int64
	check(t, a.Mail.SavePart(t.Context(), inner, in.Parts[0].ID, path, false, func(n int64) { told = n }))
	if data, err := os.ReadFile(path); err != nil || int64(len(data)) != told || told == 0 {
		t.Errorf("%q, told %d, %v", data, told, err)
	}
	private, err := files.OpenPrivate(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if copied, err := a.Mail.CopyPart(t.Context(), outer, r.Parts[0].ID, r.Parts[0].Name, private); err != nil || filepath.Base(copied) != "invoice.pdf" {
		t.Error(copied, err)
	}
	for _, gone := range []Origin{outer.Into("9"), inner.Into("1"), {Message: 9999}} {
		if _, err := a.Mail.PartBytes(t.Context(), gone, "7", 10); !errors.Is(err, mail.ErrNotFound) {
			t.Errorf("%v: %v", gone, err)
		}
	}
}
