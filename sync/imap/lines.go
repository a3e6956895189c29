package imap

import "sync"

// maxLines is how many connections an account has at a time. Providers allow
// three and more (Gmail 15, Exchange ten, Yahoo five), and a person may have
// other clients.
const maxLines = 3

// lines counts the connections of an account: the work connection, the watch,
// helpers. A server that refuses one more is not asked again in this run.
type lines struct {
	mu    sync.Mutex
	open  int
	limit int
}

// begin begins a run.
func (l *lines) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit = maxLines
}

// more takes a place for one more connection; false if there is none.
func (l *lines) more() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open >= l.limit {
		return false
	}
	l.open++
	return true
}

// less gives a place back.
func (l *lines) less() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
}

// lost notes that a connection was lost amid its work: it may have been one too
// many for the server. Its place is given back by less.
func (l *lines) lost() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit = min(l.limit, max(1, l.open-1))
}

// refused notes that the last place taken could not be used, and gives it back.
func (l *lines) refused() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	l.limit = min(l.limit, max(1, l.open))
}
