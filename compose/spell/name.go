package spell

import "strings"

// names are what languages are called in English.
var names = map[string]string{
	"af": "Afrikaans", "an": "Aragonese", "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton", "bs": "Bosnian",
	"ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
	"et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fo": "Faroese", "fr": "French", "fy": "Frisian", "ga": "Irish", "gd": "Scottish Gaelic",
	"gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "ia": "Interlingua",
	"id": "Indonesian", "is": "Icelandic", "it": "Italian", "kk": "Kazakh", "ko": "Korean", "la": "Latin", "lb": "Luxembourgish", "lo": "Lao", "lt": "Lithuanian",
	"lv": "Latvian", "mk": "Macedonian", "mn": "Mongolian", "ms": "Malay", "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk",
	"oc": "Occitan", "pl": "Polish", "pt": "Portuguese", "rm": "Romansh", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
	"sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
	"uz": "Uzbek", "vi": "Vietnamese",
}

// Name is what a dictionary's language is called in English: "German (AT)" of
// de_AT. A language that is not known is called as its file is.
func Name(language string) string {
	name, ok := names[main(language)]
	if !ok {
		return language
	}
	if rest := strings.TrimLeft(language[len(main(language)):], "_-"); rest != "" {
		name += " (" + strings.ReplaceAll(rest, "_", ", ") + ")"
	}
	return name
}
