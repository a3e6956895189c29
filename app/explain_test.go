package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/autoconfig"
	"godwit/accounts/dial"
	"godwit/accounts/keyring"
	"godwit/accounts/oauth"
	"godwit/app/photo"
	"godwit/compose"
	"godwit/compose/smtp"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
	"godwit/sync/store"
)

const secret = "hunter2"

var faults = []struct {
	err   error
	code  string
	needs Need
}{
	{dialError(dial.NoSuchHost), "GW-NET-NO-HOST", NeedsTime},
	{dialError(dial.DNSFailed), "GW-NET-DNS", NeedsTime},
	{dialError(dial.Refused), "GW-NET-REFUSED", NeedsTime},
	{dialError(dial.Unreachable), "GW-NET-UNREACHABLE", NeedsTime},
	{dialError(dial.Timeout), "GW-NET-TIMEOUT", NeedsTime},
	{dialError(dial.Closed), "GW-NET-CLOSED", NeedsTime},
	{dialError(dial.NotThisProtocol), "GW-NET-PROTOCOL", NeedsTrust},
	{dialError(dial.Portal), "GW-NET-PORTAL", NeedsTime},
	{dialError(dial.SpeaksTLS), "GW-TLS-FIRST", NeedsTrust},
	{dialError(dial.Unprotected), "GW-NET-UNPROTECTED", NeedsTrust},
	{dialError(dial.CertExpired), "GW-TLS-EXPIRED", NeedsTrust},
	{dialError(dial.CertNotYet), "GW-TLS-NOT-YET", NeedsTrust},
	{dialError(dial.CertName), "GW-TLS-NAME", NeedsTrust},
	{dialError(dial.CertUnknown), "GW-TLS-UNKNOWN", NeedsTrust},
	{dialError(dial.TLSFailed), "GW-TLS-FAILED", NeedsTrust},
	{dialError(dial.NotTLS), "GW-TLS-PORT", NeedsTrust},
	{dialError(dial.NoStartTLS), "GW-TLS-NONE", NeedsTrust},
	{dialError(dial.Injected), "GW-TLS-INJECTED", NeedsTrust},

	{refusedSignIn("", "no, not "+secret, false), "GW-AUTH-REFUSED", NeedsLogin},
	{refusedSignIn("", "", false), "GW-AUTH-REFUSED", NeedsLogin},
	{refusedSignIn("5.7.9", "", false), "GW-AUTH-APP-PASSWORD", NeedsLogin},
	{refusedSignIn("", "Application-specific password required", false), "GW-AUTH-APP-PASSWORD", NeedsLogin},
	{refusedSignIn("UNAVAILABLE", "later", true), "GW-AUTH-LATER", NeedsTime},
	{refusedSignIn("ALERT", "Too many simultaneous connections. (Failure)", false), "GW-MAIL-CONNECTIONS", NeedsTime},
	{refusedSignIn("", "LOGIN Rate limit hit.", false), "GW-MAIL-THROTTLED", NeedsTime},
	{dialError(dial.ProxyFailed), "GW-NET-PROXY", NeedsTime},
	{dialError(dial.CertChanged), "GW-TLS-CHANGED", NeedsTrust},
	{&dial.Error{Kind: dial.CertChanged, Host: "mail.example.org", Valid: true}, "GW-TLS-CHANGED", NeedsTrust},
	{dialError(dial.OwnCertificate), "GW-TLS-OWN", NeedsTrust},
	{&oauth.Error{Kind: oauth.Refused, Provider: "Test"}, "GW-PAGE-REFUSED", NeedsLogin},
	{&oauth.Error{Kind: oauth.NeedsAdmin, Provider: "Test", Detail: "AADSTS90094"}, "GW-PAGE-ADMIN", NeedsLogin},
	{&oauth.Error{Kind: oauth.Revoked, Provider: "Test"}, "GW-PAGE-ENDED", NeedsLogin},
	{&oauth.Error{Kind: oauth.NotRegistered, Provider: "Test"}, "GW-PAGE-CLIENT", NeedsLogin},
	{&oauth.Error{Kind: oauth.BadClient, Provider: "Test"}, "GW-PAGE-BAD-CLIENT", NeedsLogin},
	{&oauth.Error{Kind: oauth.Expired, Provider: "Test"}, "GW-PAGE-LATE", NeedsLogin},
	{&oauth.Error{Kind: oauth.Misconfigured, Provider: "Test"}, "GW-PAGE-ADDRESS", NeedsLogin},
	{&oauth.Error{Kind: oauth.Unavailable, Provider: "Test"}, "GW-PAGE-LATER", NeedsTime},
	{&mail.SendError{Stage: mail.StageAuth, Hold: true, Explained: "GW-PAGE-ENDED"}, "GW-PAGE-ENDED", NeedsLogin},
	{&mail.SendError{Stage: mail.StageAuth, Explained: "GW-PAGE-LATER"}, "GW-PAGE-LATER", NeedsTime},
	{oauth.ErrSeal, "GW-PAGE-SEAL", NeedsLogin},
	{ErrNoPage, "GW-PAGE-NONE", NeedsLogin},
	{auth.ErrNoMechanism, "GW-AUTH-MECHANISM", NeedsLogin},
	{auth.ErrNoSignIn, "GW-AUTH-NONE", NeedsLogin},

	{fmt.Errorf("open: %w", ErrNoViewer), "GW-FILE-NO-PROGRAM", NeedsChange},
	{fmt.Errorf("print: %w", ErrLong), "GW-FILE-LONG", NeedsChange},

	{keyring.ErrMissing, "GW-KEY-MISSING", NeedsLogin},
	{keyring.ErrLocked, "GW-KEY-LOCKED", NeedsLogin},
	{keyring.ErrNone, "GW-KEY-NONE", NeedsLogin},
	{keyring.ErrNoAnswer, "GW-KEY-TIMEOUT", NeedsLogin},
	{keyring.ErrNotKept, "GW-KEY-NOT-KEPT", NeedsLogin},
	{keyring.ErrTooLong, "GW-KEY-TOO-LONG", NeedsLogin},
	{keyring.ErrPassphrase, "GW-KEY-PASSPHRASE", NeedsLogin},
	{keyring.ErrNoPassphrase, "GW-KEY-NO-PASSPHRASE", NeedsLogin},

	{store.ErrNewer, "GW-STORE-NEWER", NeedsChange},
	{store.ErrFull, "GW-DISK-FULL", NeedsTime},
	{store.ErrDisk, "GW-DISK-FAULT", NeedsTime},
	{store.ErrReadOnly, "GW-STORE-READONLY", NeedsChange},
	{fmt.Errorf("%w: %w", store.ErrReadOnly, syscall.EROFS), "GW-STORE-READONLY", NeedsChange},
	{keyring.ErrDamaged, "GW-KEY-DAMAGED", NeedsLogin},
	{store.ErrDamaged, "GW-STORE-DAMAGED", NeedsChange},
	{store.ErrBusy, "GW-STORE-BUSY", NeedsTime},
	{store.ErrGone, "GW-TOO-LATE", NeedsChange},
	{store.ErrOtherAccount, "GW-MAIL-OTHER-ACCOUNT", NeedsChange},
	{store.ErrNoBody, "GW-MAIL-NOT-HERE", NeedsChange},
	{store.ErrExists, "GW-FOLDER-EXISTS", NeedsChange},
	{store.ErrNeeded, "GW-FOLDER-NEEDED", NeedsChange},
	{&store.FolderNameError{Name: "a", Fault: store.NameLong}, "GW-FOLDER-NAME", NeedsChange},
	{&InvalidTagError{"No."}, "GW-TAG-INVALID", NeedsChange},
	{&UnknownSettingError{ID: "a"}, "GW-INPUT-SETTING", NeedsChange},
	{&SettingValueError{ID: "a", Value: "b", Allowed: "c"}, "GW-INPUT-SETTING", NeedsChange},
	{&SettingsFileError{Text: "It is none."}, "GW-INPUT-SETTINGS-FILE", NeedsChange},
	{store.ErrBroad, "GW-SEARCH-BROAD", NeedsChange},
	{store.ErrUnnamed, "GW-SEARCH-UNNAMED", NeedsChange},
	{mail.ErrNotFound, "GW-NOT-FOUND", NeedsChange},
	{mail.ErrUnread, "GW-MAIL-UNREAD", NeedsTime},
	{mail.ErrNoSearch, "GW-SEARCH-PROTOCOL", NeedsChange},
	{ErrServerSlow, "GW-SEARCH-SLOW", NeedsTime},
	{mail.ErrNoWords, "GW-SEARCH-WORDS", NeedsChange},
	{pop3.ErrNoUIDs, "GW-MAIL-NO-IDS", NeedsChange},
	{ErrWindowOpen, "GW-WINDOW-OPEN", NeedsChange},
	{ErrClosed, "GW-CLOSED", NeedsChange},
	{fs.ErrExist, "GW-FILE-EXISTS", NeedsChange},
	{fs.ErrNotExist, "GW-FILE-NONE", NeedsChange},
	{fs.ErrPermission, "GW-FILE-DENIED", NeedsChange},
	{context.DeadlineExceeded, "GW-NET-TIMEOUT", NeedsTime},
	{context.Canceled, "GW-CANCELLED", NeedsChange},

	{&mail.SendError{Stage: mail.StageDot, Unsure: true, Err: dialError(dial.Closed)}, "GW-SEND-UNSURE", NeedsChange},
	{&mail.SendError{Stage: mail.StageDot, Unsure: true, Err: context.Canceled}, "GW-SEND-UNSURE", NeedsChange},
	{&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550, Text: "no such user"}, "GW-SEND-RECIPIENT", NeedsChange},
	{&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 554, Enhanced: "5.1.1"}, "GW-SEND-RECIPIENT", NeedsChange},
	{&mail.SendError{Stage: mail.StageMail, Permanent: true, Code: 552}, "GW-SEND-SIZE", NeedsChange},
	{&mail.SendError{Stage: mail.StageRcpt, Code: 452, Enhanced: "4.2.2"}, "GW-SEND-MAILBOX-FULL", NeedsTime},
	{&mail.SendError{Stage: mail.StageMail, Hold: true, Code: 530, Text: "log in first"}, "GW-SEND-POLICY", NeedsLogin},
	{&mail.SendError{Stage: mail.StageMail, Permanent: true, Code: 550, Enhanced: "5.7.1"}, "GW-SEND-REFUSED-POLICY", NeedsChange},
	{&mail.SendError{Stage: mail.StageData, Permanent: true, Code: 554, Text: "no"}, "GW-SEND-REFUSED", NeedsChange},
	{&mail.SendError{Stage: mail.StageMail, Hold: true, Code: 550, Err: smtp.ErrNoRequireTLS}, "GW-SEND-REQUIRE-TLS", NeedsChange},
	{&mail.SendError{Stage: mail.StageMail, Permanent: true, Code: 554, Err: fmt.Errorf("%w: signed", compose.ErrUnchangeable)}, "GW-SEND-UNCHANGEABLE", NeedsChange},
	{&mail.SendError{Stage: mail.StageRcpt, Code: 451, Text: "later"}, "GW-SEND-LATER", NeedsTime},
	{&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535, Enhanced: "5.7.139"}, "GW-AUTH-SWITCHED-OFF", NeedsLogin},
	{&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 534, Enhanced: "5.7.14"}, "GW-AUTH-WEB", NeedsLogin},
	{&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 554, Text: "Email address is not verified."}, "GW-RELAY-TEST", NeedsChange},
	{&mail.SendError{Stage: mail.StageMail, Permanent: true, Code: 550, Enhanced: "5.7.60"}, "GW-RELAY-SENDER", NeedsChange},
	{&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550, Enhanced: "5.1.90"}, "GW-RELAY-LIMIT", NeedsTime},
	{&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550, Text: "on the suppression list"}, "GW-RELAY-INACTIVE", NeedsChange},
	{&mail.SendError{Stage: mail.StageDot, Permanent: true, Code: 554, Text: "Sending paused"}, "GW-RELAY-CLOSED", NeedsLogin},
	{&mail.SendError{Stage: mail.StageDot, Permanent: true, Code: 550, Enhanced: "5.7.26"}, "GW-SEND-DOMAIN", NeedsChange},
	{&explainedError{Explanation{codeBounced, "It came back.", "There is no such box.", "Correct the address.", NeedsChange}}, "GW-SEND-BOUNCED", NeedsChange},
	{&mail.SendError{Stage: mail.StageMail, Code: 421, Text: "too many messages", Account: true}, "GW-SEND-LATER", NeedsTime},
	{&UnsentError{2}, "GW-OUTBOX-UNSENT", NeedsChange},
	{&mail.SendError{Stage: mail.StageConnect, Err: dialError(dial.Refused)}, "GW-NET-REFUSED", NeedsTime},
	{&mail.SendError{Stage: mail.StageTLS, Hold: true, Err: dialError(dial.CertName)}, "GW-TLS-NAME", NeedsTrust},
	{&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535, Err: refusedSignIn("", "no", false)}, "GW-AUTH-REFUSED", NeedsLogin},
	{&mail.SendError{Stage: mail.StageAuth, Hold: true, Err: keyring.ErrLocked}, "GW-KEY-LOCKED", NeedsLogin},
	// as the outbox keeps them
	{&mail.SendError{Stage: mail.StageConnect, Explained: "GW-NET-REFUSED", Text: "nothing listens"}, "GW-NET-REFUSED", NeedsTime},
	{&mail.SendError{Stage: mail.StageConnect, Explained: "GW-NET-TIMEOUT", Text: "no answer"}, "GW-NET-TIMEOUT", NeedsTime},
	{&mail.SendError{Stage: mail.StageTLS, Hold: true, Explained: "GW-TLS-EXPIRED", Text: "expired"}, "GW-TLS-EXPIRED", NeedsTrust},
	{&mail.SendError{Stage: mail.StageAuth, Hold: true, Code: 535, Explained: "GW-AUTH-REFUSED", Text: "no"}, "GW-AUTH-REFUSED", NeedsLogin},
	{&mail.SendError{Stage: mail.StageAuth, Code: 454, Explained: "GW-AUTH-LATER", Text: "later"}, "GW-AUTH-LATER", NeedsTime},
	{&mail.SendError{Stage: mail.StageAuth, Hold: true, Explained: "GW-KEY-MISSING"}, "GW-KEY-MISSING", NeedsLogin},
	{&mail.SendError{Stage: mail.StageRcpt, Permanent: true, Code: 550, Explained: "GW-SEND-RECIPIENT"}, "GW-SEND-RECIPIENT", NeedsChange},

	{&imap.RefusedError{Command: "APPEND", Code: "OVERQUOTA", Text: "full"}, "GW-MAIL-QUOTA", NeedsChange},
	{&imap.RefusedError{Command: "UID MOVE", Code: "NOPERM"}, "GW-MAIL-NOT-ALLOWED", NeedsChange},
	{&imap.RefusedError{Command: "SELECT", Code: "NONEXISTENT"}, "GW-MAIL-NO-FOLDER", NeedsChange},
	{&imap.RefusedError{Command: "SELECT", Code: "UNAVAILABLE"}, "GW-MAIL-LATER", NeedsTime},
	{&imap.RefusedError{Command: "SELECT", Text: "Server busy, try again later"}, "GW-MAIL-LATER", NeedsTime},
	{&imap.RefusedError{Command: "SELECT", Text: "Too many connections, try again later"}, "GW-MAIL-CONNECTIONS", NeedsTime},
	{&imap.RefusedError{Command: "SELECT", Code: "LIMIT", Text: "Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)"}, "GW-MAIL-CONNECTIONS", NeedsTime},
	{&imap.RefusedError{Command: "SELECT", Text: "Request is throttled. Suggested Backoff Time: 299961 milliseconds"}, "GW-MAIL-THROTTLED", NeedsTime},
	{&imap.RefusedError{Command: "SELECT", Code: "OVERQUOTA", Text: "Account exceeded command or bandwidth limits. i7mb"}, "GW-MAIL-THROTTLED", NeedsTime},
	{&imap.RefusedError{Command: "NAMESPACE", Text: "User is authenticated but not connected."}, "GW-AUTH-NOT-CONNECTED", NeedsLogin},
	{&imap.RefusedError{Command: "SELECT", Text: "no"}, "GW-MAIL-REFUSED", NeedsTime},
	{&imap.ByeError{Text: "Autologout; idle for too long"}, "GW-MAIL-LATER", NeedsTime},
	{&imap.ByeError{Text: "Too many connections"}, "GW-MAIL-CONNECTIONS", NeedsTime},
	{fmt.Errorf("UID FETCH: %w: a literal", imap.ErrNonsense), "GW-IMAP-NONSENSE", NeedsTime},
	{&imap.ByeError{Text: "Maximum number of connections exceeded"}, "GW-MAIL-CONNECTIONS", NeedsTime},
	{&dial.Error{Kind: dial.Closed, Err: &imap.ByeError{Text: "Session expired, please log in again"}}, "GW-MAIL-LATER", NeedsTime},
	{&dial.Error{Kind: dial.Closed, Host: "mail.example.org", Err: &imap.ByeError{}}, "GW-NET-CLOSED", NeedsTime},
	{&pop3.RefusedError{Code: "IN-USE", Text: "locked"}, "GW-MAIL-LATER", NeedsTime},
	{&pop3.RefusedError{}, "GW-MAIL-REFUSED", NeedsTime},

	{&NoFolderError{mail.Drafts}, "GW-MAIL-NO-FOLDER", NeedsChange},
	{&AmbiguousError{"Work"}, "GW-INPUT-FOLDER", NeedsChange},
	{&DoubtError{autoconfig.Found{Doubt: "Guessed."}}, "GW-INPUT-DOUBT", NeedsChange},
	{&ExistsError{mira}, "GW-INPUT-EXISTS", NeedsChange},
	{fmt.Errorf("a.gif: %w", photo.ErrPicture), "GW-INPUT-PICTURE", NeedsChange},
	{&ProblemsError{[]compose.Problem{{Field: "to", Text: "There is no recipient."}}}, "GW-INPUT-DRAFT", NeedsChange},
	{accounts.Account{}.Validate(), "GW-INPUT-ACCOUNT", NeedsChange},
	{&accounts.Invalid{Field: "incoming.host", Text: "Give a host."}, "GW-INPUT-ACCOUNT", NeedsChange},
	{&explainedError{Explanation{"GW-DISK-FULL", "The disk is full.", "No room.", "Make some.", NeedsTime}}, "GW-DISK-FULL", NeedsTime},
	{errors.New("something odd"), "GW-UNKNOWN", NeedsChange},
}

func dialError(k dial.Kind) error {
	return &dial.Error{
		Kind: k, Host: "mail.example.org", Port: 587, Protocol: accounts.SMTP, NotAfter: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC),
		Names: []string{"a.example", "b.example", "c.example", "d.example"}, Err: errors.New("the technical reason"),
	}
}

func refusedSignIn(code, text string, temporary bool) error {
	return auth.Refused(accounts.Server{Protocol: accounts.IMAP, Host: "mail.example.org", User: mira}, code, text, secret, temporary)
}

func TestExplain(t *testing.T) {
	for _, c := range faults {
		for _, err := range []error{c.err, fmt.Errorf("select %q: %w", "INBOX", c.err), &AccountError{accounts.Account{}, c.err}} {
			ex := Explain(err)
			name := fmt.Sprintf("%s (%v)", c.code, err)
			if ex.Code != c.code || ex.Needs != c.needs {
				t.Errorf("%s: %s, needs %d", name, ex.Code, ex.Needs)
			}
			for _, text := range []string{ex.Title, ex.Text, ex.Action} {
				if text == "" || strings.ContainsAny(text, "!\n") || strings.Contains(text, "  ") || strings.TrimSpace(text) != text || strings.Contains(text, secret) {
					t.Errorf("%s: %q", name, text)
				}
			}
			if last := ex.Title[len(ex.Title)-1]; last != '.' {
				t.Errorf("%s: the title is no sentence: %q", name, ex.Title)
			}
		}
	}
	if ex := Explain(nil); ex != (Explanation{}) {
		t.Errorf("nothing went wrong: %+v", ex)
	}
}

// Every code in the source is in the table above and in docs/CLI.md, and
// nothing else is.
func TestCodesAreDocumented(t *testing.T) {
	files, err := filepath.Glob("explain*.go")
	check(t, err)
	others, err := filepath.Glob("../sync/store/*.go") // notices
	check(t, err)
	files = append(append(files, others...), "../cmd/godwitctl/output.go")
	others, err = filepath.Glob("doctor*.go") // TestLab has theirs
	check(t, err)
	files = append(files, others...)
	others, err = filepath.Glob("../sync/imap/*.go")
	check(t, err)
	files = append(files, others...)
	code := regexp.MustCompile(`"(GW-[A-Z-]+[A-Z])"`)
	used := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		check(t, err)
		for _, m := range code.FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
		}
	}
	doc, err := os.ReadFile("../docs/CLI.md")
	check(t, err)
	row := regexp.MustCompile("(?m)^\\| `(GW-[A-Z-]+)` \\| .* \\| ([0-5]) \\|$")
	documented := map[string]bool{}
	exit := map[string]string{}
	for _, m := range row.FindAllStringSubmatch(string(doc), -1) {
		if documented[m[1]] {
			t.Errorf("%s stands twice in docs/CLI.md", m[1])
		}
		documented[m[1]], exit[m[1]] = true, m[2]
	}
	tested := map[string]bool{"GW-USAGE": true, "GW-SEND-LATE": true, "GW-OP-REFUSED": true, "GW-SYNC-VANISHED": true, "GW-MAIL-ALERT": true, "GW-IMAP-MARKED-DELETED": true}
	for _, c := range []string{"GW-CLOCK", "GW-NET-ONE-WAY", "GW-TLS-SOON", "GW-AUTH-NEEDS-TLS", "GW-MAIL-READONLY"} {
		tested[c] = true
	}
	for _, c := range faults {
		tested[c.code] = true
		want := map[Need]string{NeedsChange: "1", NeedsTime: "5", NeedsLogin: "4", NeedsTrust: "4"}[c.needs]
		if c.code == "GW-SEND-UNSURE" { // the state of the message says so
			want = "4"
		}
		if exit[c.code] != want {
			t.Errorf("%s: documented with exit %s, not %s", c.code, exit[c.code], want)
		}
	}
	for c := range used {
		if !documented[c] || !tested[c] {
			t.Errorf("%s: documented %v, tested %v", c, documented[c], tested[c])
		}
	}
	for c := range documented {
		if !used[c] {
			t.Errorf("%s is documented and does not exist", c)
		}
	}
	if len(used) < 50 {
		t.Errorf("found only %d codes", len(used))
	}
}

func TestSentinelsAreToldApart(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range sentinels() {
		if seen[s.Code] {
			t.Errorf("%s twice", s.Code)
		}
		seen[s.Code] = true
	}
}
