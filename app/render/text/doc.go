// Package text finds fonts and turns text into glyphs: families as CSS names
// them and what stands in for those this computer lacks, shaping, the order of
// right-to-left text (UAX #9), where lines may break (UAX #14), what a person
// takes for a character (UAX #29), which characters are pictures, and the
// measures that layout needs.
//
// Everything is in pixels of CSS; zoom and the density of the screen are the
// painter's. The package opens font files of this computer and nothing else: a
// mail's own fonts are never fetched.
//
// Fonts own the font map and the shaper, neither of which may be shared, behind
// one lock; what comes out, a Font and its Runs, never changes and goes
// anywhere. What no font can draw becomes that font's box. A computer without
// any font is served by the ones that the caller bundles; without those text
// has no glyphs and no width, and nothing fails.
package text
