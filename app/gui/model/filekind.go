package model

import (
	"godwit/app/files"
	"godwit/app/gui/lang"
)

// FileKind says in little room what a file is: "PNG", or "Program" where that is
// what counts.
func FileKind(v files.Verdict, name string) string {
	if short := v.Short(name); short != v.What("") {
		return short
	}
	return upper(lang.Said(string(v.Kind)))
}
