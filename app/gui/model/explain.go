package model

import (
	"godwit/app"
	"godwit/app/gui/lang"
)

// Explain is app.Explain in the window's language.
func Explain(err error) app.Explanation { return InWords(app.Explain(err)) }

// InWords is an explanation in the window's language, as far as that has its
// sentences.
func InWords(ex app.Explanation) app.Explanation {
	ex.Title, ex.Text, ex.Action = lang.Said(ex.Title), lang.Said(ex.Text), lang.Said(ex.Action)
	return ex
}
