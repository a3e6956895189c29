// Package model plays random mail life against a real Dovecot: two Godwits and
// another client at the same account, over lines that break at random octets,
// with restarts, days offline, and servers that go down. Whenever everything is
// brought in step again, both Godwits must have what the server has, octet for
// octet, and no message may be lost or doubled that nobody lost or doubled on
// purpose.
//
// A game is decided by its seed. GODWIT_SEED and GODWIT_STEPS choose another
// one, or a longer one.
package model
