package images

import "sync"

const maxKept = 64 << 20 // octets of all messages' pictures

// key names a picture of a message. The same address in another message is
// another picture: what one sender was shown to have fetched tells nothing.
type key struct {
	message int64
	url     string
}

// cache keeps the pictures that came last.
type cache struct {
	mu    sync.Mutex
	byKey map[key]Image
	order []key // oldest first
	size  int
}

func (c *cache) get(k key) (Image, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	img, ok := c.byKey[k]
	return img, ok
}

func (c *cache) put(k key, img Image) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.byKey[k]; known {
		return
	}
	if c.byKey == nil {
		c.byKey = make(map[key]Image)
	}
	c.byKey[k] = img
	c.order = append(c.order, k)
	c.size += len(img.Data)
	for c.size > maxKept {
		oldest := c.order[0]
		c.order = c.order[1:]
		c.size -= len(c.byKey[oldest].Data)
		delete(c.byKey, oldest)
	}
}
