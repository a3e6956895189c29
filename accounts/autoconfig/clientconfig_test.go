package autoconfig

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"godwit/accounts"
)

const ownConfig = `<?xml version="1.0" encoding="ISO-8859-1"?>
<clientConfig version="1.1">
  <emailProvider id="example.org">
    <domain>example.org</domain>
    <displayName>K` + "\xf6" + `ln ` + "\n" + ` mail for %EMAILADDRESS%</displayName>
    <incomingServer type="exchange"><hostname>mail.example.org</hostname></incomingServer>
    <incomingServer type="imap">
      <hostname>Mail.%EMAILDOMAIN%</hostname><port>143</port><socketType>plain</socketType>
      <username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication>
    </incomingServer>
    <incomingServer type="imap">
      <hostname>mail.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType>
      <username>%EMAILLOCALPART%</username><authentication>OAuth2</authentication><authentication>password-cleartext</authentication>
    </incomingServer>
    <incomingServer type="pop3">
      <hostname>pop.example.org</hostname><port>995</port><socketType>SSL</socketType>
    </incomingServer>
    <incomingServer type="imap"><hostname>no host</hostname><port>993</port><socketType>SSL</socketType></incomingServer>
    <incomingServer type="imap"><hostname>imap.example.org</hostname><port>99300</port><socketType>SSL</socketType></incomingServer>
    <incomingServer type="imap"><hostname>imap.example.org</hostname><port>993</port><socketType>perhaps</socketType></incomingServer>
    <outgoingServer type="smtp">
      <hostname>smtp.example.org</hostname><port>587</port><socketType>STARTTLS</socketType>
      <authentication>client-IP-address</authentication>
    </outgoingServer>
    <enable visiturl="https://example.org/an">
      <instruction lang="de">Bitte einschalten.</instruction>
      <instruction lang="en">Switch ` + "\u202e" + `it on.</instruction>
    </enable>
  </emailProvider>
</clientConfig>`

func TestReadConfig(t *testing.T) {
	f, err := readConfig([]byte(strings.ReplaceAll(ownConfig, "\u202e", "")), SourceDomain, "ann@example.org")
	if err != nil {
		t.Fatal(err)
	}
	if f.Provider != "Köln mail for ann@example.org" || f.Source != SourceDomain {
		t.Errorf("provider %q by %q", f.Provider, f.Source)
	}
	if f.Hint != "Switch it on." || f.Help != "https://example.org/an" {
		t.Errorf("hint %q at %q", f.Hint, f.Help)
	}
	want := []string{
		"mail.example.org:993 tls ann", "mail.example.org:143 none ann", // without protection last
		"pop.example.org:995 tls ann@example.org", "smtp.example.org:587 starttls ann@example.org",
	}
	var got []string
	for _, list := range [][]accounts.Server{f.IMAP, f.POP3, f.SMTP} {
		for _, s := range list {
			got = append(got, line(s))
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("servers\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if f.SMTP[0].Auth != accounts.AuthNone {
		t.Errorf("signs in to a server that knows its senders by %q", f.SMTP[0].Auth)
	}
	if strings.Join(f.Auth, " ") != "password oauth2" && strings.Join(f.Auth, " ") != "oauth2 password" {
		t.Errorf("ways to sign in: %q", f.Auth)
	}
}

func TestReadConfigRefuses(t *testing.T) {
	for name, data := range map[string]string{
		"nothing":    "",
		"a page":     "<html><body>Not found</body></html>",
		"cut":        ownConfig[:400],
		"no servers": `<clientConfig><emailProvider/></clientConfig>`,
		"too large":  `<clientConfig>` + strings.Repeat(" ", maxConfig) + `</clientConfig>`,
		"too deep":   strings.Repeat("<a>", 80000),
	} {
		if f, err := readConfig([]byte(data), SourceISPDB, "ann@example.org"); err == nil {
			t.Errorf("%s: read as %+v", name, f)
		}
	}
	if _, err := readConfig([]byte(`<clientConfig><emailProvider/></clientConfig>`), SourceISPDB, "ann@example.org"); !errors.Is(err, errNoServers) {
		t.Errorf("a file without servers: %v", err)
	}
}

func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		" a\n b\t c ":                      "a b c",
		"\u202egro.evil\u202c \x1b[31mred": "gro.evil [31mred",
		strings.Repeat("ä", 400):           strings.Repeat("ä", maxHint) + "…",
	} {
		if got := plainText(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func FuzzReadConfig(f *testing.F) {
	f.Add([]byte(ownConfig))
	f.Fuzz(func(t *testing.T, data []byte) {
		found, err := readConfig(data, SourceDomain, "ann@example.org")
		if err != nil {
			return
		}
		for _, list := range [][]accounts.Server{found.IMAP, found.POP3, found.SMTP} {
			for _, s := range list {
				if _, err := s.ASCIIHost(); err != nil || s.Port < 1 || s.Port > 65535 || s.Security == "" {
					t.Errorf("%+v is no server", s)
				}
			}
		}
	})
}

// TestDatabase reads Mozilla's files, where they are at hand, beside a reader
// that knows nothing of XML.
func TestDatabase(t *testing.T) {
	root := os.Getenv("GODWIT_CORPORA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	files, _ := filepath.Glob(filepath.Join(root, "ispdb", "*.xml"))
	if len(files) == 0 {
		t.Skip("the files are not here")
	}
	comment := regexp.MustCompile(`(?s)<!--.*?-->`)
	entry := regexp.MustCompile(`(?s)<(?:incoming|outgoing)Server\s+type="(imap|pop3|smtp)"\s*>(.*?)</(?:incoming|outgoing)Server>`)
	field := func(text, name string) string {
		_, text, _ = strings.Cut(text, "<"+name+">")
		text, _, _ = strings.Cut(text, "</"+name+">")
		text = strings.NewReplacer("%EMAILADDRESS%", "ann@example.org", "%EMAILLOCALPART%", "ann", "%EMAILDOMAIN%", "example.org", "&amp;", "&").Replace(text)
		return strings.TrimSpace(text)
	}
	servers := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := readConfig(data, SourceISPDB, "ann@example.org")
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		got := map[string]int{}
		for _, list := range [][]accounts.Server{f.IMAP, f.POP3, f.SMTP} {
			for _, s := range list {
				got[string(s.Protocol)+" "+line(s)]++
			}
		}
		for _, m := range entry.FindAllStringSubmatch(comment.ReplaceAllString(string(data), ""), -1) {
			socket := map[string]string{"SSL": "tls", "STARTTLS": "starttls", "plain": "none"}[field(m[2], "socketType")]
			user := field(m[2], "username")
			if user == "" {
				user = "ann@example.org"
			}
			want := m[1] + " " + strings.ToLower(field(m[2], "hostname")) + ":" + field(m[2], "port") + " " + socket + " " + user
			if got[want]--; got[want] < 0 {
				t.Errorf("%s: %s is not found", filepath.Base(name), want)
			}
			servers++
		}
		for left, n := range got {
			if n > 0 {
				t.Errorf("%s: %s is not stated", filepath.Base(name), left)
			}
		}
	}
	t.Logf("%d files, %d servers", len(files), servers)
}
