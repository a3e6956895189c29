// Package attacks is an adversary between godwitctl and its mail servers: STARTTLS
// taken away, words said before the protection begins, certificates of others,
// silence. It holds tests only.
package attacks
