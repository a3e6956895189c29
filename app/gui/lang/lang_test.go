package lang

import (
	"testing"
	"time"
)

func in(t *testing.T, tag string) {
	t.Helper()
	Use(tag)
	t.Cleanup(func() { Use("en") })
}

func TestUse(t *testing.T) {
	defer Use("en")
	for _, c := range []struct {
		wishes []string
		want   string
	}{
		{nil, "en"},
		{[]string{"", "de"}, "de"},
		{[]string{"de-CH"}, "de"},
		{[]string{"zh_CN.UTF-8"}, "zh"},
		{[]string{"FR"}, "fr"},
		{[]string{"eo", "es"}, "es"},
		{[]string{"C"}, "en"},
		{[]string{"den"}, "en"},
	} {
		if Use(c.wishes...); Tag() != c.want {
			t.Errorf("Use(%q): %s, want %s", c.wishes, Tag(), c.want)
		}
	}
}

// talk is a language with a catalog of its own, so that the tests of how texts
// are filled do not change with the words.
func talk(t *testing.T, tag string, texts map[string]forms) {
	t.Helper()
	for _, l := range All() {
		if l.Tag == tag {
			chosen.Store(&spoken{l, texts, shapes(texts)})
		}
	}
	t.Cleanup(func() { Use("en") })
}

func TestFilled(t *testing.T) {
	talk(t, "de", map[string]forms{
		"Moved to {folder}": {"Nach {folder} verschoben"},
		"{n} messages":      {"{n} Nachricht", "{n} Nachrichten"},
		"Archive|folder":    {"Archiv"},
	})
	for got, want := range map[string]string{
		T("Moved to {folder}", "folder", "{folder} {n}"): "Nach {folder} {n} verschoben",
		N(1, "{n} message", "{n} messages"):              "1 Nachricht",
		N(12345, "{n} message", "{n} messages"):          "12.345 Nachrichten",
		T("Archive|folder"):                              "Archiv",
		T("Archive|verb"):                                "Archive",
		T("Nobody knows {what}", "what", 1234):           "Nobody knows 1.234",
		N(1, "{n} day", "{n} days"):                      "1 day",
		Decimal(2.44, 1):                                 "2,4",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestPluralForms(t *testing.T) {
	for _, c := range []struct {
		tag  string
		n    int
		form int
	}{
		{"en", 0, 1},
		{"en", 1, 0},
		{"en", 2, 1},
		{"de", 0, 1},
		{"de", 1, 0},
		{"fr", 0, 0},
		{"fr", 1, 0},
		{"fr", 2, 1},
		{"es", 0, 1},
		{"es", 1, 0},
		{"zh", 0, 0},
		{"zh", 1, 0},
		{"zh", 7, 0},
	} {
		Use(c.tag)
		if got := now().form(c.n); got != c.form {
			t.Errorf("%s: %d takes form %d, want %d", c.tag, c.n, got, c.form)
		}
	}
	Use("en")
}

func TestDate(t *testing.T) {
	when := time.Date(2026, time.March, 3, 14, 2, 0, 0, time.UTC)
	for tag, want := range map[string][2]string{
		"en": {"Tuesday, 3 March 2026, 14:02", "3 Mar"},
		"de": {"Dienstag, 3. März 2026, 14:02", "3. März"},
		"fr": {"mardi 3 mars 2026 à 14:02", "3 mars"},
		"es": {"martes, 3 de marzo de 2026, 14:02", "3 mar"},
		"zh": {"2026年3月3日 星期二 14:02", "3月3日"},
	} {
		in(t, tag)
		if got := [2]string{Date(when, "Monday, 2 January 2006, 15:04"), Date(when, "2 Jan")}; got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func TestSaid(t *testing.T) {
	talk(t, "de", map[string]forms{
		"{1} does not answer.":             {"{1} antwortet nicht."},
		"{1} does not answer on port {2}.": {"{1} antwortet nicht an Port {2}."},
		"The disk is full.":                {"Der Datenträger ist voll."},
		"{1} It said: “{2}”.":              {"{1} Er sagte: „{2}“."},
		"The server refused.{1}":           {"Der Server hat abgelehnt.{1}"},
		"The server said: “{1}”.":          {"Der Server sagte: „{1}“."},
		"{1} and {2}{3}":                   {"{1} und {2}{3}"},
		"It ended on {1}.":                 {"Es endete am {1}."},
		"2 January 2006":                   {"2. January 2006"},
		"January February March April May June July August September October November December": {"Januar Februar März"},
		"2 January 2006, 15:04": {"2. January 2006, 15:04"},
	})
	for text, want := range map[string]string{
		"mail.example does not answer on port 25.":   "mail.example antwortet nicht an Port 25.",
		"mail.example does not answer.":              "mail.example antwortet nicht.",
		"The disk is full.":                          "Der Datenträger ist voll.",
		"The disk is full. It said: “no {1}\nroom”.": "Der Datenträger ist voll. Er sagte: „no {1}\nroom“.",
		"The server refused. The server said: “x”.":  "Der Server hat abgelehnt. Der Server sagte: „x“.",
		"The server refused.":                        "Der Server hat abgelehnt.",
		"The disk is full. The disk is full.":        "Der Datenträger ist voll. Der Datenträger ist voll.",
		"The disk is full. Nobody knows.":            "Der Datenträger ist voll. Nobody knows.",
		"Nobody knows. The disk is full.":            "Nobody knows. The disk is full.",
		"It ended on 3 March 2026.":                  "Es endete am 3. März 2026.",
		"It ended on 3 March 2026 at 14:02.":         "Es endete am 3. März 2026, 14:02.",
		"a and b and c":                              "a und b und c",
		"Nobody has translated this.":                "Nobody has translated this.",
		"":                                           "",
	} {
		if got := Said(text); got != want {
			t.Errorf("Said(%q) = %q, want %q", text, got, want)
		}
	}
}

// Sentences of the core, as they come, in the catalogs that there are.
func TestSaidInGerman(t *testing.T) {
	in(t, "de")
	for text, want := range map[string]string{
		"The server refused a recipient for good. The server said: “no such user”.": "Der Server hat einen Empfänger endgültig abgelehnt. Der Server sagte: „no such user“.",
		"Marked 3 messages as not junk":                                                                        "3 Nachrichten als kein Spam markiert",
		"Moved 2 messages to Trash":                                                                            "2 Nachrichten nach „Papierkorb“ verschoben",
		"It says that it is a picture, but it is a program.":                                                   "Angegeben ist: Bild; in Wahrheit ist es: Programm.",
		"Behind larger: comes a size, as 5M.":                                                                  "Hinter larger: steht eine Größe wie 5M.",
		"“bob” is not an address: there is no @ in it.":                                                        "“bob” ist keine Adresse: es enthält kein @.",
		"The signature of a.example, which is not the sender's domain, is right.":                              "Die Signatur von a.example, nicht der Domain des Absenders, stimmt.",
		"The name of the server is missing. The user name is missing.":                                         "Der Name des Servers fehlt. Der Benutzername fehlt.",
		"The server's ID card was valid until 3 March 2026, so Godwit stopped before giving it your password.": "Der Ausweis des Servers war bis 3. März 2026 gültig; Godwit hielt an, bevor es ihm Ihr Passwort gab.",
	} {
		if got := Said(text); got != want {
			t.Errorf("Said(%q) = %q, want %q", text, got, want)
		}
	}
}
