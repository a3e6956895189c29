package store

import (
	"context"
	"fmt"
	"strings"

	"godwit/accounts"
	"godwit/sync/mail"
)

// NameFault is what is wrong with a name that a folder was to have.
type NameFault string

const (
	NameEmpty     NameFault = "empty"     // a level without a name
	NameControl   NameFault = "control"   // a character that cannot be seen
	NameSeparator NameFault = "separator" // the server's, within a level
	NameWildcard  NameFault = "wildcard"  // % and * stand for any name in IMAP (RFC 9051 5.1)
	NameDots      NameFault = "dots"      // "." and ".." are not names on most servers
	NameSpace     NameFault = "namespace" // # begins names of other kinds (RFC 9051 5.1.2)
	NameInbox     NameFault = "inbox"     // INBOX, in any case, is the inbox
	NameLong      NameFault = "long"
	NameAlone     NameFault = "alone"  // the folder above cannot have folders
	NameInside    NameFault = "inside" // the folder into itself
)

// FolderNameError says why a folder cannot have a name, before the server is
// asked. It is an ErrNeeded.
type FolderNameError struct {
	Name  string // the level, or what it is to be below
	Fault NameFault
	Mark  string // NameSeparator, NameWildcard: the character
}

func (e *FolderNameError) Error() string {
	return fmt.Sprintf("folder name %q: %s %s", e.Name, e.Fault, e.Mark)
}

// Is makes it one of the changes that cannot be.
func (e *FolderNameError) Is(target error) bool { return target == ErrNeeded }

const (
	maxLevel  = 255 // octets; what file systems allow
	maxLevels = 30
)

// folderPath makes a path of what a person typed, with one "/" between levels,
// and says what of it the account's server would refuse.
func (t *tx) folderPath(ctx context.Context, account accounts.ID, typed string) (string, error) {
	path, err := cleanPath(typed)
	if err != nil {
		return "", err
	}
	delim, err := t.delimiter(ctx, account)
	if err != nil {
		return "", err
	}
	for level := range strings.SplitSeq(path, "/") {
		if fault := onServer(level, delim); fault != nil {
			return "", fault
		}
	}
	if strings.EqualFold(path, "INBOX") {
		return "", &FolderNameError{Name: path, Fault: NameInbox}
	}
	for above := parentPath(path); above != ""; above = parentPath(above) {
		f, err := first(collect(ctx, t, scanFolder, folderColumns+"WHERE account = ? AND path = ? AND gone = 0", account, above))
		if err == nil && f.Childless {
			return "", &FolderNameError{Name: f.Path, Fault: NameAlone}
		}
		if ignoreMissing(err) != nil {
			return "", err
		}
	}
	return path, nil
}

func parentPath(path string) string {
	return path[:max(0, strings.LastIndexByte(path, '/'))]
}

// cleanPath trims each level, and refuses what is no name anywhere.
func cleanPath(typed string) (string, error) {
	levels := strings.Split(strings.Trim(strings.TrimSpace(typed), "/"), "/")
	for i, level := range levels {
		level = strings.TrimSpace(level)
		fault := NameFault("")
		switch {
		case level == "":
			fault = NameEmpty
		case strings.ContainsFunc(level, func(r rune) bool { return r < ' ' || r == 0x7f }):
			fault = NameControl
		case len(level) > maxLevel || len(levels) > maxLevels:
			fault = NameLong
		}
		if fault != "" {
			return "", &FolderNameError{Name: level, Fault: fault}
		}
		levels[i] = level
	}
	path := strings.Join(levels, "/")
	if len(path) > maxText || path != clip(path, maxText) {
		return "", &FolderNameError{Name: path, Fault: NameLong}
	}
	return path, nil
}

// onServer is what a server whose names have delim between levels would not
// take; "" is no server, or one without levels.
func onServer(level, delim string) error {
	if delim != "" && delim != "/" && strings.Contains(level, delim) {
		return &FolderNameError{Name: level, Fault: NameSeparator, Mark: delim}
	}
	if i := strings.IndexAny(level, "%*"); i >= 0 {
		return &FolderNameError{Name: level, Fault: NameWildcard, Mark: level[i : i+1]}
	}
	switch {
	case level == "." || level == "..":
		return &FolderNameError{Name: level, Fault: NameDots}
	case level[0] == '#':
		return &FolderNameError{Name: level, Fault: NameSpace}
	}
	return nil
}

// ownFolder returns a folder that is the user's to rename and to remove.
func (t *tx) ownFolder(ctx context.Context, id mail.FolderID) (mail.Folder, error) {
	f, err := folderByID(ctx, t, id)
	if err == nil && f.Role != mail.NoRole {
		err = ErrNeeded
	}
	if err != nil {
		return f, fmt.Errorf("folder %d: %w", id, err)
	}
	return f, nil
}
