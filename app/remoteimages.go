package app

import (
	"context"
	"strings"

	"godwit/app/images"
	"godwit/app/sender"
	"godwit/sync/mail"
)

// Images fetches pictures of a message, which a person must have asked for:
// now, or for its sender once and for all. With plain a picture comes without
// protection where its server has none.
func (m *Mail) Images(ctx context.Context, id mail.MessageID, refs []string, plain bool) []images.Image {
	return m.images.Fetch(ctx, int64(id), refs, plain)
}

// AllowImages keeps whether pictures in messages from an address are fetched
// without asking.
func (a *App) AllowImages(ctx context.Context, address string, allow bool) error {
	value := ""
	if allow {
		value = "1"
	}
	return a.store.SetPref(ctx, imagesPref(address), value)
}

// ImagesFrom reports whether that was said of an address.
func (a *App) ImagesFrom(ctx context.Context, address string) (bool, error) {
	value, err := a.store.Pref(ctx, imagesPref(address))
	return value != "", err
}

// ImagesSenders are the addresses of whom that was said.
func (a *App) ImagesSenders(ctx context.Context) ([]string, error) {
	keys, err := a.store.PrefsUnder(ctx, imagesPref(""))
	for i, key := range keys {
		keys[i] = strings.TrimPrefix(key, imagesPref(""))
	}
	return keys, err
}

// ImagesAllowed reports whether the pictures of a message are fetched without
// asking: a person said so of its sender, and nothing speaks against it being
// that sender.
func (a *App) ImagesAllowed(ctx context.Context, r *Reading) (bool, error) {
	if len(r.Envelope.From) != 1 || r.Envelope.From[0].Email == "" || r.Sender.Level == sender.Caution || r.Sender.Level == sender.Warning {
		return false, nil
	}
	return a.ImagesFrom(ctx, r.Envelope.From[0].Email)
}

func imagesPref(address string) string { return "images:" + strings.ToLower(address) }
