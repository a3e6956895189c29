package layout

import (
	"strconv"
	"strings"

	"godwit/app/render/style"
	"godwit/sync/htmldoc"

	"golang.org/x/net/html"
)

// counter numbers the items of a list.
type counter struct{ next, step int }

func (e *engine) firstNumber(n *html.Node) counter {
	c := counter{1, 1}
	if n.Data != "ol" {
		return c
	}
	items := 0
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Data == "li" {
			items++
		}
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "reversed" {
			c = counter{items, -1}
		}
	}
	if v, err := strconv.Atoi(strings.TrimSpace(htmldoc.Attr(n, "start"))); err == nil {
		c.next = v
	}
	return c
}

// mark is the bullet or number of an item.
func (e *engine) mark(n *html.Node, s *style.Style, c *counter) string {
	if v, err := strconv.Atoi(strings.TrimSpace(htmldoc.Attr(n, "value"))); err == nil {
		c.next = v
	}
	i := c.next
	if n.Data == "li" {
		c.next += c.step
	}
	switch s.ListType {
	case "none", "disclosure":
		return ""
	case "disc":
		return "•"
	case "circle":
		return "◦"
	case "square":
		return "▪"
	case "lower-alpha", "lower-latin":
		return letters(i) + "."
	case "upper-alpha", "upper-latin":
		return strings.ToUpper(letters(i)) + "."
	case "lower-roman":
		return roman(i) + "."
	case "upper-roman":
		return strings.ToUpper(roman(i)) + "."
	case "decimal-leading-zero":
		if i >= 0 && i < 10 {
			return "0" + strconv.Itoa(i) + "."
		}
	}
	if strings.HasPrefix(s.ListType, `"`) || strings.HasPrefix(s.ListType, "'") {
		return strings.Trim(s.ListType, `"'`)
	}
	return strconv.Itoa(i) + "."
}

func letters(i int) string {
	if i < 1 {
		return strconv.Itoa(i)
	}
	s := ""
	for ; i > 0; i = (i - 1) / 26 {
		s = string(rune('a'+(i-1)%26)) + s
	}
	return s
}

func roman(i int) string {
	if i < 1 || i > 3999 {
		return strconv.Itoa(i)
	}
	var out strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{
		{1000, "m"},
		{900, "cm"},
		{500, "d"},
		{400, "cd"},
		{100, "c"},
		{90, "xc"},
		{50, "l"},
		{40, "xl"},
		{10, "x"},
		{9, "ix"},
		{5, "v"},
		{4, "iv"},
		{1, "i"},
	} {
		for ; i >= d.value; i -= d.value {
			out.WriteString(d.text)
		}
	}
	return out.String()
}
