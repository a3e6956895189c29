package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
	"godwit/sync/query"
	"godwit/sync/store"
)

// Bounds of a search on a server.
const (
	serverWait = 45 * time.Second // for one account
	mostHits   = 500              // of one account
)

// There is what servers found that is not known here.
type There struct {
	Messages []mail.MessageID
	Folders  int      // that were asked
	Refused  []string // paths of folders that could not be
	More     bool     // they found more than these
}

// AskServers asks the servers for messages that fit what was typed among those
// whose text is not here. A server that fails is an [*AccountError], joined with
// those of others; what was found before comes with it.
func (m *Mail) AskServers(ctx context.Context, t Typing) (There, error) {
	return m.askServers(ctx, t.root, 0)
}

// SearchServers is AskServers for a search in an account, or in all for 0.
func (m *Mail) SearchServers(ctx context.Context, text string, account accounts.ID) (There, error) {
	return m.askServers(ctx, query.Parse(text, time.Now()).Root, account)
}

func (m *Mail) askServers(ctx context.Context, n query.Node, account accounts.ID) (There, error) {
	list, err := (&Accounts{m.core}).choose(ctx, account)
	if err != nil {
		return There{}, err
	}
	text := query.Query{Root: n}.String()
	var mu sync.Mutex
	var all There
	err = parallel(list, func(acc accounts.Account) error {
		found, err := m.engine.ask(ctx, acc, n, text)
		mu.Lock()
		defer mu.Unlock()
		all.Messages = append(all.Messages, found.Messages...)
		all.Folders += found.Folders
		all.Refused = append(all.Refused, found.Refused...)
		all.More = all.More || found.More
		return ofAccount(acc, err)
	})
	return all, err
}

// ask lets the server of an account that has something to ask for search.
func (e *engine) ask(ctx context.Context, acc accounts.Account, n query.Node, text string) (mail.ServerHits, error) {
	var left []mail.Folder
	var err error
	if acc.Incoming.Protocol == accounts.IMAP {
		left, err = e.store.Unsearched(ctx, acc.ID, n)
	} else {
		left, err = e.store.FoldersWithout(ctx, acc.ID)
	}
	if err != nil || len(left) == 0 {
		return mail.ServerHits{}, err
	}
	return e.search(ctx, acc.ID, text)
}

// search asks an account's server: through this process's engine, else one made
// for it, else the process that has the engine.
func (e *engine) search(ctx context.Context, account accounts.ID, text string) (found mail.ServerHits, err error) {
	limited, cancel := context.WithTimeout(ctx, serverWait)
	defer cancel()
	n := query.Parse(text, time.Now()).Root
	if r := e.runner(account); r != nil && r.remote != nil {
		found, err = r.remote.Search(limited, n, mostHits)
	} else {
		found, err = e.searchElsewhere(limited, account, text, n)
	}
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = fmt.Errorf("%w: %w", ErrServerSlow, err)
	}
	return found, err
}

func (e *engine) searchElsewhere(ctx context.Context, account accounts.ID, text string, n query.Node) (found mail.ServerHits, err error) {
	answer, err := e.orAsk(ctx, store.Request{Kind: requestSearch, Account: account, Arg: text}, func() error {
		a, err := e.store.Account(ctx, account)
		if err != nil {
			return err
		}
		rem, end, err := e.newRemote(a, manner{})
		defer end()
		if err != nil || rem == nil {
			return err
		}
		found, err = rem.Search(ctx, n, mostHits)
		return err
	})
	if answer.Hits != nil {
		found = *answer.Hits
	}
	return found, err
}

// ErrServerSlow: a server did not end its search in time.
var ErrServerSlow = errors.New("the server did not answer in time")

// Partial is how much of the mail is not here to be searched.
type Partial struct {
	Folders int  // that keep only headers, or only some bodies, here
	Recent  bool // some of them keep what is recent, or small
	Coming  bool // what is not here is on its way, in some folder
	Ask     bool // a server can be asked for it
}

// Partial tells how much of the mail is not here to be searched.
func (m *Mail) Partial(ctx context.Context) (Partial, error) {
	var p Partial
	missing, err := m.store.FoldersWithout(ctx, 0)
	if err != nil || len(missing) == 0 {
		return p, err
	}
	list, err := m.store.Accounts(ctx)
	if err != nil {
		return p, err
	}
	of := make(map[accounts.ID]accounts.Account, len(list))
	for _, a := range list {
		of[a.ID] = a
	}
	for _, f := range missing {
		a := of[f.Account]
		keep := f.Keep.Or(a.Keep)
		switch {
		case keep.Mode == accounts.KeepHeaders:
			p.Folders++
		case keep.Mode == accounts.KeepRecent || keep.Largest > 0:
			p.Folders++
			p.Recent = true
		default:
			p.Coming = true
		}
		p.Ask = p.Ask || a.Incoming.Protocol == accounts.IMAP && !f.Local()
	}
	return p, nil
}
