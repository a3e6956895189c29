package htmldoc

import "strings"

// maxLead is how much text the line under a subject can need, with room for
// what is left out of it later.
const maxLead = 4 << 10

// Lead is the beginning of an HTML mail for a line in a list of messages: the
// text that its sender hid at the top for this purpose (the preheader), then
// what a person sees first, without pictures and without where links lead.
func Lead(html string) string {
	if len(html) > maxInput {
		html = html[:maxInput]
	}
	r := newReader(strings.ToValidUTF8(html, "\ufffd"))
	r.lead = &writer{}
	r.run()
	lead, text := r.lead.String(), r.out.String()
	if lead == "" || strings.HasPrefix(text, lead) {
		return text
	}
	return lead + "\n" + text
}

// leading takes hidden text in front of all that can be seen.
func (r *reader) leading(s string) {
	const maxPreheader = 400 // octets
	if r.lead != nil && len(r.out.buf) == 0 && len(r.lead.buf) < maxPreheader {
		r.lead.text(s)
	}
}

// led reports whether there is enough of a lead.
func (r *reader) led() bool { return r.lead != nil && len(r.out.buf) > maxLead }

// quoting reports whether an element holds what somebody wrote before, by the
// marks that mail programs put there.
func quoting(a map[string]string) bool {
	class := " " + strings.ToLower(a["class"]) + " "
	for _, mark := range []string{" gmail_quote ", " gmail_attr ", " yahoo_quoted ", " moz-cite-prefix ", " protonmail_quote ", " zmail_extra ", " moz-forward-container "} {
		if strings.Contains(class, mark) {
			return true
		}
	}
	return a["id"] == "divRplyFwdMsg"
}
