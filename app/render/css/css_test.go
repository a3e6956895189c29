package css

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func show(list []Declaration) string {
	var out []string
	for _, d := range list {
		s := d.Name + ":" + d.Value
		if d.Important {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestDeclarations(t *testing.T) {
	for in, want := range map[string]string{
		`color: red`:                             `color:red`,
		`COLOR:Red !important;`:                  `color:Red!`,
		`color:red;;;width : 10px`:               `color:red; width:10px`,
		`color:/* ; */blue`:                      `color:blue`,
		`background-image:url("a;b.png")`:        `background-image:url("a;b.png")`,
		`mso-line-height-rule:exactly;width:1px`: `width:1px`,
		`-webkit-text-size-adjust:100%`:          ``,
		`*zoom:1`:                                ``,
		`--My-Color:red`:                         `--My-Color:red`,
		`margin:1px 2px`:                         `margin-top:1px; margin-right:2px; margin-bottom:1px; margin-left:2px`,
		`padding:1px 2px 3px`:                    `padding-top:1px; padding-right:2px; padding-bottom:3px; padding-left:2px`,
		`margin:var(--x)`:                        `margin:var(--x)`,
		`margin:inherit`:                         `margin-top:inherit; margin-right:inherit; margin-bottom:inherit; margin-left:inherit`,
		`border-top:solid #CCC 1.0pt`:            `border-top-width:1.0pt; border-top-style:solid; border-top-color:#ccc`,
		`border-left:0`:                          `border-left-width:0; border-left-style:none; border-left-color:currentcolor`,
		`border-radius:4px 8px / 2px`: `border-top-left-radius:4px 2px; border-top-right-radius:8px 2px; ` +
			`border-bottom-right-radius:4px 2px; border-bottom-left-radius:8px 2px`,
		`background:#fff url('a b.png') no-repeat center / cover`: `background-color:#fff; background-image:url('a b.png'); ` +
			`background-position:center; background-size:cover; background-repeat:no-repeat`,
		`background:red wrong`: ``,
		`background:url(a.png) 0 0, linear-gradient(red, blue) green`: `background-color:green; background-image:url(a.png), linear-gradient(red, blue); ` +
			`background-position:0 0, 0% 0%; background-size:auto, auto; background-repeat:repeat, repeat`,
		`font:italic bold 12px/1.5 Arial, sans-serif`: `font-style:italic; font-variant:normal; font-weight:bold; font-size:12px; line-height:1.5; font-family:Arial, sans-serif`,
		`font:14px`:                            ``,
		`font:600 14px "A B"`:                  `font-style:normal; font-variant:normal; font-weight:600; font-size:14px; line-height:normal; font-family:"A B"`,
		`flex:1`:                               `flex-grow:1; flex-shrink:1; flex-basis:0%`,
		`flex:0 0 120px`:                       `flex-grow:0; flex-shrink:0; flex-basis:120px`,
		`gap:4px 8px`:                          `row-gap:4px; column-gap:8px`,
		`text-decoration:underline dotted red`: `text-decoration-line:underline; text-decoration-style:dotted; text-decoration-color:red`,
		`list-style:none`:                      `list-style-type:none; list-style-position:outside`,
		`list-style:square inside`:             `list-style-type:square; list-style-position:inside`,
		`margin-inline-start:1px;max-inline-size:2px;inset-block-end:3px;border-inline-start:1px solid red`: `margin-left:1px; max-width:2px; bottom:3px; ` +
			`border-left-width:1px; border-left-style:solid; border-left-color:red`,
		`-webkit-line-clamp:2`: `-webkit-line-clamp:2`,
		`overflow:hidden`:      `overflow-x:hidden; overflow-y:hidden`,
		`word-wrap:break-word`: `overflow-wrap:break-word`,
		`color`:                ``,
		`:red`:                 ``,
		`color:`:               ``,
	} {
		if got := show(Declarations(in)); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestLengths(t *testing.T) {
	u := Units{Em: 20, Rem: 16, Width: 700, Height: 800}
	for in, want := range map[string]string{
		"10px": "10+0%", "10": "10+0%", "1.5em": "30+0%", "1rem": "16+0%", "12pt": "16+0%", "50%": "0+50%",
		"10vw": "70+0%", "-3px": "-3+0%", ".5in": "48+0%", "1e1px": "10+0%", "2ex": "20+0%",
		"auto": "auto", "none": "unset", "normal": "unset", "NORMAL": "unset", "abc": "bad", "": "bad", "10quux": "bad", "px": "bad",
		"1e30px": "1e+06+0%", "-1e30px": "-1e+06+0%", "nan": "bad", "infpx": "bad",
		"calc(100% - 20px)": "-20+100%", "calc(100%/3)": "0+33.333332%", "calc((10px + 2em) * 2)": "100+0%",
		"calc(2 * 10px)": "20+0%", "calc(10px / 0)": "bad", "calc(10px * 2px)": "bad", "calc(": "bad", "calc()": "bad",
		"calc(100% - (10px + 10%))": "-10+90%", "min(10px, 1em)": "10+0%", "max(10px, 1em)": "20+0%",
		"min(100%, 600px)": "0+100%≤600", "max(50%, 300px)": "0+50%≥300", "clamp(10px, 50%, 90px)": "0+50%≥10≤90",
		"clamp(10px, 5px, 90px)": "10+0%", "min(10%, 20%)": "bad",
	} {
		got := "bad"
		if l, ok := ParseLength(in, u); ok {
			switch l.Kind {
			case Auto:
				got = "auto"
			case Unset:
				got = "unset"
			default:
				got = fmt.Sprintf("%v+%v%%", l.Px, l.Percent)
				if l.Least != 0 {
					got += fmt.Sprintf("≥%v", l.Least)
				}
				if l.Most != 0 {
					got += fmt.Sprintf("≤%v", l.Most)
				}
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
	if _, ok := ParseLength(strings.Repeat("calc(", 1000)+"1px"+strings.Repeat(")", 1000), u); ok {
		t.Error("brackets without end were taken")
	}
}

func TestColors(t *testing.T) {
	for in, want := range map[string]color.NRGBA{
		"red": {255, 0, 0, 255}, "RED": {255, 0, 0, 255}, "#abc": {0xaa, 0xbb, 0xcc, 255}, "#abcd": {0xaa, 0xbb, 0xcc, 0xdd},
		"#102030": {16, 32, 48, 255}, "#10203040": {16, 32, 48, 64}, "rgb(1,2,3)": {1, 2, 3, 255}, "rgba(1, 2, 3, .5)": {1, 2, 3, 128},
		"rgb(1 2 3 / 50%)": {1, 2, 3, 128}, "rgb(100%,0%,0%)": {255, 0, 0, 255}, "rgb(300,-5,0)": {255, 0, 0, 255},
		"hsl(120, 100%, 50%)": {0, 255, 0, 255}, "hsl(240deg 100% 50% / .5)": {0, 0, 255, 128}, "hsl(-120,100%,50%)": {0, 0, 255, 255},
		"transparent": {}, "currentColor": {9, 9, 9, 9}, "rebeccapurple": {0x66, 0x33, 0x99, 255},
	} {
		got, ok := ParseColor(in, color.NRGBA{9, 9, 9, 9})
		if !ok || got != want {
			t.Errorf("%s: got %v %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "#", "#12", "#12345", "#ggg", "rgb(1,2)", "rgb(", "foo", "url(x)", "ffffff"} {
		if c, ok := ParseColor(in, color.NRGBA{}); ok {
			t.Errorf("%q was taken for %v", in, c)
		}
	}
	if c, ok := LegacyColor("ffee00"); !ok || c != (color.NRGBA{255, 0xee, 0, 255}) {
		t.Errorf("ffee00: %v %v", c, ok)
	}
}

func TestMedia(t *testing.T) {
	for query, want := range map[string]bool{
		"": false, "screen": true, "all": true, "print": false, "only screen": true, "not print": true, "not screen": false,
		"screen and (-webkit-min-device-pixel-ratio:0)": true, "(-webkit-min-device-pixel-ratio:2)": false,
		"(max-width: 600px)": true, "(max-width:400px)": false, "screen and (min-width:480px)": true, "print, screen": true,
		"only screen and (min-width: 480px) and (max-width: 600px)": true, "screen and(max-width:600px)": true,
		"(prefers-color-scheme: dark)": true, "(prefers-color-scheme: light)": false, "(width >= 500px)": true, "(width<500px)": false,
		"(max-width: 40em)": true, "yahoo": false, "screen and yahoo": false,
	} {
		if got := (Media{Width: 500, Dark: true}).holds(query); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}

// matched gives the colours that the rules of a sheet set for the element with
// the id x, in the order of the sheet.
func matched(t *testing.T, sheet, body, pseudo string) string {
	t.Helper()
	s := NewSheet()
	s.Add(sheet, "", Media{Width: 600})
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var found []*Rule
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "id" && a.Val == "x" {
				s.Match(n, pseudo, func(r *Rule) { found = append(found, r) })
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	out := make([]string, s.rules)
	for _, r := range found {
		out[r.Order] = r.Declarations[0].Value
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " ")
}

func TestSheets(t *testing.T) {
	const body = `<div class="a b"><p id=x class="c d" title="t u">y</p></div>`
	for _, c := range []struct{ sheet, want string }{
		{`p{color:red}`, "red"},
		{`P{color:red}`, "red"},
		{`<!-- p{color:red} -->`, "red"},
		{`.c{color:red} .d{color:blue} .e{color:green}`, "red blue"},
		{`#x{color:red}`, "red"},
		{`.a .c, .z{color:red}`, "red"},
		{`div>p.c.d{color:red}`, "red"},
		{`p[title="t u"]{color:red}`, "red"},
		{`p[title~=u]{color:red}`, "red"},
		{`[class~="c"]{color:red}`, "red"},
		{`*{color:red}`, "red"},
		{`p:hover{color:red} p{color:blue}`, "blue"},
		{`p:unknown{color:red} p{color:blue}`, "blue"},
		{`p:first-child{color:red}`, "red"},
		{`p:not(.z){color:red}`, "red"},
		{`p::before{color:red} p:after{color:blue}`, ""},
		{`@import url(x); p{color:red}`, "red"},
		{`@import "x"; p{color:red}`, "red"},
		{`@font-face{font-family:x;src:url(y)} p{color:red}`, "red"},
		{`@media (max-width:700px){p{color:red}} p{color:blue}`, "red blue"},
		{`@media (max-width:500px){p{color:red}} p{color:blue}`, "blue"},
		{`@media screen{@media (min-width:0px){p{color:red}}}`, "red"},
		{`@supports (display:grid){p{color:red}} @supports not (x:y){p{color:blue}}`, "red"},
		{`@media screen{p{color:red}`, "red"},
		{`p{color:red`, "red"},
		{`} p{color:red}`, "red"},
		{`p{color:red;}}} p{color:blue}`, "red blue"},
		{`p{background:url("a}b")} p{color:red}`, `transparent red`},
		{`!!!{color:red} p{color:blue}`, "blue"},
		{`p(x{color:red} p{color:blue}`, "blue"},
		{`:root p{color:red}`, "red"},
		{`html body div p{color:red}`, "red"},
		{`:is(.c, .z){color:red}`, "red"},
		{`:where(.a, .z) :is(p, b):not(.z){color:red}`, "red"},
		{`.c:is(p){color:red} .c:is(b){color:blue} p:is(b){color:green}`, "red"},
		{`:is(:is(.a > .c, .y), .z){color:red}`, "red"},
		{`:is(){color:red} p{color:green}`, "green"},
		{`.a{color:black; .c{color:red} & > p{color:blue} &.z p{color:green}}`, "red blue"},
		{`.a{.b &{color:red} p&{color:blue} @media (max-width:700px){p{color:green}} @media print{p{color:navy}}}`, "green"},
		{`p{color:red; @media screen{color:blue} b{color:green}}`, "red blue"},
		{`.x, .a{ .y, .c{color:red} }`, "red"},
		{`@layer x, y; @layer y{p{color:red}} @layer x{p{color:blue}}`, "red blue"},
	} {
		if got := matched(t, c.sheet, body, ""); got != c.want {
			t.Errorf("%s: got %q, want %q", c.sheet, got, c.want)
		}
	}
	if got := matched(t, `p::before{color:red} p:after{color:blue}`, body, "before"); got != "red" {
		t.Errorf("before: %q", got)
	}
}

func TestImages(t *testing.T) {
	u := Units{Em: 16, Rem: 16}
	for in, want := range map[string]bool{
		`url(a.png)`: true, `url("a.png")`: true, `url( 'a.png' )`: true, `url()`: false, `none`: false, `element(x)`: false,
		`linear-gradient(red, blue)`: true, `linear-gradient(to right, #fff 0%, #000 100%)`: true, `linear-gradient(45deg, red, lime, blue)`: true,
		`linear-gradient(red)`: true, `linear-gradient()`: false, `linear-gradient(to left)`: false, `radial-gradient(circle at center, red, blue)`: true,
		`radial-gradient(red 10px, blue 50%)`: true, `linear-gradient(red, 30%, blue)`: true,
	} {
		if _, ok := ParseImage(in, color.NRGBA{}, u); ok != want {
			t.Errorf("%s: %v", in, ok)
		}
	}
	if img, _ := ParseImage(`url("a\62 c.png")`, color.NRGBA{}, u); img.URL != "abc.png" {
		t.Errorf("escapes: %q", img.URL)
	}
}

func FuzzSheet(f *testing.F) {
	for _, seed := range []string{`p{color:red}`, `@media (a){p{b:c}`, `a[b="c{"]{d:e}`, `p{background:url(`, `\`, `"`, `@`, `calc(`, `p{width:calc(1px + (2px * 3`} {
		f.Add(seed)
	}
	doc, err := html.Parse(strings.NewReader(`<p class=a id=b>x</p>`))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s := NewSheet()
		s.Add(in, in, Media{Width: 600})
		s.Add(in, "", Media{Width: 600})
		s.Match(doc.LastChild, "", func(*Rule) {})
		Declarations(in)
		ParseLength(in, Units{Em: 16})
		ParseColor(in, color.NRGBA{})
		ParseImage(in, color.NRGBA{}, Units{})
		ParsePosition(in, Units{})
	})
}
