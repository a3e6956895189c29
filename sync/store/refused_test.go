package store

import (
	"context"
	"testing"

	"godwit/sync/mail"
)

// The only copy of a message outlives every refusal of the server.
func TestRefusedAppendIsKept(t *testing.T) {
	for _, movedOn := range []bool{false, true} {
		s := fresh(t)
		ctx := t.Context()
		account, folders := imapAccount(t, s)
		var local mail.FolderID
		check(t, s.update(ctx, "test", func(ctx context.Context, x *tx) error {
			f, err := x.localFolder(ctx, account, mail.Junk, "Here")
			local = f.ID
			return err
		}))
		m := message(0, "only here")
		m.Body = &Body{Raw: []byte("the only copy")}
		ids := add(t, s, local, m)
		archive, trash := folders[mail.Archive], folders[mail.Trash]
		check(t, s.Move(ctx, ids, archive))
		op := nextOps(t, s, account)[0]
		check(t, s.BeginOp(ctx, op.ID))
		if movedOn {
			check(t, s.Move(ctx, ids, trash))
		}
		check(t, s.OpRefused(ctx, op.ID, "over quota"))
		passes := func() {
			t.Helper()
			for range 3 {
				_, err := s.Unnamed(ctx, account)
				check(t, err)
				for _, f := range folders {
					_, err := s.DropUnnamed(ctx, f)
					check(t, err)
				}
			}
			if raw, err := s.Raw(ctx, ids[0]); err != nil || string(raw) != "the only copy" {
				t.Errorf("%q, %v", raw, err)
			}
		}
		passes()
		if movedOn {
			if ops := nextOps(t, s, account); len(ops) != 1 || ops[0].Kind != mail.OpAppend || ops[0].To != trash {
				t.Errorf("moved on: %+v", ops)
			}
			continue
		}
		if ops := nextOps(t, s, account); len(ops) != 0 {
			t.Errorf("ops %+v", ops)
		}
		check(t, s.Mark(ctx, ids, mail.Flagged, 0, nil, nil)) // nobody to tell
		check(t, s.Move(ctx, ids, trash))                     // another try
		if ops := nextOps(t, s, account); len(ops) != 1 || ops[0].Kind != mail.OpAppend || ops[0].To != trash {
			t.Errorf("moved: %+v", ops)
		}
		passes()
	}
}
