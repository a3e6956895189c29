package app

import (
	"errors"
	"slices"
	"testing"

	"godwit/sync/mail"
	"godwit/sync/store"
)

// paths are an account's folders, as a set.
func paths(t *testing.T, a *App, of mail.Folder) map[string]mail.Folder {
	t.Helper()
	all, err := a.Mail.Folders(t.Context(), of.Account)
	check(t, err)
	m := map[string]mail.Folder{}
	for _, f := range all {
		m[f.Path] = f
	}
	return m
}

func TestRemoveFolder(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	_, inbox := bare(t, a, mira, map[string]mail.Role{"Trash": mail.Trash, "Work": "", "Work/Old": "", "Bin/Old": "", "Bin": ""})
	at := func(path string) mail.Folder {
		f, ok := paths(t, a, inbox)[path]
		if !ok {
			t.Fatalf("no folder %q", path)
		}
		return f
	}
	seed(t, a, at("Work").ID, 2)
	seed(t, a, at("Work/Old").ID, 3)
	for _, needed := range []string{"INBOX", "Trash"} {
		if _, err := a.Mail.RemoveFolder(t.Context(), at(needed).ID); !errors.Is(err, store.ErrNeeded) {
			t.Errorf("%s: %v", needed, err)
		}
	}
	work := at("Work")
	r, err := a.Mail.Removal(t.Context(), work.ID)
	if err != nil || r.Messages != 5 || len(r.Below) != 1 || !r.Trash || r.Labels {
		t.Errorf("removal %+v, %v", r, err)
	}
	was, err := a.Mail.RemoveFolder(t.Context(), work.ID)
	if err != nil || was != "Work" || at("Trash/Work").ID != work.ID || at("Trash/Work/Old").Total != 3 {
		t.Errorf("was %q, %v; %v", was, err, paths(t, a, inbox))
	}
	check(t, a.Mail.RenameFolder(t.Context(), work.ID, was)) // undone
	at("Work/Old")

	for _, path := range []string{"Work/Old", "Bin/Old"} { // two of one name
		_, err := a.Mail.RemoveFolder(t.Context(), at(path).ID)
		check(t, err)
	}
	old := at("Trash/Old 2")
	at("Trash/Old")
	if r, err := a.Mail.Removal(t.Context(), old.ID); err != nil || r.Trash {
		t.Errorf("twice into Trash: %+v, %v", r, err)
	}
	if was, err := a.Mail.RemoveFolder(t.Context(), old.ID); err != nil || was != "" {
		t.Errorf("was %q, %v", was, err)
	}
	if _, there := paths(t, a, inbox)["Trash/Old 2"]; there {
		t.Error("still there")
	}
}

func TestEmptyFolder(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	_, inbox := bare(t, a, mira, map[string]mail.Role{"Trash": mail.Trash, "Trash/Old": "", "Junk": mail.Junk, "Work": ""})
	at := func(path string) mail.Folder { return paths(t, a, inbox)[path] }
	seed(t, a, at("Trash").ID, 3)
	seed(t, a, at("Trash/Old").ID, 2)
	seed(t, a, at("Work").ID, 1)
	for _, kept := range []string{"INBOX", "Work"} {
		if err := a.Mail.EmptyFolder(t.Context(), at(kept).ID); !errors.Is(err, store.ErrNeeded) {
			t.Errorf("%s: %v", kept, err)
		}
	}
	c, err := a.Mail.Contents(t.Context(), at("Trash").ID)
	if err != nil || c.Messages != 5 || len(c.Below) != 1 {
		t.Errorf("contents %+v, %v", c, err)
	}
	check(t, a.Mail.EmptyFolder(t.Context(), at("Trash").ID))
	if at("Trash").Total != 0 || at("Trash/Old").ID != 0 || at("Work").Total != 1 {
		t.Errorf("left: %v", paths(t, a, inbox))
	}
}

func TestMoveFolder(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	_, inbox := bare(t, a, mira, map[string]mail.Role{"Work": "", "Work/Old": "", "Lists": ""})
	_, far := bare(t, a, jonas, nil)
	at := func(path string) mail.Folder { return paths(t, a, inbox)[path] }
	work := at("Work")
	check(t, a.Mail.MoveFolder(t.Context(), work.ID, at("Lists").ID))
	if at("Lists/Work").ID != work.ID || at("Lists/Work/Old").ID == 0 {
		t.Errorf("moved: %v", paths(t, a, inbox))
	}
	check(t, a.Mail.MoveFolder(t.Context(), work.ID, 0))
	if at("Work/Old").ID == 0 {
		t.Errorf("to the top: %v", paths(t, a, inbox))
	}
	if err := a.Mail.MoveFolder(t.Context(), work.ID, at("Work/Old").ID); Explain(err).Code != "GW-FOLDER-NAME" {
		t.Errorf("into itself: %v", err)
	}
	if err := a.Mail.MoveFolder(t.Context(), work.ID, far.ID); !errors.Is(err, store.ErrOtherAccount) {
		t.Errorf("to another account: %v", err)
	}
}

func TestTags(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	tags, err := a.Mail.Tags(t.Context())
	if err != nil || len(tags) != 5 || tags[0].Key != "$label1" {
		t.Fatalf("%v, %v", tags, err)
	}
	check(t, a.Mail.SetTags(t.Context(), append(tags, Tag{Name: " Steuer 2026 ", Colour: "#00aa88"}, Tag{Name: "税", Colour: "#00aa88"})))
	tags, err = a.Mail.Tags(t.Context())
	if err != nil || len(tags) != 7 || tags[5] != (Tag{"steuer_2026", "Steuer 2026", "#00aa88"}) || tags[6].Key != "u7a0e" {
		t.Errorf("%v, %v", tags, err)
	}
	for _, bad := range []Tag{{Name: "", Colour: "#000000"}, {Name: "x", Colour: "red"}, {Name: "IMPORTANT", Colour: "#000000"}, {Name: "!", Colour: "#000000"}} {
		if Explain(a.Mail.SetTags(t.Context(), append(tags, bad))).Code != "GW-TAG-INVALID" {
			t.Errorf("%+v was kept", bad)
		}
	}
	for text, key := range map[string]string{"work": "$label2", "$LABEL4": "$label4", "free": "free"} {
		if tag, err := a.Mail.FindTag(t.Context(), text); err != nil || tag.Key != key {
			t.Errorf("%s is %+v, %v", text, tag, err)
		}
	}
}

func TestFavourites(t *testing.T) {
	a := open(t, t.TempDir(), nil)
	_, inbox := bare(t, a, mira, map[string]mail.Role{"Work": ""})
	work := paths(t, a, inbox)["Work"].ID
	check(t, a.Mail.SetFavourites(t.Context(), []mail.FolderID{work, 999, inbox.ID}))
	if got, err := a.Mail.Favourites(t.Context()); err != nil || !slices.Equal(got, []mail.FolderID{work, inbox.ID}) {
		t.Errorf("%v, %v", got, err)
	}
}
