package app

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/accounts/dial"
	"godwit/accounts/doctor"
)

// maxKnocks is how many addresses of a family are tried.
const maxKnocks = 4

// families tries IPv4 and IPv6 apart, where the server has both: one that is dead
// makes every connection slow, and nobody sees why.
func (e *serverExam) families(ctx context.Context, ips []netip.Addr) {
	var four, six []netip.Addr
	for _, ip := range ips {
		if ip.Unmap().Is4() {
			four = append(four, ip)
		} else {
			six = append(six, ip)
		}
	}
	if len(four) == 0 || len(six) == 0 || e.server.Proxy != "" {
		return
	}
	var work sync.WaitGroup
	took, errs := [2]time.Duration{}, [2]error{}
	for i, family := range [][]netip.Addr{four, six} {
		begun := time.Now()
		work.Go(func() {
			errs[i] = e.knock(ctx, family)
			took[i] = time.Since(begun)
		})
	}
	work.Wait()
	for i, step := range []string{"ipv4", "ipv6"} {
		f := e.finding(step, LevelGood)
		f.Took, f.Detail = took[i], fmt.Sprintf("%s answers over %s.", e.server.Address(), familyName(step))
		if errs[i] != nil {
			f.Level, f.Detail, f.Problem = LevelCaution, "", deadFamily(e.server, step, errs[1-i] == nil)
		}
		e.tell(f)
	}
}

func familyName(step string) string { return map[string]string{"ipv4": "IPv4", "ipv6": "IPv6"}[step] }

func deadFamily(s accounts.Server, step string, otherWorks bool) Explanation {
	name := familyName(step)
	ex := Explanation{
		Code: "GW-NET-ONE-WAY", Title: s.Host + " cannot be reached over " + name + ".", Needs: NeedsTime,
		Text:   "Its " + name + " address does not answer from here.",
		Action: "See what is said of the connection.",
	}
	if otherWorks {
		ex.Text += " The other way works, so Godwit uses that."
		ex.Action = "Nothing to do for mail. If much is slow, ask whoever runs your network whether " + name + " works there."
	}
	return ex
}

// knock tries addresses side by side and is content with one.
func (e *serverExam) knock(ctx context.Context, at []netip.Addr) error {
	at = at[:min(len(at), maxKnocks)]
	results := make(chan error, len(at))
	for _, ip := range at {
		go func() { results <- e.dial.Knock(ctx, e.server, ip) }()
	}
	var last error
	for range at {
		if err := <-results; err != nil {
			last = err
		} else {
			at = nil
		}
	}
	if at == nil {
		return nil
	}
	return last
}

// alternatives are the other ports that a server's protocol has.
func alternatives(s accounts.Server) []accounts.Server {
	var out []accounts.Server
	for _, security := range []accounts.Security{accounts.TLS, accounts.STARTTLS} {
		other := s
		other.Security, other.Port = security, accounts.DefaultPort(s.Protocol, security)
		if other.Port != s.Port {
			out = append(out, other)
		}
	}
	return out
}

// otherWay looks whether another port would do, and says so in the cure.
func (e *serverExam) otherWay(ctx context.Context, k dial.Kind, ex *Explanation) {
	switch k {
	case dial.Timeout, dial.Refused, dial.Unreachable, dial.Closed, dial.NoStartTLS, dial.NotTLS, dial.NotThisProtocol, dial.TLSFailed:
	default:
		return
	}
	d := e.dial
	d.Timeout = min(d.Timeout, 5*time.Second)
	ways := e.alternatives(e.server)
	works := make([]bool, len(ways))
	var work sync.WaitGroup
	for i, way := range ways {
		work.Go(func() {
			_, err := doctor.Talk(ctx, d, way, func(doctor.Stage, time.Duration) {})
			works[i] = err == nil
		})
	}
	work.Wait()
	for i, way := range ways {
		if works[i] {
			ex.Action = fmt.Sprintf("Port %d with %s works: choose it for this server in the account's settings.", way.Port, protectionName(way.Security))
			return
		}
	}
}

func protectionName(s accounts.Security) string {
	if s == accounts.TLS {
		return "TLS"
	}
	return "STARTTLS"
}

// staged says where in the talk a server fell silent or hung up.
func staged(s doctor.Stage, ex Explanation) Explanation {
	if !cut(ex) {
		return ex
	}
	switch s {
	case doctor.Greeting:
		ex.Text += " It took the connection and did not greet."
	case doctor.StartTLS:
		ex.Text += " That was when Godwit asked it to protect the connection (STARTTLS)."
	case doctor.TLS:
		ex.Text += " That was while the protection (TLS) was being set up."
	case doctor.Offers:
		ex.Text += " That was behind the protection, when Godwit asked what it can do."
	}
	return ex
}

// cut: the connection ended or was silent, so the words depend on when that was.
func cut(ex Explanation) bool { return ex.Code == "GW-NET-TIMEOUT" || ex.Code == "GW-NET-CLOSED" }
