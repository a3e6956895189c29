package app

import (
	"fmt"
	"testing"

	"godwit/sync/mail"
)

// BenchmarkComplete completes a name with 100,000 contacts: the first key, for
// which all are read and ranked, and each after it.
func BenchmarkComplete(b *testing.B) {
	a, err := Open(b.Context(), Options{Profile: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	people := make([]mail.Address, 100_000)
	for i := range people {
		people[i] = mail.Address{Name: fmt.Sprintf("Given%d Family%d", i%977, i), Email: fmt.Sprintf("p%d@example.org", i)}
	}
	if n, err := a.People.AddPeople(b.Context(), people); err != nil || n != len(people) {
		b.Fatal(n, err)
	}
	complete := func(b *testing.B) {
		if got, err := a.People.Complete(b.Context(), "family99999", 8); err != nil || len(got) != 1 {
			b.Fatal(len(got), err)
		}
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			a.People.stale()
			complete(b)
		}
	})
	b.Run("next", func(b *testing.B) {
		complete(b)
		for b.Loop() {
			complete(b)
		}
	})
}
