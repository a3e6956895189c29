package app

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"godwit/accounts"
)

// Level is how much a finding weighs.
type Level string

const (
	LevelRunning Level = "running" // being looked at
	LevelGood    Level = "ok"
	LevelCaution Level = "warning" // works, but not well or not for long
	LevelFault   Level = "fault"   // keeps mail from coming or going
	LevelSkipped Level = "skipped" // not tried, for a step before it failed
)

// Finding is one thing that the doctor looked at.
type Finding struct {
	Name    string // "imap tls": protocol and step; or "password", "clock"
	Level   Level
	Detail  string        // what is so, where all is well
	Problem Explanation   // what is wrong, why, and what mends it; of a caution or a fault
	Took    time.Duration // of the step alone
	Order   int           // place among the findings
}

// doctorLimit bounds an examination; doctorWait a single wait in it, as a person
// looks on.
const (
	doctorLimit = 2 * time.Minute
	doctorWait  = 15 * time.Second
)

// Examine looks at each thing that an account needs, in the order in which they
// build on one another, and changes nothing: no message is sent, no folder is
// touched. The findings come in that order; report, which may be nil, hears of
// each as soon as it is known, one at a time, from several goroutines.
func (a *Accounts) Examine(ctx context.Context, acc accounts.Account, s Secrets, report func(Finding)) ([]Finding, error) {
	if err := acc.Validate(); err != nil {
		return nil, err
	}
	return a.examine(ctx, acc, func(ctx context.Context, srv accounts.Server) (string, error) {
		secret := s.Incoming
		if srv.Protocol == accounts.SMTP {
			secret = s.outgoing()
		}
		if srv.Auth == accounts.AuthPage {
			return a.token(ctx, srv, secret, "")
		}
		return secret, nil
	}, report), ctx.Err()
}

// ExamineKept is Examine with the secrets that are kept.
func (a *Accounts) ExamineKept(ctx context.Context, id accounts.ID, report func(Finding)) ([]Finding, error) {
	acc, err := a.store.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	return a.examine(ctx, acc, a.secret, report), ctx.Err()
}

type secretOf func(context.Context, accounts.Server) (string, error)

func (a *Accounts) examine(ctx context.Context, acc accounts.Account, secret secretOf, report func(Finding)) []Finding {
	ctx, cancel := context.WithTimeout(ctx, doctorLimit)
	defer cancel()
	x := &examination{core: a.core, account: acc, secret: secret, report: report, alternatives: alternatives}
	if x.dial.Timeout == 0 || x.dial.Timeout > doctorWait {
		x.dial.Timeout = doctorWait
	}
	return x.all(ctx)
}

// examination is one under way.
type examination struct {
	core
	account      accounts.Account
	secret       secretOf
	report       func(Finding)
	alternatives func(accounts.Server) []accounts.Server

	mu       sync.Mutex
	findings []Finding
	future   bool // a certificate begins after now
}

// Findings of a server come after those of the account, the incoming one first.
const (
	orderPassword = iota
	orderClock
	orderServers = 100
)

func (x *examination) all(ctx context.Context) []Finding {
	keys := x.password(ctx)
	var work sync.WaitGroup
	for i, s := range []accounts.Server{x.account.Incoming, x.account.Outgoing} {
		if s.Off() {
			continue
		}
		e := &serverExam{examination: x, server: s, order: orderServers * (i + 1), secret: keys[i]}
		work.Go(func() { e.run(ctx) })
	}
	work.Wait()
	x.clock()
	slices.SortStableFunc(x.findings, func(a, b Finding) int { return cmp.Compare(a.Order, b.Order) })
	return x.findings
}

// tell keeps a finding and reports it.
func (x *examination) tell(f Finding) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if f.Level != LevelRunning {
		x.findings = append(x.findings, f)
	}
	if x.report != nil {
		x.report(f)
	}
}

// key is a secret, or why there is none.
type key struct {
	secret string
	err    error
}

// password reads the secrets of both servers.
func (x *examination) password(ctx context.Context) [2]key {
	f := Finding{Name: "password", Level: LevelRunning, Order: orderPassword}
	x.tell(f)
	begun := time.Now()
	var keys [2]key
	f.Level, f.Detail = LevelGood, "The account needs no password."
	for i, s := range []accounts.Server{x.account.Incoming, x.account.Outgoing} {
		if s.Off() || s.Auth == accounts.AuthNone {
			continue
		}
		if f.Level == LevelGood {
			f.Detail = "The password could be read."
			if s.Auth == accounts.AuthPage {
				f.Detail = "The sign-in at the provider's page is good."
			}
		}
		keys[i].secret, keys[i].err = x.secret(ctx, s)
		if keys[i].err != nil && f.Level == LevelGood {
			f.Level, f.Problem = LevelFault, Explain(keys[i].err)
		}
	}
	f.Took = time.Since(begun)
	x.tell(f)
	return keys
}

// clock compares this computer's with what certificates say.
func (x *examination) clock() {
	f := Finding{Name: "clock", Level: LevelGood, Detail: "No certificate disagrees with this computer's date.", Order: orderClock}
	if x.future {
		f.Level = LevelFault
		f.Problem = Explanation{
			Code: "GW-CLOCK", Title: "This computer's date may be wrong.",
			Text:   "It is " + time.Now().Format("2 January 2006, 15:04") + " here, and a server's certificate begins only later.",
			Action: "Set the computer's date and time, and look at its time zone.", Needs: NeedsChange,
		}
	}
	x.tell(f)
}
