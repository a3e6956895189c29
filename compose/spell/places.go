package spell

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Installed is a dictionary on this computer.
type Installed struct {
	Language string // de_DE
	aff, dic string
}

// maxInstalled bounds how many dictionaries are listed.
const maxInstalled = 500

// Find lists the dictionaries of this computer by language, each language once:
// those of the first place that has it. extra places come first.
func Find(extra ...string) []Installed {
	seen := make(map[string]bool)
	var out []Installed
	for _, dir := range append(extra, places(runtime.GOOS, os.Getenv)...) {
		files, err := filepath.Glob(filepath.Join(dir, "*.aff"))
		if err != nil {
			continue
		}
		for _, aff := range files {
			dic := strings.TrimSuffix(aff, ".aff") + ".dic"
			name := strings.TrimSuffix(filepath.Base(aff), ".aff")
			if seen[name] || strings.HasPrefix(name, "hyph_") || len(out) >= maxInstalled || !regular(aff) || !regular(dic) {
				continue
			}
			seen[name] = true
			out = append(out, Installed{strings.ReplaceAll(name, "-", "_"), aff, dic})
		}
	}
	slices.SortFunc(out, func(a, b Installed) int { return strings.Compare(a.Language, b.Language) })
	return out
}

func regular(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular() && info.Size() <= maxBytes
}

// places are the folders in which systems and office programs keep dictionaries.
func places(system string, env func(string) string) []string {
	var out []string
	add := func(base string, parts ...string) {
		if base != "" {
			out = append(out, filepath.Join(append([]string{base}, parts...)...))
		}
	}
	out = append(out, filepath.SplitList(env("DICPATH"))...)
	home := env("HOME")
	switch system {
	case "windows":
		for _, base := range []string{env("ProgramFiles"), env("ProgramFiles(x86)")} {
			add(base, "LibreOffice", "share", "extensions", "dict-*")
			add(base, "Hunspell")
		}
		add(env("APPDATA"), "hunspell")
		add(env("APPDATA"), "LibreOffice", "4", "user", "uno_packages", "cache", "uno_packages", "*", "*")
	case "darwin":
		add(home, "Library", "Spelling")
		add("/Library/Spelling")
		add("/Applications/LibreOffice.app/Contents/Resources/extensions", "dict-*")
		add("/opt/homebrew/share/hunspell")
		add("/usr/local/share/hunspell")
	default:
		data := env("XDG_DATA_HOME")
		if data == "" && home != "" {
			data = filepath.Join(home, ".local", "share")
		}
		add(data, "hunspell")
		dirs := env("XDG_DATA_DIRS")
		if dirs == "" {
			dirs = "/usr/local/share:/usr/share"
		}
		for _, dir := range filepath.SplitList(dirs) {
			add(dir, "hunspell")
			add(dir, "myspell", "dicts")
			add(dir, "myspell")
		}
		add("/usr/lib/libreoffice/share/extensions", "dict-*")
		add("/opt/libreoffice*/share/extensions", "dict-*")
		add("/app/share/hunspell")
	}
	return out
}

// Read reads the dictionary.
func (i Installed) Read() (*Dictionary, error) {
	aff, err := os.Open(i.aff)
	if err != nil {
		return nil, fmt.Errorf("open the rules of %s: %w", i.Language, err)
	}
	defer aff.Close()
	dic, err := os.Open(i.dic)
	if err != nil {
		return nil, fmt.Errorf("open the words of %s: %w", i.Language, err)
	}
	defer dic.Close()
	return Read(i.Language, aff, dic)
}
