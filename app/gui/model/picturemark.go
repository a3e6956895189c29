package model

import (
	"net/url"
	"path/filepath"
	"strings"
)

// PictureMarkdown shows an attached picture in a text. What the picture is called
// is what those read who do not see it.
func PictureMarkdown(name string) string {
	words := strings.NewReplacer("[", "", "]", "", "\\", "").Replace(strings.TrimSuffix(name, filepath.Ext(name)))
	return "![" + words + "](" + PictureTarget(name) + ")"
}

// PictureTarget is a name as Markdown writes it as the address of a picture.
func PictureTarget(name string) string {
	switch {
	case !strings.ContainsAny(name, " ()<>\\%&"):
		return name
	case !strings.ContainsAny(name, "<>\\%&"):
		return "<" + name + ">"
	}
	return strings.NewReplacer("(", "%28", ")", "%29", "&", "%26").Replace(url.PathEscape(name))
}
