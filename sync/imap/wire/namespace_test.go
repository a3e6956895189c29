package wire

import "testing"

func TestNamespace(t *testing.T) {
	for text, want := range map[string]Namespace{
		`NAMESPACE (("INBOX." ".")) NIL (("#shared." "."))`: {"INBOX.", "."},
		`namespace (("" "/")("#mh/" "/")) NIL NIL`:          {"", "/"},
		`NAMESPACE ((INBOX. .)) NIL NIL`:                    {"INBOX.", "."},
		`NAMESPACE (("&APY-/" "/" "X-PARAM" ("a"))) NIL`:    {"ö/", "/"},
		`NAMESPACE (("" NIL)) NIL NIL`:                      {},
		`NAMESPACE NIL NIL NIL`:                             {},
		`NAMESPACE`:                                         {},
		`NAMESPACE ((`:                                      {},
		`NAMESPACE (("INBOX`:                                {"INBOX", ""},
		`NAMESPACE ((NIL NIL)) NIL NIL`:                     {},
		`LIST () "." INBOX`:                                 {},
	} {
		if ns, _ := namespaceData([]byte(text), Limits{}.withDefaults()); ns != want {
			t.Errorf("%s: %+v, want %+v", text, ns, want)
		}
	}
}
