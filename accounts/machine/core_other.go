//go:build !unix

package machine

// NoCoreDump does nothing where crashes write no memory to a file by themselves.
func NoCoreDump() error { return nil }
