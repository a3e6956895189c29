package style

import (
	"strings"

	"godwit/app/render/css"
)

// agentSheet is what a browser does with elements of which a mail says nothing
// (HTML 15.3): one rule per line, names of elements only.
const agentSheet = `
html, body, div, section, article, header, footer, main, nav, aside, form, address, figure, figcaption, dl, dt, center, details, summary, hgroup, legend { display:block }
body { margin:8px }
p, dl { display:block; margin-top:1em; margin-bottom:1em }
blockquote, figure { display:block; margin-top:1em; margin-bottom:1em; margin-left:40px; margin-right:40px }
dd { display:block; margin-left:40px }
h1 { display:block; font-size:2em; font-weight:bold; margin-top:.67em; margin-bottom:.67em }
h2 { display:block; font-size:1.5em; font-weight:bold; margin-top:.83em; margin-bottom:.83em }
h3 { display:block; font-size:1.17em; font-weight:bold; margin-top:1em; margin-bottom:1em }
h4 { display:block; font-weight:bold; margin-top:1.33em; margin-bottom:1.33em }
h5 { display:block; font-size:.83em; font-weight:bold; margin-top:1.67em; margin-bottom:1.67em }
h6 { display:block; font-size:.67em; font-weight:bold; margin-top:2.33em; margin-bottom:2.33em }
ul, ol, menu, dir { display:block; margin-top:1em; margin-bottom:1em; padding-left:40px }
ul, menu, dir { list-style-type:disc }
ol { list-style-type:decimal }
li, summary { display:list-item }
summary { list-style-type:disclosure; list-style-position:inside }
pre, xmp, listing { display:block; font-family:monospace; white-space:pre; margin-top:1em; margin-bottom:1em }
code, kbd, samp, tt { font-family:monospace }
b, strong { font-weight:bolder }
i, em, cite, var, dfn, address { font-style:italic }
u, ins { text-decoration-line:underline }
s, strike, del { text-decoration-line:line-through }
abbr, acronym { text-decoration-line:none }
small { font-size:smaller }
big { font-size:larger }
sub { vertical-align:sub; font-size:smaller }
sup { vertical-align:super; font-size:smaller }
mark { background-color:yellow; color:black }
nobr { white-space:nowrap }
center { text-align:-webkit-center }
hr { display:block; margin-top:.5em; margin-bottom:.5em; margin-left:auto; margin-right:auto; border-top-style:solid; border-right-style:solid; border-bottom-style:solid; border-left-style:solid; border-top-width:1px; border-right-width:1px; border-bottom-width:1px; border-left-width:1px; border-top-color:#9a9a9a; border-left-color:#9a9a9a; border-right-color:#eee; border-bottom-color:#eee; overflow-x:hidden }
table { display:table; border-spacing:2px; border-collapse:separate; box-sizing:border-box; text-indent:0 }
thead { display:table-header-group; vertical-align:middle }
tbody { display:table-row-group; vertical-align:middle }
tfoot { display:table-footer-group; vertical-align:middle }
tr { display:table-row; vertical-align:inherit }
td, th { display:table-cell; vertical-align:inherit; padding-top:1px; padding-right:1px; padding-bottom:1px; padding-left:1px }
th { font-weight:bold; text-align:-webkit-match-center }
caption { display:table-caption; text-align:-webkit-center }
col { display:table-column }
colgroup { display:table-column-group }
fieldset { display:block; margin-left:2px; margin-right:2px; padding-top:.35em; padding-right:.75em; padding-bottom:.625em; padding-left:.75em; border-top:2px groove silver; border-right:2px groove silver; border-bottom:2px groove silver; border-left:2px groove silver }
input, textarea, select, button { display:inline-block; font-size:13.333px; font-family:sans-serif; font-weight:normal; font-style:normal; line-height:normal; letter-spacing:0; word-spacing:0; text-transform:none; text-indent:0; text-align:start; color:black }
input { padding-top:1px; padding-right:2px; padding-bottom:1px; padding-left:2px; border-top:2px inset #767676; border-right:2px inset #767676; border-bottom:2px inset #767676; border-left:2px inset #767676; background-color:white; white-space:pre }
textarea { font-family:monospace; padding-top:2px; padding-right:2px; padding-bottom:2px; padding-left:2px; border-top:1px solid #767676; border-right:1px solid #767676; border-bottom:1px solid #767676; border-left:1px solid #767676; background-color:white; white-space:pre-wrap; overflow-wrap:break-word; overflow-x:hidden }
select { box-sizing:border-box; padding-top:1px; padding-right:16px; padding-bottom:1px; padding-left:4px; border-top:1px solid #767676; border-right:1px solid #767676; border-bottom:1px solid #767676; border-left:1px solid #767676; background-color:white; white-space:pre }
button { box-sizing:border-box; text-align:center; padding-top:1px; padding-right:6px; padding-bottom:1px; padding-left:6px; border-top:2px outset #767676; border-right:2px outset #767676; border-bottom:2px outset #767676; border-left:2px outset #767676; background-color:#efefef }
progress, meter { display:inline-block; box-sizing:border-box; width:10em; height:1em; vertical-align:-.2em }
meter { width:5em }
legend { padding-left:2px; padding-right:2px }
bdi { unicode-bidi:isolate }
bdo { unicode-bidi:bidi-override }
head, area, map, rp, source { display:none }
rt { font-size:.5em }
`

// quirksSheet is added without a document type: tables forget what stands
// around them.
const quirksSheet = `
table { white-space:normal; line-height:normal; font-weight:normal; font-size:medium; font-style:normal; text-align:start }
`

// agentRules are the rules of the browser by the names of elements.
func agentRules(quirks bool) map[string][]css.Declaration {
	text := agentSheet
	if quirks {
		text += quirksSheet
	}
	rules := map[string][]css.Declaration{}
	for line := range strings.Lines(text) {
		names, body, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(line), "}"), "{")
		if !ok {
			continue
		}
		declarations := css.Declarations(body)
		for name := range strings.SplitSeq(names, ",") {
			name = strings.TrimSpace(name)
			rules[name] = append(rules[name], declarations...)
		}
	}
	return rules
}
