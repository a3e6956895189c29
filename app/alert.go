package app

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/sync/store"
)

// alert makes a notice of what a server wants a person to read (RFC 9051 7.1):
// once for each text, also when the notice was dismissed since.
func (e *engine) alert(id accounts.ID) func(text string) {
	return func(text string) {
		ctx, leave, err := e.enter(context.Background())
		if err != nil {
			return
		}
		go func() {
			defer leave()
			if err := e.keepAlert(ctx, id, text); err != nil && ctx.Err() == nil {
				e.log.Warn("keep what the server said", "account", id, "err", err)
			}
		}()
	}
}

const (
	maxAlerts  = 50  // texts that are remembered, and so not shown again
	maxSaid    = 500 // characters of one
	alertsPref = "alerts."
)

func (e *engine) keepAlert(ctx context.Context, id accounts.ID, text string) error {
	if runes := []rune(text); len(runes) > maxSaid {
		text = string(runes[:maxSaid]) + "…"
	}
	if said(text) == "" {
		return nil
	}
	e.alerts.Lock()
	defer e.alerts.Unlock()
	key := alertsPref + logName(id)
	kept, err := e.store.Pref(ctx, key)
	if err != nil {
		return err
	}
	var seen []uint64
	if kept != "" {
		_ = json.Unmarshal([]byte(kept), &seen) // what cannot be read was not seen
	}
	h := fnv.New64a()
	h.Write([]byte(text))
	if slices.Contains(seen, h.Sum64()) {
		return nil
	}
	seen = append(seen, h.Sum64())
	data, err := json.Marshal(seen[max(0, len(seen)-maxAlerts):])
	if err != nil {
		return err
	}
	if err := e.store.AddNotice(ctx, store.Notice{Account: id, When: time.Now(), Code: codeAlert, Text: said(text)}); err != nil {
		return err
	}
	return e.store.SetPref(ctx, key, string(data))
}
