// Package images fetches the pictures of a mail from the internet when a
// person has asked for exactly these, and keeps them in memory.
//
// It never fetches anything by itself, never sends a cookie, a referrer, a
// password or what program asks, never goes through a proxy that the
// environment names, and never connects to this computer or to its network:
// each address is judged after it was resolved and just before it is connected
// to, redirects included. What comes is bounded in size, number, pixels and
// time, and must be a picture of a kind that is drawn.
//
// A picture that cannot be had is an [Image] with Err; nothing is tried again.
package images

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"time"
)

// Limits. Past maxCount and maxTotal the rest is refused, not waited for.
const (
	maxCount     = 100              // pictures of one call
	maxSize      = 5 << 20          // octets of one picture
	maxTotal     = 50 << 20         // octets of one call
	maxPixels    = 40_000_000       // of one picture
	maxSide      = 16_384           // its width and its height
	maxRedirects = 3                //
	maxTime      = 10 * time.Second // for one picture
	maxURL       = 8 << 10          // octets
	atOnce       = 6                // connections
)

var (
	ErrAddress = errors.New("the address is not one of the public internet")
	ErrKind    = errors.New("what came is not a picture that can be shown")
	ErrTooBig  = errors.New("the picture is too big")
	ErrTooMany = errors.New("the message names too many pictures")
	ErrPlain   = errors.New("the server has no protected connection")
)

// Image is a picture as it came, or why it did not.
type Image struct {
	URL           string // as it was asked for
	Type          string // "image/png", by its first octets
	Width, Height int    // pixels
	Data          []byte // shared with the cache: not to be changed
	Err           error
}

// Fetcher fetches and remembers pictures. Its zero value is ready.
type Fetcher struct {
	kept cache

	// For tests; nil: the public internet, and the system's certificates.
	allowed func(netip.AddrPort) bool
	prepare func(*transport)
}

// Fetch brings the pictures at refs, http and https addresses of one message,
// in their order. An http address is tried with https first, and as it stands
// only if plain is set: then whoever is on the way can see the picture. What
// message fetched before comes from memory.
func (f *Fetcher) Fetch(ctx context.Context, message int64, refs []string, plain bool) []Image {
	out := make([]Image, len(refs))
	first := make(map[string]int, len(refs))
	var todo []int
	for i, ref := range refs {
		if _, known := first[ref]; known {
			continue
		}
		first[ref] = i
		if img, ok := f.kept.get(key{message, ref}); ok {
			out[i] = img
			continue
		}
		if len(todo) == maxCount {
			out[i] = Image{URL: ref, Err: ErrTooMany}
			continue
		}
		todo = append(todo, i)
	}
	f.fetchAll(ctx, refs, todo, plain, out)
	for _, i := range todo {
		if out[i].Err == nil {
			f.kept.put(key{message, refs[i]}, out[i])
		}
	}
	for i, ref := range refs {
		out[i] = out[first[ref]]
	}
	return out
}

// fetchAll fills out for the refs at todo, some at a time.
func (f *Fetcher) fetchAll(ctx context.Context, refs []string, todo []int, plain bool, out []Image) {
	if len(todo) == 0 {
		return
	}
	t := newTransport(f.allowed)
	if f.prepare != nil {
		f.prepare(t)
	}
	defer t.close()
	next := make(chan int)
	room := &budget{left: maxTotal}
	var wg sync.WaitGroup
	for range min(atOnce, len(todo)) {
		wg.Go(func() {
			for i := range next {
				out[i] = t.picture(ctx, refs[i], plain, room)
			}
		})
	}
	for _, i := range todo {
		next <- i
	}
	close(next)
	wg.Wait()
}

// budget is what one call may still receive.
type budget struct {
	mu   sync.Mutex
	left int
}

func (b *budget) take(n int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n > b.left {
		return false
	}
	b.left -= n
	return true
}
