package text

import (
	"math"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// stretch is a part of a text that one face draws in one script.
type stretch struct {
	from, to int
	face     *font.Face
	script   language.Script
	picture  bool
}

// shape shapes anew; the lock is held.
func (f *Fonts) shape(one *Font, s []rune, rtl bool) *Run {
	run := &Run{Runes: len(s), RTL: rtl}
	if len(s) == 0 || !f.any {
		return run
	}
	f.ask(one, one.families)
	// The shaper rounds sizes up to whole pixels; what it says is scaled back.
	whole := float32(math.Ceil(float64(one.Size)))
	parts := f.split(one, s)
	for i := range parts {
		p := &parts[i]
		if rtl {
			p = &parts[len(parts)-1-i]
		}
		in := shaping.Input{
			Text: s, RunStart: p.from, RunEnd: p.to, Face: p.face, Script: p.script,
			Size: fixed.I(int(whole)), Language: language.DefaultLanguage(), Direction: di.DirectionLTR,
		}
		if rtl {
			in.Direction = di.DirectionRTL
		}
		f.append(run, one, p, f.shaper.Shape(in), one.Size/whole)
	}
	return run
}

// append adds what the shaper has made of a stretch, scaled.
func (f *Fonts) append(run *Run, one *Font, p *stretch, out shaping.Output, scale float32) {
	_, aspect := f.fm.FontMetadata(p.face.Font)
	bolder := one.Weight >= 600 && aspect.Weight < 600 && !p.picture
	slanted := one.Italic && aspect.Style == font.StyleNormal && !p.picture
	if ext, ok := p.face.FontHExtents(); ok {
		k := one.Size / float32(p.face.Upem())
		run.Ascent, run.Descent = max(run.Ascent, round(ext.Ascender*k)), max(run.Descent, round(-ext.Descender*k))
	}
	for i := range out.Glyphs {
		g := &out.Glyphs[i]
		run.Glyphs = append(run.Glyphs, Glyph{
			Font: p.face.Font, ID: g.GlyphID,
			DX: pixels(g.XOffset) * scale, DY: -pixels(g.YOffset) * scale, Advance: pixels(g.Advance) * scale,
			At: g.TextIndex(), Runes: max(1, g.RunesCount()),
			Bolder: bolder, Slanted: slanted,
		})
		run.Width += pixels(g.Advance) * scale
	}
}

func pixels(v fixed.Int26_6) float32 { return float32(v) / 64 }

// split divides a text by face and script; what a person takes for one character
// stays together, so that no accent comes from another font than its letter.
func (f *Fonts) split(one *Font, s []rune) []stretch {
	if face := f.plain(s); face != nil {
		return []stretch{{to: len(s), face: face, script: language.Latin}}
	}
	var parts []stretch
	starts := Graphemes(s)
	script := firstScript(s)
	for i, from := range starts {
		to := len(s)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		cluster := s[from:to]
		if own := scriptOf(cluster); own != language.Common {
			script = own
		}
		p := stretch{from: from, to: to, script: script, picture: isPicture(cluster)}
		if p.picture {
			p.face = f.picture(one, cluster)
		} else {
			f.fm.SetScript(script)
			p.face = f.whole(one, cluster)
		}
		if n := len(parts); n > 0 && parts[n-1].face == p.face && parts[n-1].script == script && parts[n-1].picture == p.picture {
			parts[n-1].to = to
			continue
		}
		parts = append(parts, p)
	}
	return parts
}

// plain is the face of a text of ASCII that it has all the letters of.
func (f *Fonts) plain(s []rune) *font.Face {
	for _, r := range s {
		if r >= 0x80 {
			return nil
		}
	}
	f.fm.SetScript(language.Latin)
	face := f.face('x')
	for _, r := range s {
		if _, ok := face.NominalGlyph(r); !ok && r >= ' ' {
			return nil
		}
	}
	return face
}

// whole is a face that draws every rune of a cluster, if there is one; else the
// one of its first rune.
func (f *Fonts) whole(one *Font, cluster []rune) *font.Face {
	first := f.upright(one, cluster[0])
	if len(cluster) == 1 || draws(first, cluster) {
		return first
	}
	for _, r := range cluster[1:] {
		if invisible(r) {
			continue
		}
		if face := f.upright(one, r); draws(face, cluster) {
			return face
		}
	}
	return first
}

// draws says whether a face has every rune of a cluster, or the one they make
// together.
func draws(face *font.Face, cluster []rune) bool {
	missing := false
	for _, r := range cluster {
		if _, ok := face.NominalGlyph(r); !ok && !invisible(r) {
			missing = true
		}
	}
	if !missing {
		return true
	}
	if joined := []rune(norm.NFC.String(string(cluster))); len(joined) < len(cluster) {
		return draws(face, joined)
	}
	return false
}

// picture is a face that draws a cluster in colour; without one, any that draws it.
func (f *Fonts) picture(one *Font, cluster []rune) *font.Face {
	f.ask(one, f.emoji)
	face := f.face(cluster[0])
	f.ask(one, one.families)
	if !hasGlyph(face, cluster[0]) {
		return f.whole(one, cluster)
	}
	return face
}

func hasGlyph(face *font.Face, r rune) bool {
	if face == nil {
		return false
	}
	_, ok := face.NominalGlyph(r)
	return ok
}

// firstScript is the script that leading punctuation and digits belong to.
func firstScript(s []rune) language.Script {
	if script := scriptOf(s); script != language.Common {
		return script
	}
	return language.Latin
}

// scriptOf is the first script in s of its own; Common when there is none.
func scriptOf(s []rune) language.Script {
	for _, r := range s {
		switch script := language.LookupScript(r); script {
		case language.Common, language.Inherited, language.Unknown:
		default:
			return script
		}
	}
	return language.Common
}
