// Package model is what Godwit's window knows and says, without a widget: the
// order and rows of a message list, the nodes of the folder tree, the words for
// an account's state or a message's fate, the form of an account, the state of
// a message while it is written.
//
// It imports no Fyne, does no I/O, starts no goroutine and locks nothing: the
// values belong to the UI goroutine, or are handed over whole. Nothing in here
// can fail; what cannot be used yet is said in words for the person (problems
// of a form) rather than as an error.
package model
