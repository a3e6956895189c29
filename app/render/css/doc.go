// Package css reads the style sheets and style attributes of mail: rules,
// selectors, media queries, and values as numbers and colours.
//
// It applies nothing (package style does) and fetches nothing: @import,
// @font-face and whatever else leads out of the mail are passed over. It cannot
// fail: what it does not know is left out, declaration by declaration and
// selector by selector, as CSS asks. Rules, selectors and lengths of values are
// bounded; past the bounds the rest of a sheet is ignored.
package css

const (
	maxRules    = 10_000
	maxSelector = 500 // octets of one selector
	maxValue    = 8 << 10
	maxNesting  = 6 // of rules in rules
	maxPerBlock = 500
)
