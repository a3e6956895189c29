package app

import (
	"errors"
	"syscall"

	"godwit/app/files"
)

// ErrLong says that something is too large to be shown or printed.
var ErrLong = errors.New("too long")

// ErrNoViewer says that this computer has no program to open a file with.
var ErrNoViewer = errors.New("no program to open it")

// filing are the faults of writing, showing and printing files.
func filing() []sentinel {
	return []sentinel{
		{files.ErrFull, Explanation{
			Code: "GW-DISK-FULL", Title: "The disk is full.",
			Text:   "There is no room for the file. Nothing of it was left behind, and the message still has it.",
			Action: "Free some space, or choose another disk, then save it again.", Needs: NeedsTime,
		}},
		{ErrNoViewer, Explanation{
			Code: "GW-FILE-NO-PROGRAM", Title: "Nothing here opens such files.",
			Text:   "Your system did not start a program for this file.",
			Action: "Save the file, and open it with a program that you choose.",
		}},
		{ErrLong, Explanation{
			Code: "GW-FILE-LONG", Title: "That is too long.",
			Text:   "It would be more than a thousand pages, or more than can be shown here.",
			Action: "Save it and open it with a program made for large files.",
		}},
	}
}

// disks are faults of a place that a person chose, such as a file for the
// output; of the profile the store says so itself.
func disks() []sentinel {
	return []sentinel{
		{syscall.EROFS, Explanation{
			Code: "GW-FILE-DENIED", Title: "Nothing can be written there.",
			Text:   "The disk or folder is read only.",
			Action: "Choose another folder.",
		}},
		{syscall.ENOSPC, Explanation{
			Code: "GW-DISK-FULL", Title: "The disk is full.",
			Text:   "There is no room to write there.",
			Action: "Free some space, or choose another disk.", Needs: NeedsTime,
		}},
	}
}
