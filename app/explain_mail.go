package app

import (
	"strings"

	"godwit/sync/mail"
)

const codeLate = "GW-SEND-LATE" // of a notice

// explainSend tells why a message was not sent. What lies underneath (network,
// sign-in, secret) is told by its own words.
func explainSend(e *mail.SendError) Explanation {
	if e.Err != nil && !e.Unsure {
		if ex := Explain(e.Err); ex.Code != "GW-UNKNOWN" {
			return ex
		}
	}
	if ex, ok := explainRelay(e.Enhanced, e.Text); ok && !e.Unsure {
		return ex
	}
	if ex, ok := explainKept(e); ok {
		return ex
	}
	words := ""
	if e.Text != "" && e.Code != 0 { // without a reply the text is our own
		words = " " + said(e.Text)
	}
	switch {
	case e.Unsure:
		return Explanation{
			Code: "GW-SEND-UNSURE", Title: "It may have been sent.",
			Text: "We lost the connection at the last moment, so the message may or may not have arrived.", Action: "Look in Sent or ask the recipient, then choose: it arrived, or send again.", Needs: NeedsChange,
		}
	case e.Code == 552 || e.Enhanced == "5.3.4" || e.Enhanced == "5.2.3":
		return Explanation{
			Code: "GW-SEND-SIZE", Title: "The message is too big.",
			Text: "The server does not take a message of this size." + words, Action: "Send it with smaller attachments; the message is kept.",
		}
	case e.Enhanced == "4.2.2" || e.Enhanced == "5.2.2":
		return Explanation{Code: "GW-SEND-MAILBOX-FULL", Title: "Their mailbox is full.", Text: "The recipient's mailbox takes no more mail." + words, Action: "Try later, or tell them another way.", Needs: NeedsTime}
	case e.Hold:
		return Explanation{
			Code: "GW-SEND-POLICY", Title: "The server does not let you send this.",
			Text: "The server asks for something only you can do." + words, Action: "Check the account's sign-in and sender address, then try again.", Needs: NeedsLogin,
		}
	case e.Permanent && strings.HasPrefix(e.Enhanced, "5.7"):
		return Explanation{
			Code: "GW-SEND-REFUSED-POLICY", Title: "Refused by the server's rules.",
			Text: "The server does not allow this message, or this sender address." + words, Action: "Check that your address may send through this server; the message is kept.",
		}
	case e.Permanent && (e.Enhanced == "5.1.1" || e.Stage == mail.StageRcpt && (e.Code == 550 || e.Code == 553)):
		return Explanation{
			Code: "GW-SEND-RECIPIENT", Title: "An address does not exist there.",
			Text: "The server refused a recipient for good." + words, Action: "Correct the address and send again; the message is kept.",
		}
	case e.Permanent:
		return Explanation{
			Code: "GW-SEND-REFUSED", Title: "The server refused the message.",
			Text: "Sending it again unchanged will not help." + words, Action: "Change it and send again; the message is kept.",
		}
	}
	if e.Account {
		return Explanation{
			Code: "GW-SEND-LATER", Title: "Not sent yet.",
			Text: "The server asks this account to wait; its other messages wait as well." + words, Action: "Nothing to do; Godwit tries again by itself.", Needs: NeedsTime,
		}
	}
	if e.Stage == mail.StageRcpt && (e.Code == 450 || e.Code == 451) { // RFC 6647 4.2
		return Explanation{
			Code: "GW-SEND-LATER", Title: "Not sent yet.",
			Text: "The other side asks us to try again in a few minutes. That is normal for people it does not know yet." + words, Action: "Nothing to do; Godwit does it for you.", Needs: NeedsTime,
		}
	}
	return Explanation{
		Code: "GW-SEND-LATER", Title: "Not sent yet.",
		Text: "The server asks to try again in a while." + words, Action: "Nothing to do; Godwit tries again by itself.", Needs: NeedsTime,
	}
}

// explainKept tells of an error that was read from the outbox, which keeps the
// code of its explanation but not what lay underneath.
func explainKept(e *mail.SendError) (Explanation, bool) {
	if e.Err != nil || e.Unsure {
		return Explanation{}, false
	}
	for _, s := range sentinels() {
		if s.Code == e.Explained && s.Code != "GW-NET-TIMEOUT" {
			return s.Explanation, true
		}
	}
	switch {
	case strings.HasPrefix(e.Explained, "GW-NET-"):
		return Explanation{
			Code: e.Explained, Title: "The server for sending was not reached.",
			Text: "No connection came about: " + e.Text + ".", Action: "Godwit tries again by itself.", Needs: NeedsTime,
		}, true
	case strings.HasPrefix(e.Explained, "GW-TLS-"):
		return Explanation{
			Code: e.Explained, Title: "The connection for sending could not be protected.",
			Text:   "Godwit stopped before giving the server your password: " + e.Text + ".",
			Action: "Check the server's name and port in the account's settings, or ask your provider.", Needs: NeedsTrust,
		}, true
	case e.Explained == "GW-AUTH-LATER":
		return Explanation{
			Code: e.Explained, Title: "The server cannot check passwords right now.",
			Text:   strings.TrimSpace("The sign-in for sending was put off. " + said(e.Text)),
			Action: "This is not your password's fault; Godwit tries again by itself.", Needs: NeedsTime,
		}, true
	case e.Explained == "GW-PAGE-LATER":
		return Explanation{
			Code: e.Explained, Title: "The provider does not answer just now.",
			Text: "Godwit could not renew its sign-in there. It is still valid.", Action: "Nothing is lost; Godwit tries again by itself.", Needs: NeedsTime,
		}, true
	case strings.HasPrefix(e.Explained, "GW-PAGE-"):
		return Explanation{
			Code: e.Explained, Title: "Sign in at your provider's page again.",
			Text: "The sign-in that Godwit had there is no longer good for sending.", Action: "Sign in again; the message is kept and goes out then.", Needs: NeedsLogin,
		}, true
	case strings.HasPrefix(e.Explained, "GW-AUTH-"):
		return Explanation{
			Code: e.Explained, Title: "The sign-in for sending was refused.",
			Text:   strings.TrimSpace("The server did not accept the user name or password. " + said(e.Text)),
			Action: "Sign in again. Many providers want an app password instead of your normal one.", Needs: NeedsLogin,
		}, true
	}
	return Explanation{}, false
}

// explainRefused tells of a command that a mailbox server refused; code is its
// response code (RFC 9051 7.1, RFC 3206).
func explainRefused(code, text string, temporary bool) Explanation {
	words := said(text)
	if words == "" {
		words = "The server gave no reason."
	}
	if ex, ok := explainNotConnected(text); ok {
		return ex
	}
	if ex, ok := explainBusy(text); ok { // Gmail's OVERQUOTA may be of commands
		return ex
	}
	switch strings.ToUpper(code) {
	case "OVERQUOTA":
		return Explanation{Code: codeQuota, Title: "Your mailbox is full.", Text: words, Action: "Delete large messages and empty the trash."}
	case "NOPERM", "CANNOT":
		return Explanation{Code: "GW-MAIL-NOT-ALLOWED", Title: "The server does not allow this.", Text: words, Action: "It was taken back here too."}
	case "NONEXISTENT", "TRYCREATE":
		return Explanation{Code: "GW-MAIL-NO-FOLDER", Title: "The folder is not there any more.", Text: words, Action: "Look at the folders again; someone may have removed it."}
	case "INUSE", "IN-USE", "LIMIT", "UNAVAILABLE", "SERVERBUG", "LOGIN-DELAY", "SYS/TEMP":
		temporary = true
	}
	if temporary {
		return Explanation{Code: "GW-MAIL-LATER", Title: "The server asks to wait.", Text: words, Action: "Godwit tries again by itself.", Needs: NeedsTime}
	}
	return Explanation{Code: "GW-MAIL-REFUSED", Title: "The server refused.", Text: words, Action: "Godwit tries again later. If it stays, ask your provider with this text.", Needs: NeedsTime}
}
