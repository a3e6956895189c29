package app

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/localserver"
	"godwit/sync/mail"
	"godwit/sync/store"
)

func full(account accounts.ID) compose.Draft {
	return compose.Draft{
		Account: account, From: mail.Address{Name: "M", Email: mira},
		ReplyTo:   []mail.Address{{Email: "desk@demo.test"}},
		To:        []mail.Address{{Name: "Jürgen", Email: "juergen@xn--bcher-kva.example"}},
		Cc:        []mail.Address{{Email: "cc@example.org"}},
		Bcc:       []mail.Address{{Email: "secret@example.org"}},
		Subject:   "Tee – four",
		Body:      "**Tea** at four?\n\n- milk\n- no sugar\n",
		Markdown:  true,
		InReplyTo: "q@example.org", References: []string{"p@example.org", "q@example.org"},
		Attachments: []compose.Attachment{{Name: "münze.bin", Type: "application/octet-stream", Data: []byte{0, 1, 2, 255}}},
	}
}

func TestEdit(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	w.setFault(func(s localserver.Step) *localserver.Fault {
		if s.Name == localserver.StepMail {
			return &localserver.Fault{Reply: "550 5.7.1 Not you"}
		}
		return nil
	})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	for name, prepare := range map[string]func(*testing.T, mail.OutboxID){
		"queued":    func(*testing.T, mail.OutboxID) {},
		"cancelled": func(t *testing.T, o mail.OutboxID) { check(t, a.Outbox.Cancel(t.Context(), o)) },
		"failed": func(t *testing.T, o mail.OutboxID) {
			check(t, a.Outbox.Retry(t.Context(), o, false))
			check(t, a.Outbox.Run(t.Context()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			want := full(id)
			out, err := a.Outbox.Send(t.Context(), want, 30*time.Second)
			check(t, err)
			prepare(t, out.ID)
			if o, err := a.Outbox.Show(t.Context(), out.ID); err != nil || string(o.State) != name {
				t.Fatalf("is %s, %v", o.State, err)
			}
			got, err := a.Outbox.Edit(t.Context(), out.ID)
			check(t, err)
			if got.ID == 0 {
				t.Error("no draft was saved")
			}
			if _, err := a.Outbox.Show(t.Context(), out.ID); !errors.Is(err, mail.ErrNotFound) {
				t.Errorf("still in the outbox: %v", err)
			}
			saved, err := a.Outbox.Draft(t.Context(), got.ID)
			check(t, err)
			saved.ID, got.ID = 0, 0
			saved.Body, want.Body = strings.TrimSpace(saved.Body), strings.TrimSpace(want.Body)
			got.Body = strings.TrimSpace(got.Body)
			if !reflect.DeepEqual(saved, want) || !reflect.DeepEqual(got, want) {
				t.Errorf("got\n%+v\nwant\n%+v", saved, want)
			}
		})
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEditLeavesOutWhoHasIt(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	w.setFault(func(s localserver.Step) *localserver.Fault {
		if s.Name == localserver.StepRcpt && s.Arg != "cc@example.org" {
			return &localserver.Fault{Reply: "450 4.2.0 Later"}
		}
		return nil
	})
	a := open(t, t.TempDir(), nil)
	d := full(add(t, a, w.account(mira), "godwit"))
	out, err := a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	check(t, a.Outbox.Run(t.Context()))
	if len(w.server.Elsewhere()) != 1 {
		t.Fatal("cc@example.org should have it")
	}
	got, err := a.Outbox.Edit(t.Context(), out.ID)
	check(t, err)
	if len(got.Cc) != 0 || !reflect.DeepEqual(got.To, d.To) || !reflect.DeepEqual(got.Bcc, d.Bcc) {
		t.Errorf("to %v cc %v bcc %v", got.To, got.Cc, got.Bcc)
	}
}

// The header may write an address otherwise than the envelope does.
func TestEditTakesNobodyForABlindCopy(t *testing.T) {
	raw := []byte("From: " + mira + "\r\nTo: J <j@bücher.example>\r\nCc: \"odd name\"@example.org\r\nSubject: x\r\n\r\nx\r\n")
	d := draftOf(raw, mail.Outgoing{State: mail.StateFailed, Recipients: []mail.Recipient{
		{Address: "j@xn--bcher-kva.example"}, {Address: `"odd name"@example.org`}, {Address: "Blind@example.org"},
	}})
	if len(d.Bcc) != 1 || d.Bcc[0].Email != "Blind@example.org" {
		t.Errorf("blind copies %+v", d.Bcc)
	}
}

func TestEditKeepsTheTimeChosen(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	d := full(add(t, a, w.account(mira), "godwit"))
	d.SendAt = time.Now().Add(48 * time.Hour).Truncate(time.Second)
	out, err := a.Outbox.Send(t.Context(), d, 0)
	check(t, err)
	if got, err := a.Outbox.Edit(t.Context(), out.ID); err != nil || !got.SendAt.Equal(d.SendAt) {
		t.Errorf("%v, %v", got.SendAt, err)
	}
}

func TestEditTooLate(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	out, err := a.Outbox.Send(t.Context(), full(add(t, a, w.account(mira), "godwit")), 0)
	check(t, err)
	check(t, a.Outbox.Run(t.Context()))
	if _, err := a.Outbox.Edit(t.Context(), out.ID); !errors.Is(err, store.ErrGone) {
		t.Errorf("edit what was sent: %v", err)
	}
	if drafts, err := a.Outbox.Drafts(t.Context()); err != nil || len(drafts) != 0 {
		t.Errorf("%+v, %v", drafts, err)
	}
}

func TestDrafts(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	d := full(add(t, a, w.account(mira), "godwit"))
	d.SendAt = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	d.Kind, d.Source = compose.Forward, 77
	var err error
	d.ID, err = a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	got, err := a.Outbox.Draft(t.Context(), d.ID)
	for i := range got.Attachments {
		got.Attachments[i].Sum = ""
	}
	if err != nil || !reflect.DeepEqual(got, d) {
		t.Errorf("%v\n%+v\n%+v", err, got, d)
	}
	d.Subject = "other"
	again, err := a.Outbox.SaveDraft(t.Context(), d)
	check(t, err)
	list, err := a.Outbox.Drafts(t.Context())
	if err != nil || again != d.ID || len(list) != 1 || list[0].Subject != "other" || list[0].To != "Jürgen" {
		t.Errorf("%+v, %v", list, err)
	}
	out, err := a.Outbox.Send(t.Context(), d, time.Hour) // the draft becomes the queued message
	check(t, err)
	if list, _ := a.Outbox.Drafts(t.Context()); len(list) != 0 {
		t.Errorf("sent, and still a draft: %+v", list)
	}
	if r, err := a.Outbox.Reading(t.Context(), out.ID); err != nil || len(r.Parts) != 1 || r.Parts[0].Size != 4 {
		t.Errorf("%+v, %v", r, err)
	}
	_, err = a.Outbox.Send(t.Context(), compose.Draft{Account: d.Account, From: d.From}, 0)
	if Explain(err).Code != "GW-INPUT-DRAFT" {
		t.Errorf("a draft for nobody: %v", err)
	}
}

func TestSendRawEnvelope(t *testing.T) {
	w := newWorld(t, localserver.Options{})
	a := open(t, t.TempDir(), nil)
	id := add(t, a, w.account(mira), "godwit")
	raw := []byte("From: " + mira + "\nTo: a@example.org\nBcc: b@example.org\nSubject: raw\n\nx\n")
	for _, c := range []struct {
		to   []string
		want string
	}{
		{nil, "a@example.org b@example.org"},
		{[]string{"c@example.org"}, "c@example.org"},
		{[]string{"c@example.org", "d@example.org", "C@Example.org", "c@example.org"}, "c@example.org d@example.org"},
	} {
		out, err := a.Outbox.SendRaw(t.Context(), id, raw, "", c.to, mail.Wishes{})
		check(t, err)
		var got []string
		for _, r := range out.Recipients {
			got = append(got, r.Address)
		}
		if strings.Join(got, " ") != c.want || out.From != mira {
			t.Errorf("from %s to %q", out.From, got)
		}
	}
	for _, bad := range [][]string{{"no address"}, {"a@b", "x y@example.org"}} {
		if _, err := a.Outbox.SendRaw(t.Context(), id, raw, "", bad, mail.Wishes{}); Explain(err).Code != "GW-INPUT-DRAFT" {
			t.Errorf("to %q: %v", bad, err)
		}
	}
	if _, err := a.Outbox.SendRaw(t.Context(), id, []byte("Subject: to nobody\n\nx"), mira, nil, mail.Wishes{}); Explain(err).Code != "GW-INPUT-DRAFT" {
		t.Errorf("to nobody: %v", err)
	}
}
