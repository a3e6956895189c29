package assets

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed icons/*.svg icons/app.png
var icons embed.FS

// Icon is the SVG source of the icon called name ("inbox", "star-filled"), or
// nil when there is none. Icons are drawn on a 24 px grid with lines of
// 1.75 px in currentColor: whoever shows one puts a colour in its place. The
// caller must not change the bytes.
func Icon(name string) []byte {
	data, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil
	}
	return data
}

// Icons names every icon, sorted, the coloured app icon left out.
func Icons() []string {
	entries, err := fs.ReadDir(icons, "icons")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".svg"); ok && name != "app" {
			names = append(names, name)
		}
	}
	return names
}

// AppIcon is Godwit's own icon: a PNG of 512 by 512 pixels.
func AppIcon() []byte {
	data, err := icons.ReadFile("icons/app.png")
	if err != nil {
		panic(err) // the file is compiled in
	}
	return data
}
