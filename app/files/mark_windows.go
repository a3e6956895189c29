package files

import "os"

// mark says that a file came from the internet (zone 3), so that the system asks
// before it opens it. Where that cannot be written, as on FAT, the file is there
// all the same.
func mark(path string) {
	_ = os.WriteFile(path+":Zone.Identifier", []byte("[ZoneTransfer]\r\nZoneId=3\r\n"), 0o644)
}
