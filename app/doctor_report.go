package app

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"godwit/accounts"
)

// DoctorReport is what was found, as a text for whoever gives support. It holds no
// password, and of every address only its first letter and its domain.
func DoctorReport(acc accounts.Account, list []Finding, now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Godwit %s on %s/%s, %s\n", version(), runtime.GOOS, runtime.GOARCH, now.Format("2006-01-02 15:04 MST"))
	fmt.Fprintf(&b, "Account %s\n", acc.Email())
	for _, s := range []accounts.Server{acc.Incoming, acc.Outgoing} {
		if !s.Off() {
			fmt.Fprintf(&b, "  %s %s %s%s\n", s.Protocol, s.Address(), s.Security, extras(s))
		}
	}
	b.WriteByte('\n')
	for _, f := range list {
		took := ""
		if f.Took >= time.Millisecond {
			took = fmt.Sprintf(" (%d ms)", f.Took.Milliseconds())
		}
		fmt.Fprintf(&b, "%-8s %s%s\n", f.Level, f.Name, took)
		for _, line := range []string{f.Detail, f.Problem.Title, f.Problem.Text, f.Problem.Action} {
			if line != "" {
				fmt.Fprintf(&b, "         %s\n", line)
			}
		}
		if f.Problem.Code != "" {
			fmt.Fprintf(&b, "         [%s]\n", f.Problem.Code)
		}
	}
	text := b.String()
	for _, s := range []accounts.Server{acc.Incoming, acc.Outgoing} { // user names that are no addresses
		if len(s.User) > 1 && !strings.Contains(s.User, "@") {
			text = regexp.MustCompile(`\b`+regexp.QuoteMeta(s.User)+`\b`).ReplaceAllString(text, s.User[:1]+"…")
		}
	}
	return shortAddresses(text)
}

// extras are settings that explain much: a sign-in of another kind, a proxy, a pin.
func extras(s accounts.Server) string {
	text := ""
	if s.Auth != accounts.AuthAuto {
		text += ", sign-in " + string(s.Auth)
	}
	if s.Proxy != "" {
		text += ", through a proxy"
	}
	if s.Pin != "" {
		text += ", with an accepted certificate"
	}
	if s.ClientCertificate != "" {
		text += ", with a certificate of its own"
	}
	return text
}

var address = regexp.MustCompile(`([^\s<>()",;:@“”])[^\s<>()",;:@“”]*@([^\s<>()",;:@“”]+)`)

// shortAddresses leaves of each address its first letter and its domain.
func shortAddresses(text string) string { return address.ReplaceAllString(text, "$1…@$2") }

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "unknown"
}
