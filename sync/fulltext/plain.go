package fulltext

// Fold appends text to to as words are compared: in lower case, ß as ss, without
// accents. What is between words stays as it is.
func Fold(to []byte, text string) []byte {
	f := newFolds()
	for _, r := range text {
		before := len(to)
		k := between
		if to, k = f.append(to, r); k == between && len(to) == before {
			to = append(to, string(r)...)
		}
	}
	return to
}
