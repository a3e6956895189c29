package htmldoc

// PlainCSS is CSS without comments and escapes, as a browser understands it:
// what hides in them can be seen. It is to be looked at, not always to be used:
// a quote that was escaped ends its string now.
func PlainCSS(s string) string { return cssPlain(s) }
