// Package e2e holds the stories that Godwit exists for, told through the real
// programs against real servers: godwitctl and the window, Dovecot, Postfix and
// gnome-keyring, each private to the test (see servers).
package e2e
