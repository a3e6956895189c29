package files

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"strings"
)

const (
	maxEntries = 2000      // names that are looked at
	maxListed  = 200       // names that are kept
	maxBomb    = 200       // times larger than the archive: no honest file
	maxUnpack  = 10 << 30  // octets
	maxZip     = 256 << 20 // octets of an archive that is looked into
)

// LooksInside says whether Judge needs to see the whole of a file that begins so.
func LooksInside(head []byte) bool {
	return begins(head, "PK\x03\x04") || begins(head, "PK\x05\x06") || begins(head, "\xd0\xcf\x11\xe0")
}

// archive looks at the names in an archive; nothing is unpacked. Only zip says
// what is in it without being unpacked.
func (v *Verdict) archive(data []byte, warn func(Risk, string)) {
	if !begins(data, "PK") || len(data) > maxZip {
		warn(Caution, "It is an archive that Godwit does not look into. What is in it may be a program.")
		return
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		warn(Caution, "It is an archive that cannot be read whole. What is in it may be a program.")
		return
	}
	var unpacked uint64
	locked := false
	worst := ""
	for i, f := range z.File {
		if i >= maxEntries {
			warn(Caution, fmt.Sprintf("It holds more than %d files, of which not all were looked at.", maxEntries))
			break
		}
		unpacked += f.UncompressedSize64
		locked = locked || f.Flags&1 != 0
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if strings.HasSuffix(name, "/") {
			continue
		}
		name = Safe(path.Base(name))
		if len(v.Names) < maxListed {
			v.Names = append(v.Names, name)
		}
		if k := kindOfName(name); worst == "" && (k == Program || k == Script || k == Shortcut || k == Disk) {
			worst = name
		}
	}
	if worst != "" {
		warn(Danger, "It is an archive with a program in it: "+worst+".")
	}
	if locked {
		warn(Caution, "It is locked with a password, which keeps virus scanners from looking into it.")
	}
	if unpacked > maxUnpack || unpacked > maxBomb*uint64(len(data)) && unpacked > 100<<20 {
		warn(Danger, "It says that it is enormous once unpacked, which can fill the disk.")
	}
}
