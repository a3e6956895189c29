// Package notify decides what a person is told of new mail, and when: which
// messages, each by itself or many as one, what is taken away again. It is pure:
// it shows nothing, reads no clock and knows no desktop, so all of it is in
// tables of its tests.
package notify

import (
	"encoding/json"
	"slices"
	"time"

	"godwit/accounts"
	"godwit/sync/mail"
)

// Rules are what a person wants to be told. The zero value tells everything,
// without a sound.
type Rules struct {
	Off    bool          `json:"off,omitempty"`
	Hide   bool          `json:"hide,omitempty"`  // only that there is mail, not from whom and about what
	Sound  bool          `json:"sound,omitempty"` // with the desktop's sound
	Silent []accounts.ID `json:"silent,omitempty"`
	// Quiet hours, on this computer's clock: from one full hour to another, over
	// midnight where the second is the smaller. None if both are the same.
	From int `json:"from,omitempty"`
	To   int `json:"to,omitempty"`
}

// ReadRules reads what String wrote. What cannot be read is the zero value.
func ReadRules(text string) Rules {
	var r Rules
	if json.Unmarshal([]byte(text), &r) != nil || r.From < 0 || r.From > 23 || r.To < 0 || r.To > 23 {
		return Rules{}
	}
	return r
}

func (r Rules) String() string {
	b, err := json.Marshal(r)
	if err != nil {
		return "" // numbers and truths: cannot be
	}
	return string(b)
}

// Tells reports whether a message is to be told of now.
func (r Rules) Tells(m mail.Row, now time.Time) bool {
	return !r.Off && !slices.Contains(r.Silent, m.Account) && !r.quiet(now.Hour())
}

func (r Rules) quiet(hour int) bool {
	if r.From <= r.To {
		return hour >= r.From && hour < r.To
	}
	return hour >= r.From || hour < r.To
}

// SetSilent makes an account silent, or not.
func (r *Rules) SetSilent(id accounts.ID, silent bool) {
	r.Silent = slices.DeleteFunc(slices.Clone(r.Silent), func(a accounts.ID) bool { return a == id })
	if silent {
		r.Silent = append(r.Silent, id)
	}
}
