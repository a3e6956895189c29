package desktop

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Autostart is a program that starts with the session (Desktop Application
// Autostart Specification).
type Autostart struct {
	file string // of the entry
}

// AutostartOf is the entry of a name in a folder of settings; "" for the
// person's own. ErrNone on systems that do it in other ways.
func AutostartOf(name, config string) (Autostart, error) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return Autostart{}, ErrNone
	}
	if config == "" {
		var err error
		if config, err = os.UserConfigDir(); err != nil {
			return Autostart{}, err
		}
	}
	return Autostart{filepath.Join(config, "autostart", name+".desktop")}, nil
}

// On reports whether there is such an entry.
func (a Autostart) On() bool {
	_, err := os.Stat(a.file)
	return err == nil
}

// Set makes the entry, which runs a program with arguments, or removes it.
func (a Autostart) Set(on bool, program string, args ...string) error {
	if !on {
		if err := os.Remove(a.file); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(a.file), 0o700); err != nil {
		return err
	}
	var line []string
	for _, word := range append([]string{program}, args...) {
		line = append(line, quoted(word))
	}
	entry := "[Desktop Entry]\nType=Application\nName=Godwit\nIcon=org.godwitmail.Godwit\nTerminal=false\nX-GNOME-Autostart-enabled=true\nExec=" + strings.Join(line, " ") + "\n"
	return os.WriteFile(a.file, []byte(entry), 0o600)
}

// quoted is a word of an Exec line (Desktop Entry Specification 1.5, The Exec
// key): quoted, then its backslashes doubled as in every string of such a file.
func quoted(word string) string {
	word = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", "$", `\$`).Replace(word)
	word = `"` + strings.ReplaceAll(word, "%", "%%") + `"`
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(word)
}
