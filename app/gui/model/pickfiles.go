package model

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

// PickEntry is a line of a list to pick files from.
type PickEntry struct {
	Name   string
	Folder bool
	Size   int64
}

// pickMost bounds how many entries of a folder are listed.
const pickMost = 5000

// PickEntries are the entries of a folder that a person may mean by what was
// typed: folders first, both by name. What begins with a full stop is hidden
// until that is typed.
func PickEntries(all []fs.DirEntry, typed string) []PickEntry {
	var out []PickEntry
	low := strings.ToLower(typed)
	for _, e := range all {
		if strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(typed, ".") || !strings.Contains(strings.ToLower(e.Name()), low) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // gone by now
		}
		one := PickEntry{Name: e.Name(), Folder: e.IsDir()}
		switch mode := info.Mode(); {
		case mode.IsRegular():
			one.Size = info.Size()
		case !e.IsDir() && mode&fs.ModeSymlink == 0:
			continue // a device
		}
		if out = append(out, one); len(out) == pickMost {
			break
		}
	}
	slices.SortFunc(out, func(a, b PickEntry) int {
		if a.Folder != b.Folder {
			return map[bool]int{true: -1, false: 1}[a.Folder]
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return out
}

// PickPath splits what was typed into a folder and the beginning of a name; ~ is
// home. A path that is typed behind the folder that the field begins with counts
// by itself.
func PickPath(typed, home string) (dir, part string) {
	for _, whole := range []string{"//", "/~/"} {
		if i := strings.LastIndex(typed, whole); i >= 0 {
			typed = typed[i+1:]
		}
	}
	if rest, ok := strings.CutPrefix(typed, "~"); ok && home != "" && (rest == "" || rest[0] == '/' || rest[0] == filepath.Separator) {
		typed = home + string(filepath.Separator) + strings.TrimLeft(rest, `/\`)
	}
	dir, part = filepath.Split(typed)
	if dir == "" {
		dir = home
	}
	return filepath.Clean(dir), part
}
