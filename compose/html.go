package compose

import (
	"fmt"
	"html"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	renderer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// HTML is the HTML form of a Markdown text, as a whole document. It holds no
// script, form or remote image: tags are words like others, a picture that
// picture gives no address for becomes a link, and bluemonday lets through only
// what a letter needs. The signature and what others wrote are set as they were
// typed.
func HTML(markdown string, picture func(name string) string) (string, error) {
	body, signature := unsigned(markdown)
	signature = strings.TrimRight(signature, "\n")
	md := goldmark.New(
		goldmark.WithParser(literal()),
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), extension.Strikethrough, extension.Linkify),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(pictures(picture), 0))),
		goldmark.WithRendererOptions(renderer.WithHardWraps()), // a line break is meant in a letter
	)
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n")
	var out strings.Builder
	for _, part := range sections(body) {
		switch {
		case part.quote:
			quoteHTML(&out, part.text)
		case part.other:
			typedHTML(&out, part.text)
		default:
			if err := md.Convert([]byte(part.text), &out); err != nil {
				return "", fmt.Errorf("render markdown: %w", err)
			}
		}
	}
	b.WriteString(dressed.Replace(policy().Sanitize(out.String())))
	if signature != "" {
		b.WriteString("<p>" + separator + "<br>\n")
		b.WriteString(strings.ReplaceAll(html.EscapeString(signature), "\n", "<br>\n"))
		b.WriteString("</p>\n")
	}
	b.WriteString("</body></html>\n")
	return b.String(), nil
}

// literal is the parser without HTML: "<name>" in a letter is what was typed, and
// shall be read.
func literal() parser.Parser {
	block := slices.DeleteFunc(parser.DefaultBlockParsers(), func(v util.PrioritizedValue) bool {
		return reflect.TypeOf(v.Value) == reflect.TypeOf(parser.NewHTMLBlockParser())
	})
	inline := slices.DeleteFunc(parser.DefaultInlineParsers(), func(v util.PrioritizedValue) bool {
		return reflect.TypeOf(v.Value) == reflect.TypeOf(parser.NewRawHTMLParser())
	})
	return parser.NewParser(parser.WithBlockParsers(block...), parser.WithInlineParsers(inline...), parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))
}

var ownPicture = regexp.MustCompile(`^cid:[!-~]+$`)

func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "code", "pre", "blockquote",
		"ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	p.AllowAttrs("align").Matching(bluemonday.CellAlign).OnElements("th", "td")
	p.AllowAttrs("src").Matching(ownPicture).OnElements("img")
	p.AllowAttrs("alt", "title").OnElements("img")
	p.AllowAttrs("href", "title").OnElements("a")
	p.RequireParseableURLs(true)
	p.AllowURLSchemes("http", "https", "mailto", "tel", "cid")
	return p
}

// dressed gives elements the looks that mail programs do not give them by
// themselves. What comes out of the sanitiser has no "<" but those of its tags.
var dressed = strings.NewReplacer(
	"<thead", "<thead",
	"<tbody", "<tbody",
	"<table", `<table style="border-collapse:collapse;margin:8px 0"`,
	"<th", `<th style="border:1px solid #b8c2c8;padding:4px 8px"`,
	"<td", `<td style="border:1px solid #b8c2c8;padding:4px 8px"`,
	"<pre", `<pre style="background:#f2f4f5;padding:8px 12px;overflow:auto"`,
	"<blockquote", `<blockquote style="margin:8px 0;padding-left:12px;border-left:3px solid #b8c2c8"`,
	"<img", `<img style="max-width:100%"`,
)

// pictures puts addresses in for the names of pictures. One that has none
// becomes a link, which loads nothing by itself.
type pictures func(name string) string

func (p pictures) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	var found []*ast.Image
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if img, ok := n.(*ast.Image); ok && entering {
			found = append(found, img)
		}
		return ast.WalkContinue, nil
	})
	for _, img := range found {
		name, err := url.PathUnescape(string(img.Destination))
		if err == nil && p != nil {
			if src := p(name); src != "" {
				img.Destination = []byte(src)
				continue
			}
		}
		link := ast.NewLink()
		link.Destination, link.Title = img.Destination, img.Title
		for c := img.FirstChild(); c != nil; {
			next := c.NextSibling()
			link.AppendChild(link, c)
			c = next
		}
		img.Parent().ReplaceChild(img.Parent(), img, link)
	}
}
