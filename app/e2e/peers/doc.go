// Package peers measures Godwit beside mbsync and msmtp, on one machine, in one run, in
// turn: what one of them is slowed down by, the other is as well. It prints
// figures as "name value unit" and fails only where something does not work,
// never because it was slow. make bench runs it.
package peers
