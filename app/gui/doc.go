// Package gui is Godwit's window: folder tree, message list and reader, the
// composer, the outbox, setting up an account, settings.
//
// Every widget and every field in here belongs to Fyne's UI goroutine. What
// waits (a query, a fetch, a sign-in) goes through [load]: work on another
// goroutine, show on this one. News of the profile come through one pump as
// hints, after which a view asks again. pump.go is the only file that calls
// fyne.Do.
//
// It opens no file but those a person picks, speaks no protocol, loads nothing
// a message points to, and opens a link only after showing where it leads. When
// something fails the window says it in the words of app.Explain, where the
// person looks, and keeps what was typed.
package gui
