package app

import (
	"testing"

	"godwit/sync/store"
)

func TestExplainNames(t *testing.T) {
	for _, fault := range []store.NameFault{
		store.NameEmpty, store.NameControl, store.NameSeparator, store.NameWildcard, store.NameDots,
		store.NameSpace, store.NameInbox, store.NameLong, store.NameAlone, store.NameInside,
	} {
		ex := Explain(&store.FolderNameError{Name: "x", Fault: fault, Mark: "."})
		if ex.Code != "GW-FOLDER-NAME" || ex.Title == "" || ex.Text == "" || ex.Action == "" {
			t.Errorf("%s: %+v", fault, ex)
		}
	}
	if ex := Explain(&InvalidTagError{"No."}); ex.Code != "GW-TAG-INVALID" || ex.Text != "No." {
		t.Errorf("%+v", ex)
	}
}
