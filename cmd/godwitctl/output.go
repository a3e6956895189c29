package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"godwit/app"
)

// output is standard output. After a write that failed it takes no more, and
// the program ends with that failure. Several goroutines may write lines.
type output struct {
	mu  sync.Mutex
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// failed is the first write that failed, nil if none did.
func (o *output) failed() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// emit prints one JSON object on a line of its own.
func (c *cli) emit(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// say prints a line for a person.
func (c *cli) say(format string, args ...any) { fmt.Fprintf(c.out, format+"\n", args...) }

// note prints a line for a person beside the data. With --json nobody reads
// it, and standard error is for the error object.
func (c *cli) note(format string, args ...any) {
	if !c.json {
		fmt.Fprintf(c.err, format+"\n", args...)
	}
}

// fail prints an error and chooses the exit code.
func (c *cli) fail(err error) int {
	var exit *exitError
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &exit):
		return exit.code
	case errors.As(err, &usage):
		c.print(app.Explanation{Code: "GW-USAGE", Title: "The command line does not fit.", Text: usage.text, Action: "See godwitctl help."})
		return exitUsage
	}
	ex := app.Explain(err)
	c.print(ex)
	return exitFor(ex)
}

func (c *cli) print(ex app.Explanation) {
	if c.json {
		enc := json.NewEncoder(c.err)
		enc.SetEscapeHTML(false)
		enc.Encode(map[string]app.Explanation{"error": ex})
		return
	}
	c.note("%s\n%s\n%s (%s)", ex.Title, ex.Text, ex.Action, ex.Code)
}

func exitFor(ex app.Explanation) int {
	switch ex.Needs {
	case app.NeedsLogin, app.NeedsTrust:
		return exitNeedsUser
	case app.NeedsTime:
		return exitTemporary
	}
	return exitFailed
}

// worst is the exit code for several things of which some failed.
func (c *cli) worst(total int, errs []error) error {
	if len(errs) == 0 {
		return nil
	}
	code := exitPartly
	for i, err := range errs {
		each := c.fail(err)
		if len(errs) == total && (i == 0 || each == code) {
			code = each
		} else if len(errs) == total {
			code = exitFailed // of several kinds
		}
	}
	return &exitError{code}
}

// stamp is a time as the contract writes it; "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// some is a list that JSON shows as [] when it is empty.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// short is a time for a person.
func short(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}
