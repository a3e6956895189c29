package htmldoc

import "strings"

// Fonts of pictures have them in the places of letters. Such a font is nowhere
// but on the computers of one maker, so mail in one is read as the Unicode that
// it means: "J" in Wingdings is a smile, "·" in Symbol a bullet.

const (
	wingdings = "!✏\"✂#✁$👓%🔔&📖'🕯(☎)✆*✉+✉,📪-📫.📬/📭0📁1📂2📄3📄4📄5🗄6⌛7⌨8🖱9🖲:💻;💻<💾=💾>✇?✍@✍A✌B👌C👍D👎E☜F☞G☝H☟I✋J☺K😐L☹M💣N☠O⚐P⚑Q✈R☼S💧" +
		"T❄U✝V✞W✠X✠Y✡Z☪[☯\\ॐ]☸^♈_♉`♊a♋b♌c♍d♎e♏f♐g♑h♒i♓j&k&l●m❍n■o□p□q❑r❒s⬧t⧫u◆v❖w◆x☒y⍓z⌘{❀|✿}❝~❞" +
		"¡○¢○£○¤◉¥◎§▪¨◻ª✦«★¬✶®✴¯✹°✵µ✪¶✰Õ⌫Ö⌦Ø➢Ü➲ß←à→á↑â↓ã↖ä↗å↙æ↘ç←è➔é↑ê↓ï⇦ð⇨ñ⇧ò⇩ó⇔ô⇕û✗ü✓ý☒þ☑"
	symbol = "\"∀$∃'∋*∗-−@≅AΑBΒCΧDΔEΕFΦGΓHΗIΙJϑKΚLΛMΜNΝOΟPΠQΘRΡSΣTΤUΥVςWΩXΞYΨZΖ\\∴^⊥aαbβcχdδeεfφgγhηiιjϕkκlλmμnνoοpπqθrρsσtτuυvϖwωxξyψzζ~∼" +
		"¡ϒ¢′£≤¤⁄¥∞¦ƒ§♣¨♦©♥ª♠«↔¬←\u00ad↑®→¯↓²″³≥´×µ∝¶∂·•¸÷¹≠º≡»≈¼…¿↵ÀℵÁℑÂℜÃ℘Ä⊗Å⊕Æ∅Ç∩È∪É⊃Ê⊇Ë⊄Ì⊂Í⊆Î∈Ï∉Ð∠Ñ∇Ò®Ó©Ô™Õ∏Ö√×⋅Ø¬Ù∧Ú∨Û⇔Ü⇐Ý⇑Þ⇒ß⇓à◊å∑ò∫"
	webdings = "3◀4▶5▲6▼<▮Y♥a✔g■i🛈n●r✖"
)

// Symbols reads text in the font that a list of families begins with, where that
// is one of pictures.
func Symbols(family, s string) string {
	name, _, _ := strings.Cut(family, ",")
	name = strings.Trim(strings.TrimSpace(name), `"'`)
	if len(name) < len("Symbol") || len(name) > len("Wingdings") {
		return s
	}
	table := ""
	switch strings.ToLower(name) {
	case "wingdings":
		table = wingdings
	case "symbol":
		table = symbol
	case "webdings":
		table = webdings
	default:
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= 0xf020 && r <= 0xf0ff { // where Windows keeps the characters of such fonts
			r -= 0xf000
		}
		if r <= ' ' || r == '\u00a0' || r > 0xff {
			return r
		}
		from := true
		found := false
		for _, c := range table {
			if !from && found {
				return c
			}
			found = from && c == r
			from = !from
		}
		return r
	}, s)
}
