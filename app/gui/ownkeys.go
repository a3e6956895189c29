package gui

import (
	"maps"
	"slices"
	"strings"
)

// readOwnKeys reads lines of "command=stroke", as the profile keeps the keys that
// a person chose.
func readOwnKeys(text string) map[string]stroke {
	own := make(map[string]stroke)
	for line := range strings.Lines(text) {
		if id, s, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok {
			own[id] = stroke(s)
		}
	}
	return own
}

// writeOwnKeys is the reverse.
func writeOwnKeys(own map[string]stroke) string {
	text := ""
	for _, id := range slices.Sorted(maps.Keys(own)) {
		text += id + "=" + string(own[id]) + "\n"
	}
	return text
}
