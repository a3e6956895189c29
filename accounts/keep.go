package accounts

import "time"

// Keep says which bodies are kept on this computer. Headers always are; a body
// that is not comes from the server when it is asked for. The zero value keeps
// all of them in an account, and is what the account says in a folder.
type Keep struct {
	Mode    KeepMode `json:"mode,omitempty"`
	Days    int      `json:"days,omitempty"`    // KeepRecent: how many
	Largest int64    `json:"largest,omitempty"` // octets; larger bodies only when asked for; 0: no limit
}

// KeepMode is a rule of Keep.
type KeepMode string

const (
	KeepDefault KeepMode = ""        // as the account; in an account as KeepAll
	KeepAll     KeepMode = "all"     // every body
	KeepRecent  KeepMode = "recent"  // of the last Keep.Days days
	KeepHeaders KeepMode = "headers" // none
)

// Or is k, or the account's rule where k leaves it to that.
func (k Keep) Or(account Keep) Keep {
	if k.Mode == KeepDefault {
		return account
	}
	return k
}

// Validate says what keeps a rule from being followed: nil or *Invalid.
func (k Keep) Validate() error {
	switch k.Mode {
	case KeepDefault, KeepAll, KeepHeaders:
	case KeepRecent:
		if k.Days <= 0 {
			return &Invalid{"keep.days", "Say for how many days messages are kept whole: one or more."}
		}
	default:
		return &Invalid{"keep.mode", "There is no such rule for keeping messages."}
	}
	if k.Largest < 0 {
		return &Invalid{"keep.largest", "The size of the largest message to keep cannot be negative."}
	}
	return nil
}

// Wants reports whether the body of a message is kept that was received then
// and has so many octets.
func (k Keep) Wants(received time.Time, size int64, now time.Time) bool {
	return k.Mode != KeepHeaders && !received.Before(k.Since(now)) && (k.Largest <= 0 || size <= k.Largest)
}

// Since is the time from which on bodies are kept: zero for all of them. It
// means nothing with KeepHeaders.
func (k Keep) Since(now time.Time) time.Time {
	if k.Mode != KeepRecent || k.Days <= 0 {
		return time.Time{}
	}
	return now.AddDate(0, 0, -k.Days)
}
