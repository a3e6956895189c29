package query

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// today is a Thursday.
var today = time.Date(2026, 11, 26, 15, 4, 5, 0, time.Local)

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.Local) }

func word(s string) Words { return Words{Text: s} }

func in(f Field, s string) Words { return Words{In: f, Text: s} }

var (
	unread = Not{Flag{"seen"}}
	march  = day(2026, 3, 1)
)

var parses = []struct {
	text string
	want Node
}{
	{"", nil},
	{"  \t\n", nil},
	{"hello", word("hello")},
	{"hello world", And{word("hello"), word("world")}},
	{`"hello world"`, word("hello world")},
	{`“hello world”`, word("hello world")},
	{`"open end`, word("open end")},
	{`a"b c"d`, And{word("a"), word("b c"), word("d")}},
	{`""`, nil},
	{"hel*", Words{Text: "hel", Prefix: true}},
	{"*", nil},
	{`"hel*"`, word("hel*")},
	{`"two wor"*`, Words{Text: "two wor", Prefix: true}},
	{"-spam", Not{word("spam")}},
	{"--spam", word("spam")},
	{`-"not this"`, Not{word("not this")}},
	{"- dash", And{word("-"), word("dash")}},
	{"-", word("-")},
	{"NOT spam", Not{word("spam")}},
	{"not spam", And{word("not"), word("spam")}},

	{"a OR b", Or{word("a"), word("b")}},
	{"a | b || c", Or{word("a"), word("b"), word("c")}},
	{"a b OR c", Or{And{word("a"), word("b")}, word("c")}},
	{"a (b OR c)", And{word("a"), Or{word("b"), word("c")}}},
	{"a AND b && c", And{word("a"), word("b"), word("c")}},
	{"((a) (b c))", And{word("a"), word("b"), word("c")}},
	{"-(a OR b)", Not{Or{word("a"), word("b")}}},
	{"a -(b c)", And{word("a"), Not{And{word("b"), word("c")}}}},
	{"(a OR (b c)", Or{word("a"), And{word("b"), word("c")}}},
	{"a ) b", And{word("a"), word("b")}},
	{"a OR", word("a")},
	{"OR a", And{word("OR"), word("a")}},
	{"OR", word("OR")},
	{"a NOT", word("a")},
	{"()", nil},
	{"(a", word("a")},
	{"ORder", word("ORder")},
	{"call(me) :)", And{word("call(me)"), word(":)")}},

	{"from:ada", in(From, "ada")},
	{"FROM:Ada", in(From, "Ada")},
	{`from:"Ada L"`, in(From, "Ada L")},
	{"from: ada", in(From, "ada")},
	{"-to:bob@example.org", Not{in(To, "bob@example.org")}},
	{"subject:inv*", Words{In: Subject, Text: "inv", Prefix: true}},
	{"body:x bcc:y", And{in(Body, "x"), in(Cc, "y")}},
	{"from:(ada OR -bob)", Or{in(From, "ada"), Not{in(From, "bob")}}},
	{"from:(ada to:bob) carl", And{in(From, "ada"), in(To, "bob"), word("carl")}},
	{"in:(inbox OR sent)", Or{Folder{"inbox"}, Folder{"sent"}}},
	{"from:", word("from")},
	{"from: is:unread", And{word("from"), unread}},
	{"from: OR b", Or{word("from"), word("b")}},
	{`from:""`, nil},
	{"note:5", word("note:5")},
	{"http://example.org/a", word("http://example.org/a")},

	{"is:unread", unread},
	{"-is:unread", Flag{"seen"}},
	{"is:Starred is:answered", And{Flag{"flagged"}, Flag{"answered"}}},
	{"is:work", Tag{"work"}},
	{"-tag:work label:x", And{Not{Tag{"work"}}, Tag{"x"}}},
	{"is:sent", Folder{"sent"}},
	{"has:attachment", Has{""}},
	{"-has:attachment", Not{Has{""}}},
	{"has:images has:PDF has:zip", And{Has{"image"}, Has{"pdf"}, Has{"archive"}}},
	{"has:wings", word("has:wings")},
	{"filename:*.PDF", Ending{"pdf"}},
	{"filename:report.pdf", in(Filename, "report.pdf")},
	{"filename:rep*2026*", And{Words{In: Filename, Text: "rep", Prefix: true}, Words{In: Filename, Text: "2026", Prefix: true}}},
	{`in:"Lists/Go nuts" x`, And{Folder{"Lists/Go nuts"}, word("x")}},
	{"in:inbox folder:Spam in:anywhere", And{Folder{"inbox"}, Folder{"junk"}}},
	{"account:ada@example.org", Account{"ada@example.org"}},
	{"id:<a@b> list:nuts", And{MessageID{"a@b"}, in(List, "nuts")}},

	{"since:2026-03-01", Since{march}},
	{"-since:2026-03-01", Not{Since{march}}},
	{"after:2026/3/1", Since{march}},
	{"before:2026-03 before:1.3.2026", And{Before{march}, Before{march}}},
	{"before:yesterday", Before{day(2026, 11, 25)}},
	{"older:7d newer_than:2m", And{Before{day(2026, 11, 19)}, Since{day(2026, 9, 26)}}},
	{"older:3 weeks x", And{Before{day(2026, 11, 5)}, word("x")}},
	{`after:"2 years ago"`, Since{day(2024, 11, 26)}},
	{"after:monday before:last_week", And{Since{day(2026, 11, 23)}, Before{day(2026, 11, 16)}}},
	{"date:2026-02", And{Since{day(2026, 2, 1)}, Before{march}}},
	{"date:2026-02..2026-02-28", And{Since{day(2026, 2, 1)}, Before{march}}},
	{"date:..2026-02 on:today", And{Before{march}, Since{day(2026, 11, 26)}, Before{day(2026, 11, 27)}}},
	{"before:2026-02-31", word("before:2026-02-31")},
	{"after:99999999y", word("after:99999999y")},
	{"after:3000y", word("after:3000y")},
	{"larger:5M smaller:1,5GB", And{Larger{5e6}, Smaller{15e8}}},
	{"size:>20k size:<3MiB size:7", And{Larger{20e3}, Smaller{3e6}, Larger{7}}},
	{"larger:many", word("larger:many")},
	{"会議 bericht", And{word("会議"), word("bericht")}},
}

func TestParse(t *testing.T) {
	for _, tt := range parses {
		q := Parse(tt.text, today)
		if !reflect.DeepEqual(q.Root, tt.want) {
			t.Errorf("Parse(%q)\n got %#v\nwant %#v", tt.text, q.Root, tt.want)
		}
		if again := Parse(q.String(), today); !reflect.DeepEqual(again.Root, q.Root) {
			t.Errorf("Parse(%q).String() = %s, which is\n    %#v\nnot %#v", tt.text, q, again.Root, q.Root)
		} else if len(again.Problems) > 0 {
			t.Errorf("Parse(%q).String() = %s has problems: %+v", tt.text, q, again.Problems)
		}
	}
}

func TestString(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "",
		"a  b|c":                        `a "b|c"`,
		"a (b|| c) ":                    `a "b||" c`,
		"NOT (Ada or | bob) FROM:x":     `-(Ada or OR bob) from:x`,
		"- -is:unread sender:“A B”":     `"-" is:read from:"A B"`,
		"older_than:2d OR a b":          "before:2026-11-24 OR a b",
		"is:unflagged -is:answered":     "is:unstarred is:unanswered",
		"subject:fo* label:a/b über":    "subject:fo* tag:a/b über",
		"filename:*.Pdf larger_than:1k": "filename:*.pdf larger:1000",
	} {
		if got := Parse(text, today).String(); got != want {
			t.Errorf("%q is written as %s, want %s", text, got, want)
		}
	}
}

// TestTyped reads what stands in a search field after each key.
func TestTyped(t *testing.T) {
	for _, tt := range []struct {
		text       string
		want       Node
		incomplete bool
	}{
		{"i", Words{Text: "i", Prefix: true}, false},
		{"inv bo", And{word("inv"), Words{Text: "bo", Prefix: true}}, false},
		{"inv ", word("inv"), false},
		{"from", Words{Text: "from", Prefix: true}, false},
		{"from:", nil, true},
		{"x from:", word("x"), true},
		{"from: x", Words{In: From, Text: "x", Prefix: true}, false},
		{"-", nil, true},
		{"a -", word("a"), true},
		{"a -b", And{word("a"), Not{Words{Text: "b", Prefix: true}}}, false},
		{`"`, nil, true},
		{`"abc`, word("abc"), true},
		{`"abc"`, word("abc"), false},
		{"(a", Words{Text: "a", Prefix: true}, true},
		{"(a OR", word("a"), true},
		{"(a OR b", Or{word("a"), Words{Text: "b", Prefix: true}}, true},
		{"is:", nil, true},
		{"is:un", nil, true},
		{"is:unread", unread, false},
		{"is:work", Tag{"work"}, false},
		{"before:20", nil, true},
		{"before:2026-0", nil, true},
		{"before:20 x", And{word("before:20"), Words{Text: "x", Prefix: true}}, false},
		{"has:att", nil, true},
		{"larger:", nil, true},
	} {
		q := ParseTyped(tt.text, today)
		if !reflect.DeepEqual(q.Root, tt.want) {
			t.Errorf("ParseTyped(%q)\n got %#v\nwant %#v", tt.text, q.Root, tt.want)
		}
		if got := slices.ContainsFunc(q.Problems, func(p Problem) bool { return p.Incomplete }); got != tt.incomplete {
			t.Errorf("ParseTyped(%q) is incomplete: %v; %+v", tt.text, got, q.Problems)
		}
	}
}

func TestProblems(t *testing.T) {
	for _, tt := range []struct {
		text, want string
		at, end    int
	}{
		{"a )", "There is no ( that this ) closes.", 2, 3},
		{"a OR", "OR stands between two things to search for.", 2, 4},
		{`x "y`, "A closing quotation mark is missing.", 2, 4},
		{"(x", "A closing bracket is missing.", 0, 2},
		{"x before:soon", "“before:soon” is searched for as words: behind before: comes a day, as 2026-03-01, yesterday or 7d.", 2, 13},
		{"*ing", "A * stands at the end of a word only: words that end so cannot be found.", 0, 4},
		{strings.Repeat("x ", 70), "The search has too many conditions: only the first 64 count.", 128, 140},
		{strings.Repeat("(", 20) + "x", "Too many brackets are in each other: the rest is left out.", 17, 21},
		{strings.Repeat("x", 4095) + "é", "The search is too long: its end is left out.", 4095, 4097},
	} {
		q := Parse(tt.text, today)
		if !slices.ContainsFunc(q.Problems, func(p Problem) bool { return p.Text == tt.want && p.At == tt.at && p.End == tt.end }) {
			t.Errorf("%.30q: %+v, want %q at %d to %d", tt.text, q.Problems, tt.want, tt.at, tt.end)
		}
	}
	for _, text := range []string{"", "a b", "-is:unread (from:a OR b*)", `"x"`} {
		if q := Parse(text, today); len(q.Problems) > 0 {
			t.Errorf("%q: %+v", text, q.Problems)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range parses {
		f.Add(tt.text, false)
	}
	for _, s := range []string{
		`a "b c" -d from:e* is:unread`, `-from:"x`, "before:2026-03-01 in:\xff", strings.Repeat("a:", 3000), `"`, "-", "“", "tag:*", strings.Repeat("-(", 40),
		"date:2026 filename:a*b*c*d", strings.Repeat("a OR (b ", 20), `"a"**`, "size:<,", "in:", "-NOT -(", ":)", "a)(b", "from:(a",
	} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, typed bool) {
		q := parse(s, today, typed)
		terms := 0
		walk(q.Root, 0, func(n Node, depth int) {
			terms++
			if w, ok := n.(Words); ok && (w.Text == "" || !utf8.ValidString(w.Text)) {
				t.Errorf("words %q", w.Text)
			}
			if depth > 2*maxDepth+2 {
				t.Error("too deep")
			}
		})
		if terms > maxTerms {
			t.Errorf("%d terms", terms)
		}
		for _, p := range q.Problems {
			if p.At < 0 || p.At > p.End || p.End > len(strings.ToValidUTF8(s, " ")) || p.Text == "" {
				t.Errorf("problem %+v", p)
			}
		}
		printed := q.String()
		if len(printed) > maxOctets {
			return
		}
		if again := Parse(printed, today); !reflect.DeepEqual(again.Root, q.Root) {
			t.Errorf("%q is written as %s, which is\n    %#v\nnot %#v", s, printed, again.Root, q.Root)
		}
	})
}

// walk visits the conditions of a tree.
func walk(n Node, depth int, visit func(Node, int)) {
	switch n := n.(type) {
	case nil:
	case And:
		for _, c := range n {
			walk(c, depth+1, visit)
		}
	case Or:
		for _, c := range n {
			walk(c, depth+1, visit)
		}
	case Not:
		walk(n.Node, depth+1, visit)
	default:
		visit(n, depth)
	}
}

func TestHint(t *testing.T) {
	for text, want := range map[string]Hint{
		"":               {},
		"inv":            {0, "", "inv"},
		"inv ":           {4, "", ""},
		"a from:ad":      {2, "from", "ad"},
		`a -in:"Lists/G`: {3, "in", "Lists/G"},
		"(x OR FROM:b":   {6, "from", "b"},
		`"a b`:           {0, "", "a b"},
		"has:":           {0, "has", ""},
		"before:7":       {0, "before", "7"},
	} {
		if got := HintOf(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
	for _, o := range Operators() {
		if o.Wants == "" || fields[o.Name] == "" {
			t.Errorf("%+v is no field", o)
		}
		for _, v := range Values(o.Name) {
			if q := Parse(o.Name+":"+v, today); len(q.Problems) > 0 {
				t.Errorf("%s:%s: %+v", o.Name, v, q.Problems)
			}
		}
	}
}
