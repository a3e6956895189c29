package compose

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
)

// HTML is the HTML form of a Markdown text, as a whole document. It holds no
// script, style, form or remote image of the text's making: goldmark leaves raw
// HTML out and bluemonday lets through only what a letter needs. The signature
// is set as it was typed.
func HTML(markdown string) (string, error) {
	body, signature := unsigned(markdown)
	md := goldmark.New(
		goldmark.WithExtensions(extension.GFM),
		goldmark.WithRendererOptions(renderer.WithHardWraps()), // a line break is meant in a letter
	)
	var out bytes.Buffer
	if err := md.Convert([]byte(body), &out); err != nil {
		return "", fmt.Errorf("render markdown: %w", err)
	}
	policy := bluemonday.UGCPolicy()
	policy.RequireNoFollowOnLinks(false)
	policy.AllowURLSchemes("http", "https", "mailto", "tel", "cid")
	safe := policy.SanitizeBytes(out.Bytes())

	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n")
	b.Write(safe)
	if signature = strings.TrimRight(signature, "\n"); signature != "" {
		b.WriteString("<p>" + separator + "<br>\n")
		b.WriteString(strings.ReplaceAll(html.EscapeString(signature), "\n", "<br>\n"))
		b.WriteString("</p>\n")
	}
	b.WriteString("</body></html>\n")
	return b.String(), nil
}
