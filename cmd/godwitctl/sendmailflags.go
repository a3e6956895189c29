package main

import "strings"

// sendmailFlags are what programs say to sendmail. They are read as getopt
// does: letters may stand together, a value beside its letter or after it.
type sendmailFlags struct {
	fromHeader bool   // -t: recipients are those of the header
	wholeInput bool   // -i: a line with a dot alone is not the end
	sender     string // -f
	name       string // -F
	receipt    bool   // -N success
	to         []string
}

// What each letter means here. Much of what sendmail takes says how a mail
// server is to work; it is heard and changes nothing.
const (
	sendmailAlone   = "timvGUn"          // without a value; m, v, G, U, n say nothing here
	sendmailValued  = "fFrNoBbVRehALXpO" // with one
	sendmailRefused = "the command line asks for a mail server, which Godwit is not: "
)

func parseSendmail(args []string) (sendmailFlags, error) {
	var f sendmailFlags
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case arg == "--":
			f.to = append(f.to, args...)
			return f, nil
		case len(arg) < 2 || arg[0] != '-':
			f.to = append(f.to, arg)
			continue
		}
		for letters := arg[1:]; letters != ""; {
			letter := letters[:1]
			letters = letters[1:]
			switch {
			case letter == "q":
				return f, usagef("sendmail -q: %sgodwitctl outbox run sends what waits", sendmailRefused)
			case strings.Contains(sendmailAlone, letter):
				f.fromHeader = f.fromHeader || letter == "t"
				f.wholeInput = f.wholeInput || letter == "i"
				continue
			case !strings.Contains(sendmailValued, letter):
				return f, usagef("sendmail: -%s is not understood", letter)
			}
			value := letters
			letters = ""
			if value == "" && strings.Contains("oe", letter) { // these have theirs beside them
				return f, usagef("sendmail: -%s says nothing by itself", letter)
			}
			if value == "" {
				if len(args) == 0 {
					return f, usagef("sendmail: -%s needs a value", letter)
				}
				value, args = args[0], args[1:]
			}
			if err := f.set(letter, value); err != nil {
				return f, err
			}
		}
	}
	return f, nil
}

func (f *sendmailFlags) set(letter, value string) error {
	switch letter {
	case "f", "r":
		f.sender = strings.Trim(strings.TrimSpace(value), "<>")
	case "F":
		f.name = value
	case "o":
		f.wholeInput = f.wholeInput || value == "i"
	case "N":
		f.receipt = strings.Contains(strings.ToLower(value), "success")
	case "b":
		switch value {
		case "m":
		case "p":
			return usagef("sendmail -bp: godwitctl outbox list shows what waits")
		default:
			return usagef("sendmail -b%s: %sonly -bm, a message on standard input, works", value, sendmailRefused)
		}
	}
	return nil
}
