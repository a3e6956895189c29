package main

import (
	"bufio"
	"context"
	"os"
	"runtime"

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
	names := make(chan string)
	go func() {
		defer close(names)
		if len(files) == 0 {
			sc := bufio.NewScanner(c.in)
			for sc.Scan() {
				if sc.Text() != "" {
					files = append(files, sc.Text())
				}
			}
		}
		for _, f := range files {
			select {
			case names <- f:
			case <-ctx.Done():
				return
			}
		}
	}()
	type result struct {
		summary parse.Summary
		err     error
	}
	lines := make(chan chan result, 2*runtime.GOMAXPROCS(0)) // in order; its room bounds the work under way
	go func() {
		defer close(lines)
		for name := range names {
			one := make(chan result, 1)
			lines <- one
			go func() {
				raw, err := readMessage(name)
				if err != nil {
					one <- result{err: err}
					return
				}
				one <- result{summary: parse.Report(name, raw)}
			}()
		}
	}()
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

func readMessage(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, usagef("%v", err)
	}
	if info.Size() > maxMessage {
		return nil, usagef("%s is larger than %d MB", name, maxMessage>>20)
	}
	return os.ReadFile(name)
}
