package mail

// Quota is how much of the room that a server gives an account is used, in
// octets.
type Quota struct{ Used, Limit int64 }
