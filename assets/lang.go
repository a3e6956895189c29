package assets

import "embed"

//go:embed lang
var texts embed.FS

// Texts is the catalog of a language as JSON: the English text, then its
// translation or, for a text with a number, one for each plural of the
// language. nil for English and for languages that there are not.
func Texts(tag string) []byte {
	b, err := texts.ReadFile("lang/" + tag + ".json")
	if err != nil {
		return nil
	}
	return b
}
