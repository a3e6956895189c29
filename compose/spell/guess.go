package spell

import (
	"slices"
	"strings"
	"unicode"
)

// common is the words that a language cannot do without and others mostly lack.
var common = map[string]string{
	"bg": "и в на да се не за от с че това са като съм по ще но които",
	"ca": "el la els les de que i en un una per amb és no aquest això molt però més també",
	"cs": "a je se na v že to s z do jsem ale jako by pro jsou tak jsme při už nebo jen",
	"da": "og det er i en at til på med for den af de ikke jeg har et som du vi kan men",
	"de": "der die und das ist ich nicht ein zu es sie mit auf für den wir dem auch von im sich bei noch wie ihr",
	"el": "και το η της του να με για την από στο είναι τα που θα δεν ένα στην",
	"en": "the and of to is in that it for you with not are this be have on was your will from would i we",
	"es": "el la los las de que y en un una por con no se es para su lo más pero como me está del",
	"et": "ja on ei et see kui ka ma oma ning aga või mis siis olen meie",
	"fi": "ja on ei se että en hän oli mutta niin kun tai ovat joka mitä minä sinä myös kuin",
	"fr": "le la les de des et un une est que pour dans ne pas vous je nous sur avec il ce au du qui plus",
	"he": "את של לא על זה אני הוא עם כי גם אם אבל כל יש",
	"hr": "je i u se na da su za od ne što s kao ali bi sam smo koji kako",
	"hu": "a az és hogy nem is egy ez van meg de csak ha mint már azt vagy el",
	"it": "il la di che e un una per non in sono è con le del si gli ma come della anche più ho questo",
	"lt": "ir yra į kad su tai ne iš bet kaip apie mes jūs buvo nuo tik",
	"lv": "un ir uz ar par no ka tas kas nav bet es jūs vai kā mēs",
	"nb": "og det er i en at til på med for som ikke jeg har et av de vi kan du men var",
	"nl": "de het een en van ik is dat niet in te zijn op met voor je aan er maar om ook wij deze naar",
	"pl": "i w na się nie że do to jest z jak o ale po co tak czy za już przez dla od",
	"pt": "o a os as de que e em um uma para com não se é por mais do da no na mas como você está",
	"ro": "și în de la cu pe nu că este un o mai pentru din sau sunt ce care",
	"ru": "и в не на что я с он как это по но из за то вы мы так же от для быть",
	"sk": "a je sa na v že to s z do som ale ako by pre sú tak sme pri už alebo len",
	"sl": "in je se na v da so za ne pa ki sem kot tudi ali smo bo",
	"sv": "och det är i en att till på med för som inte jag har ett av de vi kan du men om",
	"tr": "ve bir bu da de için ile çok ne ama gibi daha var ben en olarak kadar değil",
	"uk": "і в не на що я з він як це по але із за то ви ми так від для та є",
}

// guessBytes is how much of a text is looked at, guessWords how many of its
// words must be known for a guess.
const (
	guessBytes = 64 << 10
	guessWords = 2
)

// Guess is the language, of those installed, that a text is written in. Where
// the text says too little, it is usual, or what of that language is installed;
// -1 is none.
func Guess(text string, installed []Installed, usual string) int {
	if len(text) > guessBytes {
		text = text[:guessBytes]
	}
	score := make(map[string]int)
	index := commonIndex()
	words := strings.FieldsFunc(lower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		for _, l := range index[w] {
			score[l]++
		}
	}
	best, at := 0, -1
	for i, one := range installed {
		n := score[main(one.Language)]
		if n < guessWords {
			n = 0
		}
		n = 4*n + closeness(one.Language, usual)
		if n > best {
			best, at = n, i
		}
	}
	return at
}

// closeness is 3 for the usual language and country, 2 for the language, 1 for
// where a language is at home.
func closeness(language, usual string) int {
	switch {
	case language == usual:
		return 3
	case main(language) == main(usual):
		return 2
	case homes[language]:
		return 1
	}
	return 0
}

// homes are the forms of a language that are taken when nothing else decides.
var homes = map[string]bool{"en_US": true, "de_DE": true, "fr_FR": true, "es_ES": true, "pt_BR": true, "it_IT": true, "nl_NL": true, "sv_SE": true}

// main is the language without its country.
func main(language string) string {
	if i := strings.IndexAny(language, "_-"); i > 0 {
		return language[:i]
	}
	return language
}

func commonIndex() map[string][]string {
	out := make(map[string][]string)
	for language, words := range common {
		for _, w := range strings.Fields(words) {
			if !slices.Contains(out[w], language) {
				out[w] = append(out[w], language)
			}
		}
	}
	return out
}
