package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"godwit/accounts"
	"godwit/compose"
	"godwit/sync/mail"
	"godwit/sync/parse"
	"godwit/sync/store"
)

// DraftInfo is a line of the list of drafts.
type DraftInfo struct {
	ID       mail.DraftID
	Account  accounts.ID
	Subject  string
	To       string
	Changed  time.Time
	Copy     mail.MessageID // its copy in Drafts, 0: none yet
	Uploaded bool           // and that shows it as it is
	Template bool
}

// Drafts are the saved drafts, newest first, and the templates.
func (o *Outbox) Drafts(ctx context.Context) ([]DraftInfo, error) {
	saved, err := o.store.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]DraftInfo, len(saved))
	for i, d := range saved {
		out[i] = DraftInfo{d.ID, d.Account, d.Subject, d.To, d.Changed, d.Message, d.Uploaded, d.Template}
	}
	return out, nil
}

// Draft opens a saved draft. Its files are read when they are needed.
func (o *Outbox) Draft(ctx context.Context, id mail.DraftID) (compose.Draft, error) {
	saved, err := o.store.Draft(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	var d compose.Draft
	if err := json.Unmarshal(saved.Content, &d); err != nil {
		return compose.Draft{}, fmt.Errorf("read draft %d: %w", id, err)
	}
	d.ID, d.Template, d.Copy = id, saved.Template, saved.Message
	for i := range d.Attachments {
		a := &d.Attachments[i]
		if a.Sum == "" {
			continue
		}
		a.Open = func() (io.ReadCloser, error) { return o.store.DraftFile(context.WithoutCancel(ctx), id, a.Sum) }
		if a.Size <= maxHeld {
			if err := hold(a); err != nil {
				return compose.Draft{}, fmt.Errorf("file of draft %d: %w", id, err)
			}
		}
	}
	return d, nil
}

// maxHeld is the largest file of an open draft that is in memory, in octets.
const maxHeld = 1 << 20

// hold reads a file into memory.
func hold(a *compose.Attachment) error {
	r, err := a.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, a.Size+1))
	a.Data, a.Size, a.Open = data, 0, nil
	return err
}

// OpenDraft opens a message in Drafts for writing, whoever put it there: as the
// draft that it is the copy of, or as a new one that will take its place.
func (o *Outbox) OpenDraft(ctx context.Context, id mail.MessageID) (compose.Draft, error) {
	of, err := o.store.DraftOf(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	if of != 0 {
		return o.Draft(ctx, of)
	}
	row, err := (&Mail{o.core}).Row(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	raw, err := (&Mail{o.core}).Raw(ctx, id)
	if err != nil {
		return compose.Draft{}, err
	}
	a, err := o.store.Account(ctx, row.Account)
	if err != nil {
		return compose.Draft{}, err
	}
	d := compose.Open(parse.Parse(raw))
	d.Account, d.Copy = a.ID, id
	if d.From.Email == "" {
		d.From = compose.Blank(a).From
	}
	return d, nil
}

// Begin is a new draft with what a template says.
func (o *Outbox) Begin(ctx context.Context, template mail.DraftID) (compose.Draft, error) {
	d, err := o.Draft(ctx, template)
	if err != nil {
		return d, err
	}
	for i := range d.Attachments { // the template's files stay its own
		if a := &d.Attachments[i]; a.Open != nil {
			if err := hold(a); err != nil {
				return d, err
			}
		}
	}
	d.ID, d.Copy, d.Template = 0, 0, false
	return d, nil
}

// SaveDraft commits a draft as it is now; an ID of 0 makes a new one. Its files
// are copied into the profile when they are first saved.
func (o *Outbox) SaveDraft(ctx context.Context, d compose.Draft) (mail.DraftID, error) {
	var files []store.DraftFile
	saved := d
	saved.Attachments = nil
	for _, a := range d.Attachments {
		var err error
		if a, err = summed(a); err != nil {
			return 0, fmt.Errorf("save draft: %q: %w", a.Name, err)
		}
		files = append(files, store.DraftFile{Sum: a.Sum, Write: copier(a)})
		a.Size, a.Data, a.Open = a.Octets(), nil, nil
		saved.Attachments = append(saved.Attachments, a)
	}
	row, err := draftRow(saved)
	if err != nil {
		return 0, err
	}
	row.Files = files
	return o.store.SaveDraft(ctx, row)
}

// summed is an attachment with the sum that it is known by.
func summed(a compose.Attachment) (compose.Attachment, error) {
	if a.Sum != "" {
		return a, nil
	}
	sum := sha256.New()
	n, err := copyTo(sum, a)
	a.Sum = hex.EncodeToString(sum.Sum(nil))
	if a.Open != nil {
		a.Size = n
	}
	return a, err
}

func copier(a compose.Attachment) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := copyTo(w, a)
		return err
	}
}

func copyTo(w io.Writer, a compose.Attachment) (int64, error) {
	if a.Open == nil {
		n, err := w.Write(a.Data)
		return int64(n), err
	}
	r, err := a.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return io.Copy(w, r)
}

// draftRow is a draft as the store keeps it.
func draftRow(d compose.Draft) (store.Draft, error) {
	content, err := json.Marshal(d)
	if err != nil {
		return store.Draft{}, fmt.Errorf("save draft: %w", err)
	}
	to := make([]string, len(d.To))
	for i, a := range d.To {
		to[i] = a.Display()
	}
	return store.Draft{
		ID: d.ID, Account: d.Account, Subject: d.Subject, To: strings.Join(to, ", "),
		Content: content, Message: d.Copy, Template: d.Template,
	}, nil
}

// DeleteDraft discards a draft, and its copy in Drafts.
func (o *Outbox) DeleteDraft(ctx context.Context, id mail.DraftID) error {
	return o.store.DeleteDraft(ctx, id)
}
