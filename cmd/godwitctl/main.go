// Command godwitctl does without a window what godwit does with one: the same
// core, scriptable. docs/CLI.md is its contract.
//
// Data goes to standard output, words to standard error. It never prints or
// logs a secret.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sort"
	"strings"
	"syscall"
	"time"

	"godwit/app"
)

// Exit codes.
const (
	exitDone      = 0
	exitFailed    = 1
	exitUsage     = 2
	exitPartly    = 3 // some recipients, accounts or messages
	exitNeedsUser = 4 // login, certificate, password, consent
	exitTemporary = 5 // offline, the server asks to wait
)

// command is one subcommand. run gets the arguments after its name.
type command struct {
	name  string
	usage string // after the name; a line each way to use it
	short string
	run   func(ctx context.Context, c *cli, args []string) error
}

func commands() []command {
	return []command{
		{"account", accountUsage, "the accounts and their passwords", runAccount},
		{"sync", "[--account A] [--headers-only] [--watch]", "bring mail here and changes to the server", runSync},
		{"folders", "[--account A]", "the mailboxes", runFolders},
		{"folder", folderUsage, "make, rename, move, empty or remove a mailbox, or say how it is kept and shown", runFolder},
		{"thread", "show ID | mute ID | unmute ID", "a conversation", runThread},
		{"tag", "list\nadd NAME [--key K] [--colour #RRGGBB] | remove NAME", "the names and colours of tags", runTag},
		{"list", "[--account A] [--folder F] [--unread] [--starred] [--threads] [--limit N] [--after CURSOR]", "messages, newest first", runList},
		{"search", "QUERY [--account A] [--limit N] [--after CURSOR] [--count | --server]", "find messages", runSearch},
		{"show", "ID [--raw|--eml|--text|--html|--headers|--pdf|--html-file|--part N] [-o FILE]", "one message", runShow},
		{"mark", "ID… --read|--unread|--star|--unstar|--tag T|--untag T [--wait]", "change flags", runMark},
		{"move", "ID… --to FOLDER [--wait]", "file messages", runMove},
		{"copy", "ID… --to FOLDER [--account A] [--wait]", "put copies into a mailbox, of any account", runCopy},
		{"archive", "ID… [--wait]", "move to Archive", runArchive},
		{"junk", "ID… [--wait]", "move to Junk", runJunk},
		{"notjunk", "ID… [--wait]", "move back to Inbox", runNotJunk},
		{"delete", "ID… [--forever] [--wait]", "move to Trash, or remove for good", runDelete},
		{"undo", "[--wait]", "take the last change back", runUndo},
		{"send", sendUsage, "queue a message", runSend},
		{"redirect", redirectUsage, "pass a message on as it is", runRedirect},
		{"draft", draftUsage, "messages that are not finished", runDraft},
		{"contacts", contactsUsage, "the address book", runContacts},
		{"sendmail", sendmailUsage, "hand a message over as programs do: from standard input", runSendmail},
		{"preflight", "[A]", "whether mail from an account's addresses will be believed: SPF, DKIM, DMARC", runPreflight},
		{"verify", "[--account A] [--thorough]", "compare what is here with the servers", runVerify},
		{"vanished", "[list] [--account A]\naccept FOLDER [--account A]\nrestore FOLDER [--account A] [--wait]", "what servers lost all at once", runVanished},
		{"pause", "[--until TIME]\n--on-battery|--on-metered\n--show", "let texts wait and ask servers rarely", runPause},
		{"resume", "[--on-battery] [--on-metered]", "take a pause back", runResume},
		{"settings", settingsUsage, "the program's settings, and files of them", runSettings},
		{"log", "A [--lines N] [--follow]", "what was said on an account's connections, without secrets", runLog},
		{"outbox", "list | run\nshow ID | retry ID [--refused] | cancel ID | remove ID\nresolve ID --sent|--send-again", "messages on their way out", runOutbox},
		{"parse", "[FILE…]", "what a message file says; paths on standard input when none is given", runParse},
		{"render", "FILE… [--width W] [--scale S] [--dark] [--images] [-o out.png]", "draw a message as the reader would, and say what it wanted to load", runRender},
		{"doctor", "[A] [--report FILE|-]\n--email A [server flags as for account add] [--password-stdin]", "find out what keeps mail from coming or going", runDoctor},
		{"demo", "", "serve sample mail on this computer", runDemo},
		{"bench", "list|search WORD… [--runs N]\nparse FILE…\nrender FILE… [--runs N]\nsync [--account A]", "figures, one \"name value unit\" a line", runBench},
	}
}

const (
	folderUsage = `create PATH [--account A]
rename FOLDER PATH [--account A]
move FOLDER INTO|top [--account A]
delete FOLDER [--forever] [--account A]
empty FOLDER [--account A]
read FOLDER [--account A]
subscribe|unsubscribe FOLDER [--account A]
conversations FOLDER on|off [--account A]
favourite FOLDER [--off] [--account A]
keep FOLDER all|headers|default|DAYS [--largest OCTETS] [--account A]`
	sendUsage = `--to A… [--cc A] [--bcc A] [--from I] [--subject S] [--body-file F|-] [--markdown] [--attach F…] [--inline F…] [--shrink PIXELS] [--bare]
    [--reply-to-message ID [--reply-all|--reply-list] | --forward ID… [--as-attachment]] [--priority high|low] [--header "Name: value"…]
    [--at TIME | --delay D] [--replace ID] [--dsn] [--require-tls] [--wait]
--raw FILE [--from A] [--to A…] [--dsn] [--require-tls] [--wait]`
	sendmailUsage = "[-t] [-i] [-f ADDR] [-F NAME] [-N success] [--] [ADDR…]"
)

// cli is what every subcommand works with.
type cli struct {
	profile string
	json    bool
	verbose bool
	timeout time.Duration
	in      io.Reader
	out     io.Writer
	err     io.Writer
	screen  io.Writer // what err writes to
}

// usageError: the command line does not fit.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// exitError ends with a code of its own; its message was printed already.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit %d", e.code) }

func main() {
	// A first sync makes much garbage of little that lives: collecting it twice as
	// often costs a hundredth of the time and saves a third of the memory.
	debug.SetGCPercent(50)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, arguments(os.Args), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// arguments are those of the program. Called by the name of sendmail it is that.
func arguments(all []string) []string {
	if name := strings.TrimSuffix(filepath.Base(all[0]), ".exe"); name == "sendmail" {
		return append([]string{name}, all[1:]...)
	}
	return all[1:]
}

// run is the whole program, with its streams given.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	stdout := &output{w: out}
	c := &cli{in: in, out: stdout, err: &output{w: errOut}, screen: errOut}
	fs := c.flags("godwitctl")
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			c.help()
			return exitDone
		}
		return c.fail(usagef("%v", err))
	}
	args = fs.Args()
	if len(args) == 0 || args[0] == "help" {
		c.help()
		if len(args) == 0 {
			return exitUsage
		}
		return exitDone
	}
	for _, cmd := range commands() {
		if cmd.name == args[0] {
			err := error(flag.ErrHelp)
			if len(args) < 2 || !slices.Contains([]string{"-h", "-help", "--help"}, args[1]) {
				err = cmd.run(ctx, c, args[1:])
			}
			if errors.Is(err, flag.ErrHelp) {
				c.usage(cmd, "usage: godwitctl "+cmd.name+" ")
				return exitDone
			}
			if code := c.fail(err); code != exitDone {
				return code
			}
			return c.fail(stdout.failed())
		}
	}
	return c.fail(usagef("there is no command %q; see godwitctl help", args[0]))
}

func (c *cli) help() {
	fmt.Fprintln(c.err, "usage: godwitctl [--profile DIR] [--json] [--verbose] [--timeout D] COMMAND [ARGS]")
	list := commands()
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	for _, cmd := range list {
		fmt.Fprintf(c.err, "  %-8s %s\n", cmd.name, cmd.short)
		c.usage(cmd, strings.Repeat(" ", 11))
	}
}

// usage prints a line for each way to use a command.
func (c *cli) usage(cmd command, before string) {
	if cmd.usage == "" && strings.TrimSpace(before) == "" {
		return
	}
	for way := range strings.SplitSeq(cmd.usage, "\n") {
		if rest, ok := strings.CutPrefix(way, "  "); ok { // goes on
			fmt.Fprintf(c.err, "%*s%s\n", len(before), "", rest)
			continue
		}
		fmt.Fprintln(c.err, strings.TrimRight(before+way, " "))
	}
}

// flags is a flag set that knows the flags every command takes.
func (c *cli) flags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&c.profile, "profile", c.profile, "the folder with the mail")
	fs.BoolVar(&c.json, "json", c.json, "print JSON")
	fs.BoolVar(&c.verbose, "verbose", c.verbose, "log to standard error")
	fs.DurationVar(&c.timeout, "timeout", c.timeout, "at most this long for any network wait")
	return fs
}

// parseFlags reads flags and arguments in any order; after "--" all are arguments.
func parseFlags(fs *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for i, a := range args {
		if a == "--" {
			args, rest = args[:i], args[i+1:]
			break
		}
	}
	var plain []string
	for len(args) > 0 {
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, usagef("%v", err)
		}
		if args = fs.Args(); len(args) > 0 {
			plain = append(plain, args[0])
			args = args[1:]
		}
	}
	return append(plain, rest...), nil
}

// noArguments is parseFlags for a command that takes flags only.
func noArguments(fs *flag.FlagSet, args []string) error {
	rest, err := parseFlags(fs, args)
	if err == nil && len(rest) > 0 {
		err = usagef("%s: what is %q?", fs.Name(), rest[0])
	}
	return err
}

// texts is a flag that may be given several times.
type texts []string

func (t *texts) String() string     { return strings.Join(*t, ",") }
func (t *texts) Set(s string) error { *t = append(*t, s); return nil }

// open opens the profile.
func (c *cli) open(ctx context.Context) (*app.App, error) {
	dir := c.profile
	if dir == "" {
		var err error
		if dir, err = app.DefaultProfile(); err != nil {
			return nil, err
		}
	}
	log := slog.New(slog.DiscardHandler)
	if c.verbose {
		log = slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return app.Open(ctx, app.Options{Profile: dir, Timeout: c.timeout, Log: log, Passphrase: c.passphrase})
}
