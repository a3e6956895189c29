package app

import (
	"fmt"
	"strings"

	"godwit/accounts"
	"godwit/accounts/auth"
	"godwit/accounts/dial"
)

func explainDial(e *dial.Error) Explanation {
	host := e.Host
	where := fmt.Sprintf("%s (port %d)", e.Host, e.Port)
	switch e.Kind {
	case dial.NoSuchHost:
		return Explanation{
			Code: "GW-NET-NO-HOST", Title: "There is no server called " + host + ".",
			Text: "The name " + host + " is not known on the internet.", Action: "Check the spelling.", Needs: NeedsTime,
		}
	case dial.DNSFailed:
		return Explanation{
			Code: "GW-NET-DNS", Title: "No internet, it seems.",
			Text: "Your network did not say where " + host + " is.", Action: "You can read, write and file mail meanwhile; Godwit tries again by itself.", Needs: NeedsTime,
		}
	case dial.Unreachable:
		return Explanation{
			Code: "GW-NET-UNREACHABLE", Title: "No internet, it seems.",
			Text: "There is no way from your network to " + where + ".", Action: "You can read, write and file mail meanwhile; Godwit tries again by itself.", Needs: NeedsTime,
		}
	case dial.Refused:
		return Explanation{
			Code: "GW-NET-REFUSED", Title: host + " does not answer on port " + fmt.Sprint(e.Port) + ".",
			Text: "The computer is there, but nothing listens on that port.", Action: "Check the port" + otherPort(e) + "; Godwit tries again by itself.", Needs: NeedsTime,
		}
	case dial.Timeout:
		return Explanation{
			Code: "GW-NET-TIMEOUT", Title: host + " does not answer.",
			Text: "No answer came from " + where + " in time. Your network may block it, or the server is overloaded.", Action: "Godwit tries again by itself" + otherPort(e) + ".", Needs: NeedsTime,
		}
	case dial.Closed:
		return Explanation{
			Code: "GW-NET-CLOSED", Title: "The connection to " + host + " broke.",
			Text: "The server or the network closed the connection.", Action: "Godwit tries again by itself.", Needs: NeedsTime,
		}
	case dial.ProxyFailed:
		return Explanation{
			Code: "GW-NET-PROXY", Title: "The proxy did not let Godwit through.",
			Text: "The proxy of this account was not reached, or refused the way to " + where + ".", Action: "Check the proxy's address, user and password in the account's settings; Godwit tries again by itself.", Needs: NeedsTime,
		}
	case dial.Portal:
		return Explanation{
			Code: "GW-NET-PORTAL", Title: "A web page answers instead of " + host + ".",
			Text:   "Something on the way answers for the mail server, as the networks of hotels and trains do until you have logged in there.",
			Action: "Open a web page in your browser and log in to the network; if you are at home, check host and port.", Needs: NeedsTime,
		}
	case dial.NotThisProtocol:
		if e.Speaks != "" {
			return Explanation{
				Code: "GW-NET-PROTOCOL", Title: where + " is not a mail server of this kind.",
				Text:   "What answers there speaks " + e.Speaks + ", not " + strings.ToUpper(string(e.Protocol)) + ".",
				Action: "Check the port: 993 is for IMAP, 995 for POP3, 465 and 587 are for sending.", Needs: NeedsTrust,
			}
		}
		return Explanation{
			Code: "GW-NET-PROTOCOL", Title: where + " is not a mail server of this kind.",
			Text: "Something answers there, but it does not speak " + strings.ToUpper(string(e.Protocol)) + ". It may be another service, or a network that asks you to log in first.", Action: "Check host and port; if you are on a guest network, log in there first.", Needs: NeedsTrust,
		}
	}
	return explainTLS(e)
}

func explainTLS(e *dial.Error) Explanation {
	host := e.Host
	ex := Explanation{Needs: NeedsTrust}
	switch e.Kind {
	case dial.CertExpired:
		ex.Code, ex.Title = "GW-TLS-EXPIRED", "The certificate of "+host+" has expired."
		ex.Text = "The server's ID card was valid until " + e.NotAfter.Format("2 January 2006") + ", so Godwit stopped before giving it your password."
		ex.Action = "Tell your provider; check your computer's date too."
	case dial.CertNotYet:
		ex.Code, ex.Title = "GW-TLS-NOT-YET", "The certificate of "+host+" is not valid yet."
		ex.Text = "The server's ID card begins in the future. Most often the computer's clock is wrong."
		ex.Action = "Check your computer's date and time."
	case dial.CertName:
		ex.Code, ex.Title = "GW-TLS-NAME", "The server is not "+host+"."
		ex.Text = "The server that answered shows an ID card for " + list(e.Names) + ", so Godwit stopped before giving it your password."
		ex.Action = "Check the server's name in the account's settings, or ask your provider which name to use."
	case dial.CertUnknown:
		ex.Code, ex.Title = "GW-TLS-UNKNOWN", "Nobody vouches for "+host+"."
		ex.Text = "The server's ID card is not signed by anyone your computer trusts, so Godwit stopped before giving it your password."
		ex.Action = "Check the server's name. If it is your own server, accept this one certificate in the account's settings, or add its authority to your system's trusted certificates."
	case dial.CertChanged:
		ex.Code, ex.Title = "GW-TLS-CHANGED", host+" shows another certificate than the one you accepted."
		ex.Text = "You accepted one certificate for this server, and it shows another. Someone may be between you and the server. Godwit stopped before giving it your password."
		ex.Action = "Ask whoever runs the server whether its certificate was changed. Accept the new one only if that is so."
		if e.Valid {
			ex.Text = "You accepted one certificate for this server, and it shows another, which your computer trusts. Godwit stopped all the same."
			ex.Action = "If the server has got a proper certificate, take back the exception in the account's settings."
		}
	case dial.OwnCertificate:
		ex.Code, ex.Title = "GW-TLS-OWN", "Your own certificate cannot be read."
		ex.Text = "The account is set to show a certificate of yours, and its file is missing, or is not a certificate with its key."
		ex.Action = "Choose the file again in the account's settings; it must be PEM and its key without a passphrase."
	case dial.NoStartTLS:
		ex.Code, ex.Title = "GW-TLS-NONE", host+" offers no protection."
		ex.Text = "This server would send your password unprotected, so Godwit stopped."
		ex.Action = "Ask your provider for the secure port."
	case dial.Injected:
		ex.Code, ex.Title = "GW-TLS-INJECTED", "Someone meddles with the connection to "+host+"."
		ex.Text = "Data came in where only the protected connection should begin, so Godwit stopped before giving your password."
		ex.Action = "Try another network, and tell your provider."
	case dial.NotTLS:
		ex.Code, ex.Title = "GW-TLS-PORT", fmt.Sprintf("Port %d of %s does not begin protected.", e.Port, host)
		ex.Text = "The server answered in plain text where TLS was expected."
		ex.Action = "Choose STARTTLS for this port, or the port for TLS (993 IMAP, 995 POP3, 465 sending)."
	case dial.SpeaksTLS:
		ex.Code, ex.Title = "GW-TLS-FIRST", fmt.Sprintf("Port %d of %s is protected from the first byte.", e.Port, host)
		ex.Text = "The account is set to STARTTLS, so Godwit waited for a greeting, and the server for the protection to begin."
		ex.Action = "Choose TLS instead of STARTTLS for this port."
	case dial.Unprotected:
		ex.Code, ex.Title = "GW-NET-UNPROTECTED", "Godwit does not send passwords unprotected."
		ex.Text = "The settings ask for a connection to " + host + " without protection."
		ex.Action = "Choose TLS or STARTTLS."
	default:
		ex.Code, ex.Title = "GW-TLS-FAILED", "No protected connection to "+host+" came about."
		ex.Text = "The server and Godwit found no common way to protect the connection; it may be too old."
		ex.Action = "Ask your provider for a server with TLS 1.2 or newer."
	}
	if e.Shown != nil { // what a person accepts, or compares with what the server's owner says
		ex.Text += " Its SHA-256 is " + e.Shown.Pin + "."
	}
	return ex
}

// otherPort suggests the other port that submission runs on.
func otherPort(e *dial.Error) string {
	if e.Protocol != accounts.SMTP {
		return ""
	}
	switch e.Port {
	case 587, 25:
		return "; port 465 with TLS may work"
	case 465:
		return "; port 587 with STARTTLS may work"
	}
	return ""
}

func list(names []string) string {
	if len(names) == 0 {
		return "someone else"
	}
	if len(names) > 3 {
		names = append(names[:3:3], "others")
	}
	return strings.Join(names, ", ")
}

func explainAuth(e *auth.Error) Explanation {
	ex := Explanation{
		Code:   "GW-AUTH-REFUSED",
		Title:  "User name or password refused.",
		Text:   fmt.Sprintf("%s did not accept the sign-in as %s.", e.Server.Host, e.Server.User),
		Action: "Sign in again. Many providers want an app password instead of your normal one.",
		Needs:  NeedsLogin,
	}
	if busy, ok := explainBusy(e.Text); ok {
		return busy
	}
	if none, ok := explainNotConnected(e.Text); ok {
		return none
	}
	if relay, ok := explainRelay(e.Code, e.Text); ok {
		return relay
	}
	if hint := keyHint(e.Server.Host); hint != "" {
		ex.Action = "Sign in again. " + hint
	}
	text := strings.ToLower(e.Text)
	switch {
	case e.Temporary:
		ex.Code, ex.Title, ex.Needs = "GW-AUTH-LATER", e.Server.Host+" cannot check passwords right now.", NeedsTime
		ex.Action = "This is not your password's fault; Godwit tries again by itself."
	case e.Code == "5.7.9" || e.Code == "WEBALERT" || strings.Contains(text, "application-specific") || strings.Contains(text, "app password"):
		ex.Code, ex.Title = "GW-AUTH-APP-PASSWORD", e.Server.Host+" wants an app password."
		ex.Action = "Make an app password in your provider's account settings and sign in with it."
	}
	if e.Text != "" {
		ex.Text += " It said: “" + e.Text + "”."
	}
	return ex
}
