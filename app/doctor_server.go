package app

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
	"godwit/accounts/doctor"
)

// serverExam is the part of an examination that is about one server.
type serverExam struct {
	*examination
	server accounts.Server
	order  int
	secret key
	begun  time.Time // of the step under way
}

// The steps of a server, in order.
var serverSteps = []string{"name", "ipv4", "ipv6", "connect", "greeting", "starttls", "tls", "offers", "sign-in", "mailbox", "rules"}

func (e *serverExam) finding(step string, l Level) Finding {
	return Finding{Name: string(e.server.Protocol) + " " + step, Level: l, Order: e.order + slices.Index(serverSteps, step)}
}

func (e *serverExam) begin(step string) {
	e.begun = time.Now()
	e.tell(e.finding(step, LevelRunning))
}

func (e *serverExam) well(step, detail string, took time.Duration) {
	f := e.finding(step, LevelGood)
	f.Detail, f.Took = detail, took
	e.tell(f)
}

func (e *serverExam) wrong(step string, l Level, ex Explanation) {
	f := e.finding(step, l)
	f.Problem, f.Took = ex, time.Since(e.begun)
	e.tell(f)
}

// planned are the steps of this server that follow one.
func (e *serverExam) planned(after string) []string {
	s := e.server
	var out []string
	for _, step := range serverSteps[slices.Index(serverSteps, after)+1:] {
		switch {
		case step == "ipv4", step == "ipv6":
		case step == "starttls" && s.Security != accounts.STARTTLS:
		case step == "tls" && s.Security == accounts.Plain:
		case step == "sign-in" && s.Auth == accounts.AuthNone:
		case step == "mailbox" && s.Protocol == accounts.SMTP, step == "rules" && s.Protocol != accounts.SMTP:
		default:
			out = append(out, step)
		}
	}
	return out
}

// stop is a fault behind which nothing is tried.
func (e *serverExam) stop(step string, ex Explanation) {
	e.wrong(step, LevelFault, ex)
	e.skip(step)
}

func (e *serverExam) skip(after string) {
	for _, step := range e.planned(after) {
		e.tell(e.finding(step, LevelSkipped))
	}
}

func (e *serverExam) run(ctx context.Context) {
	e.begin("name")
	var ips []netip.Addr
	if e.server.Proxy != "" {
		e.well("name", "It is left to the account's proxy to find "+e.server.Host+".", 0)
	} else {
		var err error
		if ips, err = e.dial.Addresses(ctx, e.server); err != nil {
			e.stop("name", Explain(err))
			return
		}
		e.well("name", e.server.Host+" is "+listed(ips)+".", time.Since(e.begun))
	}
	var knocks sync.WaitGroup
	knocks.Go(func() { e.families(ctx, ips) })
	heard, err := e.talk(ctx)
	knocks.Wait()
	if err != nil {
		return
	}
	if !e.offers(heard) {
		return
	}
	e.enter(ctx)
}

func listed(ips []netip.Addr) string {
	var names []string
	for _, ip := range ips {
		names = append(names, ip.Unmap().String())
	}
	if len(names) > 6 {
		names = append(names[:6:6], fmt.Sprintf("%d more", len(names)-6))
	}
	return strings.Join(names, ", ")
}

// talk goes as far as before the sign-in.
func (e *serverExam) talk(ctx context.Context) (doctor.Heard, error) {
	e.begin("connect")
	heard, err := doctor.Talk(ctx, e.dial, e.server, func(s doctor.Stage, took time.Duration) {
		if s != doctor.Offers && s != doctor.TLS { // what they tell is known only later
			e.well(string(s), e.wellWords(s), took)
		}
		e.begun = time.Now()
	})
	if heard.TLS != "" {
		e.protection(heard)
	}
	var f *doctor.Fault
	if !errors.As(err, &f) {
		return heard, err
	}
	if errors.Is(err, doctor.ErrRefused) { // in its own words, where they may be shown
		if _, _, err := e.signIn(ctx, func() {}); err != nil {
			e.stop(string(f.Stage), Explain(err))
			return heard, err
		}
	}
	ex := staged(f.Stage, Explain(f.Err))
	var d *dial.Error
	if errors.As(f.Err, &d) {
		if d.Kind == dial.CertNotYet {
			e.mu.Lock()
			e.future = true
			e.mu.Unlock()
		}
		e.otherWay(ctx, d.Kind, &ex)
	}
	e.stop(string(f.Stage), ex)
	return heard, err
}

func (e *serverExam) wellWords(s doctor.Stage) string {
	switch s {
	case doctor.Connect:
		return e.server.Address() + " answers."
	case doctor.Greeting:
		return "It greets as " + strings.ToUpper(string(e.server.Protocol)) + " should."
	}
	return "It begins the protection when it is asked (STARTTLS)."
}

// soon is how long before its end a certificate is spoken of.
const soon = 14 * 24 * time.Hour

func (e *serverExam) protection(h doctor.Heard) {
	left := time.Until(h.Ends)
	days := int(left.Hours() / 24)
	if e.server.Pin != "" {
		e.well("tls", h.TLS+"; the certificate is the one that you accepted.", 0)
		return
	}
	if left < soon {
		e.wrong("tls", LevelCaution, Explanation{
			Code: "GW-TLS-SOON", Title: fmt.Sprintf("The certificate of %s ends in %d days.", e.server.Host, days),
			Text:   "It is valid until " + h.Ends.Format("2 January 2006") + ". From then on Godwit will not connect, unless it is renewed.",
			Action: "If it is your own server, renew its certificate; else the provider does that.",
		})
		return
	}
	e.well("tls", fmt.Sprintf("%s; the certificate is for %s, by %s, and good for %d more days.", h.TLS, h.Name, h.Issuer, days), 0)
}

// offers compares the server's ways to sign in with the account's.
func (e *serverExam) offers(h doctor.Heard) bool {
	s := e.server
	secured := h.TLS != ""
	m, err := auth.Choose(s, h.Mechanisms, secured)
	bare := h.Bare && (s.Auth == accounts.AuthAuto || s.Auth == auth.Login && s.Protocol == accounts.IMAP)
	what := "none"
	if len(h.Mechanisms) > 0 {
		what = strings.Join(h.Mechanisms[:min(len(h.Mechanisms), 12)], ", ")
	}
	size := ""
	if h.Size > 0 {
		size = fmt.Sprintf(" Messages may have %d MB.", h.Size>>20)
	}
	switch {
	case s.Auth == accounts.AuthNone || s.User == "":
		e.well("offers", "The account does not sign in here."+size, 0)
	case err == nil:
		e.well("offers", fmt.Sprintf("Ways to sign in: %s. Godwit takes %s.%s", what, m, size), 0)
	case bare:
		e.well("offers", "Godwit gives user name and password in the protocol's own way."+size, 0)
	case !secured && h.CanStart:
		e.stop("offers", Explanation{
			Code: "GW-AUTH-NEEDS-TLS", Title: s.Host + " lets nobody sign in unprotected.",
			Text:   "The account is set to a connection without protection, and the server takes a sign-in only behind STARTTLS.",
			Action: "Choose STARTTLS for this server in the account's settings.", Needs: NeedsTrust,
		})
		return false
	default:
		ex := Explain(err)
		ex.Text += " The server offers: " + what + "."
		if slices.Contains(h.Words, "LOGINDISABLED") {
			ex.Text += " It has switched plain passwords off."
		}
		e.stop("offers", ex)
		return false
	}
	return true
}
