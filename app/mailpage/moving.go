package mailpage

import (
	"context"
	"image"
	"slices"
	"sync"

	"godwit/app/render/picture"
)

// maxMoving bounds how many pictures of a message move.
const maxMoving = 4

// Moving is what pictures that move show at present. Any goroutine may ask.
type Moving struct {
	mu     sync.Mutex
	frames map[string]image.Image
}

// Show makes a picture show a frame from now on.
func (m *Moving) Show(ref string, frame image.Image) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.frames == nil {
		m.frames = make(map[string]image.Image)
	}
	m.frames[ref] = frame
}

// Frame is what a picture shows at present; nil where it does not move.
func (m *Moving) Frame(ref string) image.Image {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.frames[ref]
}

// Animations are those of the pictures at refs that move, a few at most.
func Animations(ctx context.Context, refs []string, octets map[string][]byte) map[string]*picture.Animation {
	out := make(map[string]*picture.Animation)
	for _, ref := range slices.Compact(slices.Sorted(slices.Values(refs))) {
		if len(out) == maxMoving || ctx.Err() != nil {
			break
		}
		data := octets[ref]
		if data == nil {
			data, _ = picture.Data(ref)
		}
		if a, err := picture.Animate(data); err == nil && a != nil {
			out[ref] = a
		}
	}
	return out
}
