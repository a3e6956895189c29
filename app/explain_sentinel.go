package app

import (
	"context"
	"io/fs"

	"godwit/accounts/auth"
	"godwit/accounts/keyring"
	"godwit/accounts/oauth"
	"godwit/app/photo"
	"godwit/compose"
	"godwit/compose/smtp"
	"godwit/sync/imap"
	"godwit/sync/mail"
	"godwit/sync/pop3"
	"godwit/sync/store"
)

// sentinel is an error that says all by being that error.
type sentinel struct {
	err error
	Explanation
}

// sentinels are looked through in this order: what wraps another comes first.
func sentinels() []sentinel {
	return []sentinel{
		{imap.ErrNonsense, Explanation{
			Code: "GW-IMAP-NONSENSE", Title: "The server's answers make no sense.",
			Text:   "The server, or something between it and you, said far more than it was asked, or nothing but fragments. Godwit stopped listening; what was there before is kept.",
			Action: "Godwit tries again by itself. If it stays, the provider has to mend it; the account's protocol log shows what was said.", Needs: NeedsTime,
		}},
		{smtp.ErrNoRequireTLS, Explanation{
			Code: "GW-SEND-REQUIRE-TLS", Title: "The server cannot promise a protected way.",
			Text:   "You asked that the message travel over protected connections only, and the server does not offer to see to that.",
			Action: "Send it without that wish, or through another account.", Needs: NeedsChange,
		}},
		{compose.ErrUnchangeable, Explanation{
			Code: "GW-SEND-UNCHANGEABLE", Title: "The message cannot be written so that the server takes it.",
			Text:   "It would have to be encoded in another way, and a part of it is signed or encrypted, or says that it is encoded already.",
			Action: "Sign or encrypt it again with a plain transfer encoding, or send it through another account.", Needs: NeedsChange,
		}},
		{photo.ErrPicture, Explanation{
			Code: "GW-INPUT-PICTURE", Title: "The picture cannot be changed.",
			Text:   "It is of a kind that Godwit does not write, too large, or broken. It was not attached.",
			Action: "Attach it as it is, or change it with another program first.", Needs: NeedsChange,
		}},
		{keyring.ErrMissing, Explanation{
			Code: "GW-KEY-MISSING", Title: "The password is not kept here.",
			Text:   "Your system's password store has no password for this server.",
			Action: "Sign in again.", Needs: NeedsLogin,
		}},
		{keyring.ErrLocked, Explanation{
			Code: "GW-KEY-LOCKED", Title: "Your password store is locked.",
			Text:   "Your system's password store is locked, so Godwit cannot sign in.",
			Action: "Unlock it, or keep the password until Godwit closes, or use a passphrase file.", Needs: NeedsLogin,
		}},
		{keyring.ErrNone, Explanation{
			Code: "GW-KEY-NONE", Title: "This computer has no password store.",
			Text:   "No keyring service answers on this computer.",
			Action: "Start one (GNOME Keyring, KWallet, KeePassXC), or keep the password until Godwit closes, or use a passphrase file.", Needs: NeedsLogin,
		}},
		{keyring.ErrNoAnswer, Explanation{
			Code: "GW-KEY-TIMEOUT", Title: "Your password store does not answer.",
			Text:   "The keyring service runs but gave no answer in time; it may be waiting for you to unlock it.",
			Action: "Look for its window and unlock it, then try again.", Needs: NeedsLogin,
		}},
		{keyring.ErrNotKept, Explanation{
			Code: "GW-KEY-NOT-KEPT", Title: "Your password store did not keep the password.",
			Text:   "The password was written, but reading it back gave something else.",
			Action: "Unlock the password store and try again, or use a passphrase file.", Needs: NeedsLogin,
		}},
		{keyring.ErrPassphrase, Explanation{
			Code: "GW-KEY-PASSPHRASE", Title: "The passphrase is wrong.",
			Text:   "The secrets file does not open with this passphrase.",
			Action: "Type it again.", Needs: NeedsLogin,
		}},
		{keyring.ErrNoPassphrase, Explanation{
			Code: "GW-KEY-NO-PASSPHRASE", Title: "The secrets file needs its passphrase.",
			Text:   "The passwords of this account are in a file that a passphrase protects.",
			Action: "Give the passphrase (GODWIT_PASSPHRASE for the command line).", Needs: NeedsLogin,
		}},
		{keyring.ErrDamaged, Explanation{
			Code: "GW-KEY-DAMAGED", Title: "The secrets file is damaged.",
			Text:   "The passwords of this account are in secrets.age in the profile folder, and that file cannot be read.",
			Action: "Put a copy of the file back, or move it away and sign in again.", Needs: NeedsLogin,
		}},
		{keyring.ErrTooLong, Explanation{
			Code: "GW-KEY-TOO-LONG", Title: "The password is too long for your password store.",
			Text:   "Your system's password store does not take a password of this length.",
			Action: "Use a passphrase file for this account, or an app password.", Needs: NeedsLogin,
		}},
		{oauth.ErrSeal, Explanation{
			Code: "GW-PAGE-SEAL", Title: "The kept sign-in cannot be opened.",
			Text:   "The key in your password store does not fit the sign-in in the profile; one of them is from another time.",
			Action: "Sign in again.", Needs: NeedsLogin,
		}},
		{ErrNoPage, Explanation{
			Code: "GW-PAGE-NONE", Title: "Godwit knows no sign-in page for this server.",
			Text:   "The account is set to sign in at its provider's own page, and none is known for its server.",
			Action: "Sign in with a password or an app password, or give the page in Settings.", Needs: NeedsLogin,
		}},
		{auth.ErrNoMechanism, Explanation{
			Code: "GW-AUTH-MECHANISM", Title: "The server offers no sign-in that Godwit can use.",
			Text:   "None of the server's ways to sign in is one that Godwit knows or that you allowed.",
			Action: "Ask your provider which sign-in works with mail programs, or set it to automatic.", Needs: NeedsLogin,
		}},
		{auth.ErrNoSignIn, Explanation{
			Code: "GW-AUTH-NONE", Title: "The account does not sign in.",
			Text:   "Its settings say that the server asks for no password, but the server does.",
			Action: "Choose a way to sign in, in the account's settings.", Needs: NeedsLogin,
		}},
		{store.ErrNewer, Explanation{
			Code: "GW-STORE-NEWER", Title: "This profile belongs to a newer Godwit.",
			Text:   "A newer version has changed how the mail is kept; this one would damage it, so it has not touched it.",
			Action: "Start the newer version, or choose another profile.",
		}},
		{store.ErrFull, Explanation{
			Code: "GW-DISK-FULL", Title: "The disk is full.",
			Text:   "There is no room to keep more mail. What was kept before is safe, and what is on the server stays there.",
			Action: "Free some space; Godwit goes on by itself.", Needs: NeedsTime,
		}},
		{store.ErrDisk, Explanation{
			Code: "GW-DISK-FAULT", Title: "The disk reports an error.",
			Text:   "A file in the profile folder could not be read or written. What could not be kept was not sent.",
			Action: "Try again. If it stays, copy the profile folder to another disk and have this one checked.", Needs: NeedsTime,
		}},
		{store.ErrReadOnly, Explanation{
			Code: "GW-STORE-READONLY", Title: "The profile cannot be written.",
			Text:   "Godwit may not write in its profile folder.",
			Action: "Check the folder's permissions, or choose another profile.",
		}},
		{store.ErrDamaged, Explanation{
			Code: "GW-STORE-DAMAGED", Title: "The mail store is damaged.",
			Text:   "A file in the profile folder cannot be read as it should.",
			Action: "Copy the profile folder away, then start with a new one; mail on the server comes again.",
		}},
		{store.ErrBusy, Explanation{
			Code: "GW-STORE-BUSY", Title: "Another Godwit is at work on this profile.",
			Text:   "One program at a time sends and receives for a profile; another does so now.",
			Action: "Let it finish, or use its window.", Needs: NeedsTime,
		}},
		{store.ErrGone, Explanation{
			Code: "GW-TOO-LATE", Title: "Too late for that.",
			Text:   "The message is past the point where this can be done, or there is nothing to undo.",
			Action: "Look at where it stands now.",
		}},
		{mail.ErrNotFound, Explanation{
			Code: "GW-NOT-FOUND", Title: "There is no such thing here.",
			Text:   "The message, folder or account is not in this profile.",
			Action: "Look at the list again; it may have been moved or removed.",
		}},
		{mail.ErrUnread, Explanation{
			Code: "GW-MAIL-UNREAD", Title: "This message could not be read.",
			Text:   "The server lists it, and does not deliver it when it is asked to.",
			Action: "Godwit asks again from time to time; you can ask now. If it stays like this, tell your provider.", Needs: NeedsTime,
		}},
		{mail.ErrNoSearch, Explanation{
			Code: "GW-SEARCH-PROTOCOL", Title: "This account's server cannot search.",
			Text:   "The account collects its mail by POP3, which has no way to look for something on the server.",
			Action: "Let it keep whole messages here, or use the account by IMAP.", Needs: NeedsChange,
		}},
		{ErrServerSlow, Explanation{
			Code: "GW-SEARCH-SLOW", Title: "The server did not answer in time.",
			Text:   "It was asked to search and had not finished after 45 seconds. What it found until then is listed.",
			Action: "Search for fewer or rarer words, or in one folder, and ask again.", Needs: NeedsTime,
		}},
		{mail.ErrNoWords, Explanation{
			Code: "GW-SEARCH-WORDS", Title: "There is nothing in this search for a server to look for.",
			Text:   "Servers are asked for words of the text, the subject and the people; all else is known here.",
			Action: "Add a word to the search.", Needs: NeedsChange,
		}},
		{store.ErrOtherAccount, Explanation{
			Code: "GW-MAIL-OTHER-ACCOUNT", Title: "That folder belongs to another account.",
			Text:   "Messages can be filed in folders of their own account only.",
			Action: "Choose a folder of the account that the message is in.",
		}},
		{store.ErrNoBody, Explanation{
			Code: "GW-MAIL-NOT-HERE", Title: "The message is not here yet.",
			Text:   "It has to be fetched whole before it can go into a folder on this computer.",
			Action: "Open it once, or wait until everything has come, then try again.",
		}},
		{store.ErrExists, Explanation{
			Code: "GW-FOLDER-EXISTS", Title: "There is such a folder already.",
			Text:   "The account has a folder of that name.",
			Action: "Choose another name.",
		}},
		{store.ErrNeeded, Explanation{
			Code: "GW-FOLDER-NEEDED", Title: "This folder cannot be changed like that.",
			Text:   "Godwit or the server needs it, or the name is not one that a folder can have.",
			Action: "Choose another folder or name.",
		}},
		{store.ErrBroad, Explanation{
			Code: "GW-SEARCH-BROAD", Title: "The search has too many alternatives.",
			Text:   "Several groups with OR between their parts, of words and of other conditions, come to more than 256 searches.",
			Action: "Leave some of the alternatives out.",
		}},
		{store.ErrUnnamed, Explanation{
			Code: "GW-SEARCH-UNNAMED", Title: "The search was not saved.",
			Text:   "A saved search has a name and something to search for.",
			Action: "Give it a name.",
		}},
		{pop3.ErrNoUIDs, Explanation{
			Code: "GW-MAIL-NO-IDS", Title: "The server cannot tell its messages apart.",
			Text:   "It gives its messages no lasting ids (UIDL), so each would come again every time.",
			Action: "Use IMAP for this account, or ask your provider.",
		}},
		{ErrWindowOpen, Explanation{
			Code: "GW-WINDOW-OPEN", Title: "A window is open on this profile.",
			Text:   "One window at a time shows a profile.",
			Action: "Use that window, or close it first.",
		}},
		{ErrClosed, Explanation{
			Code: "GW-CLOSED", Title: "Godwit is closing.",
			Text:   "The profile was closed meanwhile.",
			Action: "Start Godwit again.",
		}},
		{fs.ErrExist, Explanation{
			Code: "GW-FILE-EXISTS", Title: "There is such a file already.",
			Text:   "Godwit does not write over a file.",
			Action: "Choose another name, or move the file away.",
		}},
		{fs.ErrNotExist, Explanation{
			Code: "GW-FILE-NONE", Title: "There is no such file.",
			Text:   "The file or folder was not found.",
			Action: "Check the name.",
		}},
		{fs.ErrPermission, Explanation{
			Code: "GW-FILE-DENIED", Title: "The file may not be opened.",
			Text:   "Your system does not let Godwit at that file or folder.",
			Action: "Check its permissions.",
		}},
		{context.DeadlineExceeded, Explanation{
			Code: "GW-NET-TIMEOUT", Title: "The server does not answer.",
			Text:   "No answer came in time.",
			Action: "Try again in a while.", Needs: NeedsTime,
		}},
	}
}
