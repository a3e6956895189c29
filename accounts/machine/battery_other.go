//go:build !linux && !windows

package machine

func battery() Answer { return Unknown }
