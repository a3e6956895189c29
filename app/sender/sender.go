// Package sender judges who a message is really from, by what is in the message
// and what the person's own provider wrote at its top: one sentence, then the
// proof.
//
// It is pure: it asks nobody and looks nothing up. Only [Verify] needs the
// sender's published key, through a look-up that is handed in. What a message
// says of itself is never proof for it, only against it; where nothing is known
// nothing is said, so that a warning stays rare enough to be read.
package sender

import (
	"cmp"
	"slices"
	"strings"

	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Level is how much a reader should mind.
type Level string

const (
	Plain   Level = "plain"   // nothing speaks for or against it
	Good    Level = "good"    // the address in From is who sent it
	Caution Level = "caution" // look twice
	Warning Level = "warning" // something pretends to be what it is not
)

// weight orders levels by what a reader must hear first.
var weight = map[Level]int{Plain: 0, Good: 1, Caution: 2, Warning: 3}

// Verdict is a sentence and what it rests on, the weightiest first. Text is ""
// when there is nothing to say.
type Verdict struct {
	Level  Level   `json:"level"`
	Text   string  `json:"text"`
	Proofs []Proof `json:"proofs"`
}

// Proof is one thing that was found. Name is a stable word: "spf", "dkim",
// "dmarc", "signature" (checked here), "from", "name", "look-alike", "sender",
// "reply-to" or "first".
type Proof struct {
	Name  string `json:"name"`
	Level Level  `json:"level"`
	Text  string `json:"text"`
}

// Contact is whether there was mail with an address before.
type Contact int

const (
	Unknown Contact = iota
	First           // none came from it and none went to it
	Known
)

// Facts are what is known beside the message.
type Facts struct {
	Provider *Provider   // whose results count; nil: nobody's
	Own      []string    // the person's own addresses
	Friends  []string    // addresses or domains that they write to
	Contact  Contact     // with the address in From
	Signed   []Signature // what Verify found; nil: it was not asked
}

// Check judges a message by its header.
func Check(h parse.Header, f Facts) Verdict {
	from := atMost(h.Addresses("From"))
	proofs := several(h, from)
	certain := len(proofs) == 0 // which address From is
	domain := ""
	if len(from) > 0 {
		domain = domainOf(from[0].Email)
	}
	if domain == "" { // or it is one of the server's own users, such as root
		if certain && (len(from) == 0 || from[0].Email == "") {
			proofs = append(proofs, Proof{"from", Caution, "The message names no sender's address."})
		}
		return verdict(append(proofs, lyingName(h.All("From"), from, isList(h))...), "")
	}
	results, said := f.Provider.results(h)
	auth := judge(results, said, domain, isList(h))
	auth = append(auth, signatures(f.Signed, domain)...)
	verified := certain && slices.ContainsFunc(auth, func(p Proof) bool { return p.Level == Good })
	if !certain {
		auth = slices.DeleteFunc(auth, func(p Proof) bool { return p.Level == Good })
	}
	if verified { // one way is enough: lists break signatures, forwarders break SPF
		for i := range auth {
			if auth[i].Level == Caution {
				auth[i].Level = Plain
			}
		}
	}
	proofs = append(proofs, auth...)
	proofs = append(proofs, lyingName(h.All("From"), from, isList(h))...)
	proofs = append(proofs, lookAlike(domain, "The sender's domain", f)...)
	proofs = append(proofs, own(from[0], verified, said, f)...)
	proofs = append(proofs, elsewhere(h, from, domain, verified, f)...)
	first := ""
	if f.Contact == First && !mine(from[0].Email, f.Own) {
		first = "First message from this address."
		proofs = append(proofs, Proof{"first", Plain, first})
	}
	return verdict(proofs, first)
}

// verdict puts the weightiest proof first and takes its words for the whole.
func verdict(proofs []Proof, first string) Verdict {
	slices.SortStableFunc(proofs, func(a, b Proof) int { return cmp.Compare(weight[b.Level], weight[a.Level]) })
	v := Verdict{Level: Plain, Proofs: proofs}
	if v.Proofs == nil {
		v.Proofs = []Proof{}
	}
	if len(proofs) > 0 {
		v.Level = proofs[0].Level
	}
	switch {
	case v.Level != Plain:
		v.Text = strings.TrimSuffix(proofs[0].Text, ".")
		if v.Level == Good && first != "" {
			v.Text += ". " + strings.TrimSuffix(first, ".")
		}
	case first != "":
		v.Text = strings.TrimSuffix(first, ".")
	default:
		for _, p := range proofs {
			if p.Name == "sender" || p.Name == "reply-to" {
				v.Text = strings.TrimSuffix(p.Text, ".")
				break
			}
		}
	}
	return v
}

// several finds a From that is not one address of one author (RFC 5322 3.6.2):
// programs differ in which of them they show and which they check.
func several(h parse.Header, from []mail.Address) []Proof {
	if n := len(h.All("From")); n > 1 {
		return []Proof{{"from", Warning, "The message has several From fields: who sent it cannot be known."}}
	}
	domains := make(map[string]bool)
	for _, a := range from {
		if d := domainOf(a.Email); d != "" {
			domains[organisation(d)] = true
		}
	}
	switch {
	case len(domains) > 1:
		return []Proof{{"from", Warning, "The message says to be from several people of different domains."}}
	case len(from) > 1:
		return []Proof{{"from", Caution, "The message says to be from several people."}}
	}
	return nil
}

// own finds a message that claims to be from the person themselves.
func own(from mail.Address, verified, said bool, f Facts) []Proof {
	if !mine(from.Email, f.Own) || verified || !said {
		return nil
	}
	return []Proof{{"from", Caution, "It says to be from your own address, and your provider did not confirm it."}}
}

func mine(email string, own []string) bool {
	return slices.ContainsFunc(own, func(s string) bool { return strings.EqualFold(s, email) })
}

// elsewhere tells of a Sender, and of a Reply-To, that is not the author.
func elsewhere(h parse.Header, from []mail.Address, domain string, verified bool, f Facts) []Proof {
	var proofs []Proof
	home := organisation(domain)
	if list := h.Addresses("Sender"); len(list) > 0 {
		if d := domainOf(list[0].Email); d != "" && organisation(d) != home {
			proofs = append(proofs, Proof{"sender", Plain, "Sent by " + show(d) + " for " + show(domain) + "."})
		}
	}
	e := h.Envelope()
	for _, a := range atMost(e.ReplyTo) {
		d := domainOf(a.Email)
		if d == "" || organisation(d) == home || mine(a.Email, f.Own) || slices.ContainsFunc(from, func(b mail.Address) bool { return strings.EqualFold(a.Email, b.Email) }) {
			continue
		}
		level := Caution
		if bulk(h) && verified || e.ListPost != "" && strings.EqualFold(e.ListPost, a.Email) {
			level = Plain
		}
		proofs = append(proofs, Proof{"reply-to", level, "Answers go to " + display(a.Email) + ", not to the sender."})
		proofs = append(proofs, lookAlike(d, "The domain that answers go to", f)...)
		break
	}
	return proofs
}

// atMost bounds the work that one field can ask for.
func atMost(list []mail.Address) []mail.Address { return list[:min(len(list), 50)] }

// isList reports whether a mailing list sent the message on, which may change it.
func isList(h parse.Header) bool { return h.Get("List-Id") != "" || h.Get("List-Post") != "" }

func bulk(h parse.Header) bool { return isList(h) || h.Get("List-Unsubscribe") != "" }
