package peers

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestMailbox(t *testing.T) {
	dir := t.TempDir()
	if err := newMailbox(1).fill(dir, 1000); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Join(dir, "cur"))
	if err != nil || len(files) != 1000 {
		t.Fatal(len(files), err)
	}
	var sizes []int64
	total := int64(0)
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, info.Size())
		total += info.Size()
	}
	slices.Sort(sizes)
	if mean, median := total/1000, sizes[500]; mean < 15_000 || mean > 24_000 || median < 2_000 || median > 8_000 {
		t.Errorf("mean %d, median %d octets", mean, median)
	}
	again, other := newMailbox(1).message(newMailbox(1).begun), newMailbox(2).message(newMailbox(1).begun)
	if again != newMailbox(1).message(newMailbox(1).begun) || again == other {
		t.Error("a seed does not decide the octets")
	}
}
