package main

import (
	"bufio"
	"context"
	"iter"
	"os"
	"runtime"
	"slices"
	"sync"

	"godwit/sync/parse"
)

// maxMessage bounds a message file.
const maxMessage = 256 << 20

// runParse prints a line a message, in the order given. Files are read by
// several goroutines.
func runParse(ctx context.Context, c *cli, args []string) error {
	files, err := parseFlags(c.flags("parse"), args)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var work sync.WaitGroup
	defer work.Wait()
	defer cancel()
	type result struct {
		summary parse.Summary
		err     error
	}
	lines := make(chan chan result, 2*runtime.GOMAXPROCS(0)) // in order; its room bounds the work under way
	work.Go(func() {
		defer close(lines)
		for name := range c.names(files) {
			one := make(chan result, 1)
			select {
			case lines <- one:
			case <-ctx.Done():
				return
			}
			work.Go(func() {
				raw, err := readMessage(name)
				if err != nil {
					one <- result{err: err}
					return
				}
				one <- result{summary: parse.Report(name, raw)}
			})
		}
	})
	total := 0
	var errs []error
	for one := range lines {
		r := <-one
		total++
		if r.err != nil {
			errs = append(errs, r.err)
			continue
		}
		if err := c.emit(r.summary); err != nil {
			return err
		}
	}
	return c.worst(total, errs)
}

// names are the files given, or the lines of standard input.
func (c *cli) names(files []string) iter.Seq[string] {
	if len(files) > 0 {
		return slices.Values(files)
	}
	return func(yield func(string) bool) {
		for sc := bufio.NewScanner(c.in); sc.Scan(); {
			if sc.Text() != "" && !yield(sc.Text()) {
				return
			}
		}
	}
}

func readMessage(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxMessage {
		return nil, usagef("%s is larger than %d MB", name, maxMessage>>20)
	}
	return os.ReadFile(name)
}
