package store

import (
	"testing"

	"godwit/sync/mail"
)

// Bytes that rows share go with the last of them.
func TestTwinsShareBytes(t *testing.T) {
	s := fresh(t)
	ctx := t.Context()
	_, folders := imapAccount(t, s)
	first, second := message(1, "m"), message(1, "m")
	first.ServerID, second.ServerID = "E1", "E1"
	second.Labels = []string{"Work"}
	ids := append(add(t, s, folders[mail.Inbox], first), add(t, s, folders[mail.Archive], second)...)
	twins, err := s.Twins(ctx, ids)
	check(t, err)
	if twins[ids[0]] != (Twin{ServerID: "E1"}) {
		t.Errorf("before: %+v", twins)
	}
	raw := []byte("the only bytes")
	check(t, s.AddBodies(ctx, []Body{{ID: ids[0], Raw: raw, Text: "bytes"}}))
	twins, err = s.Twins(ctx, ids[1:])
	check(t, err)
	if twins[ids[1]].ID != ids[0] {
		t.Errorf("after: %+v", twins)
	}
	check(t, s.AddBodies(ctx, []Body{{ID: ids[1], Raw: raw, Text: "bytes", Twin: ids[0]}}))
	if r := row(t, s, ids[1]); r.Body != mail.BodyHere || len(r.Labels) != 1 {
		t.Errorf("row %+v", r)
	}
	blobs := func() (n int) {
		t.Helper()
		check(t, one(ctx, s.bodies.read, "SELECT count(*) FROM blobs", nil, &n))
		return n
	}
	if n := blobs(); n != 1 {
		t.Errorf("%d blobs", n)
	}
	check(t, s.Delete(ctx, ids[:1]))
	if got, err := s.Raw(ctx, ids[1]); err != nil || string(got) != string(raw) {
		t.Errorf("%q, %v", got, err)
	}
	check(t, s.Delete(ctx, ids[1:]))
	if n := blobs(); n != 0 {
		t.Errorf("%d blobs are left", n)
	}
	check(t, s.Check(ctx))
}
