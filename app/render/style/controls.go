package style

import (
	"image/color"
	"slices"

	"godwit/app/render/css"
)

// inputHint is what the type of an input says of its look.
func inputHint(kind string, set func(name, value string)) {
	switch kind {
	case "hidden":
		set("display", "none")
	case "checkbox", "radio":
		for name, value := range map[string]string{
			"width": "13px", "height": "13px", "box-sizing": "border-box", "margin": "3px 3px 3px 4px", "padding": "0",
			"border-radius": map[string]string{"checkbox": "2.5px", "radio": "50%"}[kind],
		} {
			set(name, value)
		}
		set("border", "1px solid #767676")
	case "submit", "reset", "button", "file":
		set("text-align", "center")
		set("box-sizing", "border-box")
		set("padding", "1px 6px")
		set("border-style", "outset")
		set("background-color", "#efefef")
	case "image":
		set("padding", "0")
		set("border", "0")
		set("background-color", "transparent")
	}
}

// plainControl gives a field or button of whose look the mail says nothing the
// flat one of today's browsers, in the same place.
func (c *Cascade) plainControl(s *Style) {
	if slices.ContainsFunc(controlLooks, c.styled) || s.Border[0].Width != 2 {
		return
	}
	for i := range s.Border {
		s.Border[i] = Border{1, Solid, color.NRGBA{0x76, 0x76, 0x76, 255}}
		s.Padding[i].Px++
		s.Radius[i] = [2]css.Length{css.Pixels(3), css.Pixels(3)}
	}
}

// controlLooks are the properties with which browsers leave the look of a
// control to its page.
var controlLooks = []string{
	"background-color", "background-image", "border-top-width", "border-top-style", "border-top-color", "border-left-width", "border-left-style",
	"border-bottom-width", "border-bottom-style", "border-right-width", "border-right-style", "border-top-left-radius",
}

// styled says whether the mail itself sets a property of the element.
func (c *Cascade) styled(property string) bool {
	for i := range c.found {
		if c.found[i].Name == property && c.found[i].origin > fromHint {
			return true
		}
	}
	return false
}
