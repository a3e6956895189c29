package main

import (
	"fmt"
	"os"

	"godwit/app"
	"godwit/app/gui"
)

// trouble says why the profile cannot be used, on standard error and in a
// window, and returns the exit code.
func trouble(err error, profile string) int {
	ex := app.Explain(err)
	fmt.Fprintf(os.Stderr, "godwit: %s\n%s\n%s\n(%s, %s)\n", ex.Title, ex.Text, ex.Action, ex.Code, profile)
	gui.Trouble(newApp(), ex, profile)
	return 1
}
