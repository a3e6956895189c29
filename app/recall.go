package app

import (
	"context"
	"slices"

	"godwit/compose"
	"godwit/sync/mail"
)

// Recall takes a message back as Edit does, for who still knows the draft that
// it was made of: bytes do not say what it answered, of what its writer was
// warned, and where a blind copy's name was written. Only files that was names
// and does not hold come from the bytes.
func (o *Outbox) Recall(ctx context.Context, id mail.OutboxID, was compose.Draft) (compose.Draft, error) {
	d, err := o.Edit(ctx, id)
	if err != nil {
		return d, err
	}
	files := filesOf(was.Attachments, d.Attachments)
	was.ID, was.Copy, was.Attachments = d.ID, 0, files
	d = was
	d.ID, err = o.SaveDraft(ctx, d)
	return d, err
}

// filesOf are the files as they were attached, with the bytes of the same ones
// in a message; those of the message where one is not found there.
func filesOf(was, found []compose.Attachment) []compose.Attachment {
	out, left := slices.Clone(was), slices.Clone(found)
	for i := range out {
		a := &out[i]
		at := slices.IndexFunc(left, func(f compose.Attachment) bool { return f.Name == a.Name && f.Octets() == a.Octets() })
		if at < 0 {
			return found
		}
		a.Data, a.Open, a.Size, a.Sum = left[at].Data, nil, 0, ""
		left = slices.Delete(left, at, at+1)
	}
	return out
}
