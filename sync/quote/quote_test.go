package quote

import (
	"fmt"
	"strings"
	"testing"

	"godwit/sync/htmldoc"
)

const three = "> one\n> two\n> three\n"

func TestText(t *testing.T) {
	outlook := func(fields ...string) string {
		return "Fine by me.\n\n" + strings.Join(fields, "\n") + "\n\nLet us meet.\nAda\n"
	}
	for _, c := range []struct{ name, text, want string }{
		{"words only", "Hello.\nBye.\n", ""},
		{"top posted", "Yes.\n\nOn Mon, 2 Nov 2026, Ada wrote:\n" + three, "2-6"},
		{"no attribution", "Yes.\n\n" + three, "2-5"},
		{"bottom posted", "On Mon, 2 Nov 2026, Ada wrote:\n" + three + "\nYes.\n", "0-4"},
		{"attribution in two lines", "Yes.\n\nOn Mon, 2 Nov 2026 at 10:00, Ada Lovelace\n<ada@example.org> wrote:\n\n" + three, "2-8"},
		{"Gmail", "Ok\n\nOn Tue, Nov 3, 2026 at 9:14 AM Ada <ada@x.example> wrote:\n\n" + three, "2-7"},
		{"German", "Ja.\n\nAm 02.11.2026 um 10:00 schrieb Ada Lovelace:\n" + three, "2-6"},
		{"German Thunderbird", "Ja.\n\nAm Montag, 2. November schrieb Ada:\n" + three, "2-6"},
		{"French", "Oui.\n\nLe lun. 2 nov. 2026 à 10:00, Ada <ada@x.example> a écrit :\n" + three, "2-6"},
		{"Spanish", "Sí.\n\nEl lun, 2 nov 2026 a las 10:00, Ada (<ada@x.example>) escribió:\n" + three, "2-6"},
		{"Italian", "Sì.\n\nIl giorno lun 2 nov 2026 Ada ha scritto:\n" + three, "2-6"},
		{"Portuguese", "Sim.\n\nEm seg., 2 de nov. de 2026, Ada escreveu:\n" + three, "2-6"},
		{"Dutch", "Ja.\n\nOp 2 november 2026 schreef Ada:\n" + three, "2-6"},
		{"Polish", "Tak.\n\nW dniu 2.11.2026 o 10:00, Ada pisze:\n" + three, "2-6"},
		{"Russian", "Да.\n\n2 ноября 2026 Ада написала:\n" + three, "2-6"},
		{"Swedish", "Ja.\n\nDen 2 nov. 2026 skrev Ada:\n" + three, "2-6"},
		{"Chinese", "好。\n\n2026-11-02 Ada <ada@x.example> 写道:\n" + three, "2-6"},
		{"Japanese", "はい。\n\n2026年11月2日 10:00 Ada <ada@x.example>のメール:\n" + three, "2-6"},
		{"two lines are shown", "Yes.\n\n> one\n> two\n", ""},
		{"nothing but a quote", three, ""},
		{"nothing but a quote and who wrote it", "On Monday Ada wrote:\n" + three, ""},
		{"between the lines", "On Monday Ada wrote:\n" + three + "No.\n" + three + "Yes.\n", ""},
		{"words on both sides", "Hello Ada,\n\n" + three + "\nI do not think so.\n", ""},
		{"blank lines within", "Yes.\n> one\n\n> two\n> three\n", "1-5"},
		{"deeper quotes", "Yes.\n\nOn Monday Ada wrote:\n> a\n>> b\n>>> c\n", "2-6"},
		{"signature", "Hello.\n-- \nAda\nEngine Street 1\nLondon\n", "s1-5"},
		{"a short signature", "Hello.\n-- \nAda\n", ""},
		{"signature without space is a rule", "Hello.\n--\nAda\nEngine Street 1\nLondon\n", ""},
		{"quote and signature", "Yes.\n\nOn Monday Ada wrote:\n" + three + "\n-- \nBo\nStreet\nTown\n", "2-6 s7-11"},
		{"signature above the quote", "Yes.\n-- \nBo\n\nOn Monday Ada wrote:\n" + three, "4-8"},
		{"nothing but a signature", "-- \nAda\nEngine Street 1\nLondon\n", ""},
		{"a list's footer", "Yes.\n\n" + three + "\n_______________________________________________\nbirds mailing list\nhttps://x.example\n", "2-5"},
		{"Original Message", outlook("-----Original Message-----", "From: Ada", "Sent: Monday", "To: Bo", "Subject: Meeting"), "2-10"},
		{"Ursprüngliche Nachricht", outlook("-----Ursprüngliche Nachricht-----", "Von: Ada", "Gesendet: Montag"), "2-8"},
		{"header fields alone", outlook("From: Ada <ada@x.example>", "Sent: Monday", "To: Bo", "Subject: Meeting"), "2-9"},
		{"header fields below a line", outlook("________________________________", "From: Ada", "Sent: Monday", "Subject: Meeting"), "2-9"},
		{"German header fields", outlook("Von: Ada", "Gesendet: Montag", "An: Bo", "Betreff: Treffen"), "2-9"},
		{"bold header fields", outlook("*From:* Ada", "*Sent:* Monday", "*To:* Bo"), "2-8"},
		{"French header fields", outlook("De : Ada", "Envoyé : lundi", "À : Bo", "Objet : Réunion"), "2-9"},
		{"one field is a sentence", "From: here one sees the sea.\nIt is blue.\n", ""},
		{"nothing but a forward", "-----Original Message-----\nFrom: Ada\nSubject: x\n\nText\n", ""},
		{"forwarded on purpose", "See below.\n\n---------- Forwarded message ---------\nText\n", ""},
		{"CRLF", "Yes.\r\n\r\nOn Monday Ada wrote:\r\n> a\r\n> b\r\n> c\r\n", "2-6"},
		{"empty", "", ""},
	} {
		var got []string
		for _, f := range Text(c.text) {
			s := fmt.Sprintf("%d-%d", f.From, f.To)
			if f.Kind == Signature {
				s = "s" + s
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: folded %v, want %q", c.name, got, c.want)
		}
	}
}

func TestShow(t *testing.T) {
	text := "Yes.\n\nOn Monday Ada wrote:\n" + three + "\n-- \nBo\nStreet\nTown\n"
	folds := Text(text)
	got, buttons := Show(text, folds, func(int) bool { return false })
	if want := "Yes.\n\n••• Quoted text, 4 lines\n\n••• Signature, 4 lines\n"; got != want {
		t.Errorf("shown %q, want %q", got, want)
	}
	if len(buttons) != 2 || buttons[0] != (Button{2, 0}) || buttons[1] != (Button{4, 1}) {
		t.Errorf("buttons %v", buttons)
	}
	open, buttons := Show(text, folds, func(i int) bool { return i == 0 })
	if !strings.Contains(open, "••• Hide: Quoted text\nOn Monday Ada wrote:\n> one") || buttons[1].Line != 8 {
		t.Errorf("open: %q %v", open, buttons)
	}
	if same, none := Show("x", nil, nil); same != "x" || none != nil {
		t.Error("a text without folds has changed")
	}
}

const lines5 = "<p>one</p><p>two</p><p>three</p><p>four</p><p>five</p>"

func TestHTML(t *testing.T) {
	for _, c := range []struct {
		name, html string
		lines      int
	}{
		{"words only", "<p>Hello</p>" + lines5, 0},
		{"cite", "<p>Yes.</p><blockquote type=cite>" + lines5 + "</blockquote>", 5},
		{"a quotation of somebody's own", "<p>As Burns says:</p><blockquote>" + lines5 + "</blockquote><p>Nice.</p>", 0},
		{"nothing but a quote", "<blockquote type=cite>" + lines5 + "</blockquote>", 0},
		{"bottom posted", "<blockquote type=cite>" + lines5 + "</blockquote><p>Yes.</p>", 5},
		{"words on both sides", "<p>a</p><blockquote type=cite>" + lines5 + "</blockquote><p>b</p>", 0},
		{"between the lines", "<blockquote type=cite>" + lines5 + "</blockquote><p>b</p><blockquote type=cite>" + lines5 + "</blockquote>", 0},
		{"two lines are shown", "<p>Yes.</p><blockquote type=cite><p>one</p><p>two</p></blockquote>", 0},
		{"Gmail", "<div>Ok</div><br><div class=gmail_quote><div class=gmail_attr>On Monday Ada wrote:<br></div><blockquote class=gmail_quote>" + lines5 + "</blockquote></div>", 6},
		{"Gmail with signature", "<div>Ok</div><div class=gmail_quote><blockquote>" + lines5 + "</blockquote></div><span>-- </span><div class=gmail_signature>Bo</div>", 0},
		{"Gmail signature alone after it", "<div>Ok</div><div class=gmail_quote><blockquote>" + lines5 + "</blockquote></div><div class=gmail_signature>Bo</div>", 5},
		{"Gmail, between the lines", "<div>Ok</div><div class=gmail_quote><div>On Monday Ada wrote:</div><blockquote>" + lines5 + "</blockquote><div>No.</div><blockquote>" + lines5 + "</blockquote></div>", 0},
		{"Gmail forward", "<div>See</div><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message ---------</div>" + lines5 + "</div>", 0},
		{"Thunderbird", "<p>Yes.</p><div class=moz-cite-prefix>Am 2.11. schrieb Ada:<br></div><blockquote type=cite>" + lines5 + "</blockquote>", 6},
		{"Yahoo", "<div>Ok</div><div class=yahoo_quoted>" + lines5 + "</div>", 5},
		{"an attribution without a class", "<div>Ok</div><div>On 2 Nov 2026, Ada &lt;a@x.example&gt; wrote:</div><br><blockquote>" + lines5 + "</blockquote>", 6},
		{"Outlook web", "<div>Ok</div><hr><div id=divRplyFwdMsg><b>From:</b> Ada<br><b>Sent:</b> Monday</div>" + lines5, 7},
		{"Outlook web, appendonsend", "<div>Ok</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg><b>From:</b> Ada</div>" + lines5, 6},
		{"Outlook", "<div class=WordSection1><p>Ok</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p><b>From:</b> Ada<br><b>Sent:</b> Monday</p></div></div>" + lines5 + "</div>", 7},
		{"a box of somebody's own", "<p>Ok</p><div style='border-top:solid red 1pt'><p>Look</p></div>" + lines5, 0},
		{"Outlook forward without words", "<div id=divRplyFwdMsg><b>From:</b> Ada</div>" + lines5, 0},
	} {
		doc := htmldoc.Tree(c.html)
		b := HTML(doc.Body)
		got := 0
		if b != nil {
			got = b.Lines
		}
		if got != c.lines {
			t.Errorf("%s: %d lines folded, want %d", c.name, got, c.lines)
		}
	}
}

func TestFoldHTML(t *testing.T) {
	doc := htmldoc.Tree("<p>Yes.</p><blockquote type=cite>" + lines5 + "</blockquote><!-- end -->")
	b := HTML(doc.Body)
	said := func() string { return words(doc.Body, 1000) }
	b.Fold(true, "fold:")
	if got := said(); got != "Yes.••• Quoted text, 5 lines" {
		t.Errorf("folded: %q", got)
	}
	b.Fold(true, "fold:")
	b.Fold(false, "fold:")
	if got := said(); got != "Yes.••• Hide: Quoted textonetwothreefourfive" {
		t.Errorf("open: %q", got)
	}
	b.Fold(true, "fold:")
	if got := said(); got != "Yes.••• Quoted text, 5 lines" {
		t.Errorf("folded again: %q", got)
	}
}

func FuzzText(f *testing.F) {
	f.Add("Yes.\n\nOn Monday Ada wrote:\n" + three + "-- \na\nb\nc\n")
	f.Add("a\n-----Original Message-----\nFrom: x\n")
	f.Fuzz(func(t *testing.T, text string) {
		folds := Text(text)
		at, n := 0, strings.Count(text, "\n")+1
		for _, fold := range folds {
			if fold.From < at || fold.To <= fold.From || fold.To > n {
				t.Fatalf("folds %v of %d lines", folds, n)
			}
			at = fold.To
		}
		if all, _ := Show(text, folds, func(int) bool { return true }); len(folds) == 0 && all != text {
			t.Fatal("changed without folds")
		}
	})
}
