package app

import (
	"fmt"

	"godwit/accounts/oauth"
)

// explainPage is for a sign-in at a provider's own page.
func explainPage(e *oauth.Error) Explanation {
	ex := pageExplanation(e)
	if e.Detail != "" {
		ex.Text += fmt.Sprintf(" It said: “%s”.", e.Detail)
	}
	return ex
}

func pageExplanation(e *oauth.Error) Explanation {
	p := e.Provider
	switch e.Kind {
	case oauth.Refused:
		return Explanation{
			Code: "GW-PAGE-REFUSED", Title: p + " was not allowed to let Godwit in.",
			Text:   "On " + p + "'s page the sign-in was cancelled or refused.",
			Action: "Sign in again and allow Godwit to read and send mail.", Needs: NeedsLogin,
		}
	case oauth.NeedsAdmin:
		return Explanation{
			Code: "GW-PAGE-ADMIN", Title: "Your organisation must allow Godwit first.",
			Text:   p + " asks for the consent of your organisation's administrator.",
			Action: "Send your administrator the request that Godwit has written for you, and sign in when it is granted.", Needs: NeedsLogin,
		}
	case oauth.Revoked:
		return Explanation{
			Code: "GW-PAGE-ENDED", Title: "Your sign-in with " + p + " has ended.",
			Text:   "It was taken back, or a password was changed, or it was not used for long. Mail that is here stays.",
			Action: "Sign in again.", Needs: NeedsLogin,
		}
	case oauth.NotRegistered:
		return Explanation{
			Code: "GW-PAGE-CLIENT", Title: "Godwit has no client ID for " + p + ".",
			Text:   p + " lets programs in only that are registered with it, and Godwit is not.",
			Action: "Use an app password if " + p + " has them. If your organisation has a client ID for mail programs, give it in Settings.", Needs: NeedsLogin,
		}
	case oauth.BadClient:
		return Explanation{
			Code: "GW-PAGE-BAD-CLIENT", Title: p + " does not accept this client ID.",
			Text:   "The client ID is not known there, or is not allowed to read and send mail from a program on a computer.",
			Action: "Check the client ID in Settings with whoever gave it to you.", Needs: NeedsLogin,
		}
	case oauth.Expired:
		return Explanation{
			Code: "GW-PAGE-LATE", Title: "The sign-in took too long.",
			Text:   "The code for " + p + " was not used in time.",
			Action: "Begin again.", Needs: NeedsLogin,
		}
	case oauth.Misconfigured:
		return Explanation{
			Code: "GW-PAGE-ADDRESS", Title: "The sign-in page of " + p + " cannot be used.",
			Text:   "One of its addresses is missing, or is not protected by HTTPS.",
			Action: "Correct the page's addresses in Settings.", Needs: NeedsLogin,
		}
	}
	return Explanation{
		Code: "GW-PAGE-LATER", Title: p + " does not answer just now.",
		Text:   "Godwit could not renew its sign-in there. It is still valid.",
		Action: "Nothing is lost; Godwit tries again by itself.", Needs: NeedsTime,
	}
}

// AdminRequest is what a person can send to an administrator who must allow
// Godwit first.
func AdminRequest(p oauth.Provider, user string) string {
	return fmt.Sprintf(`I would like to read my mail (%s) with Godwit, a mail program for the desktop.
%s asks for an administrator's consent first.

Application (client) ID: %s
Permissions it asks for, on behalf of the signed-in person only:
%s
It signs in with OAuth 2.0 (authorization code with PKCE) and keeps its token in my computer's password store.
`, user, p.Name, p.ClientID, bullets(p.Scopes))
}

func bullets(lines []string) string {
	text := ""
	for _, l := range lines {
		text += "  - " + l + "\n"
	}
	return text
}
