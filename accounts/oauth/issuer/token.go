package issuer

import (
	"net/http"
	"strings"
	"time"
)

// token gives tokens for codes, refresh tokens and devices.
func (i *Issuer) token(w http.ResponseWriter, r *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	kind := r.FormValue("grant_type")
	i.Asked = append(i.Asked, kind)
	switch {
	case i.behave.Status != 0:
		w.WriteHeader(i.behave.Status)
		return
	case i.behave.TokenError != "":
		refuse(w, i.behave.TokenError, i.behave.Description)
		return
	case r.FormValue("client_id") != ClientID:
		refuse(w, "invalid_client", "")
		return
	}
	switch kind {
	case "authorization_code":
		code := r.FormValue("code")
		g, ok := i.codes[code]
		delete(i.codes, code)
		if !ok || g.redirect != r.FormValue("redirect_uri") || g.challenge != challenge(r.FormValue("code_verifier")) {
			refuse(w, "invalid_grant", "the code does not fit")
			return
		}
		i.give(w, &g)
	case "refresh_token":
		old := r.FormValue("refresh_token")
		g := i.families[old]
		if g != nil && g.refresh != old { // used before: perhaps by a thief
			g.revoked = true
		}
		if g == nil || g.revoked {
			refuse(w, "invalid_grant", "the token has been revoked")
			return
		}
		i.give(w, g)
	case "urn:ietf:params:oauth:grant-type:device_code":
		g := i.devices[r.FormValue("device_code")]
		switch {
		case g == nil:
			refuse(w, "invalid_grant", "")
		case !g.approved:
			refuse(w, "authorization_pending", "")
		default:
			delete(i.devices, r.FormValue("device_code"))
			i.give(w, g)
		}
	default:
		refuse(w, "unsupported_grant_type", strings.ToValidUTF8(kind, "?"))
	}
}

// give answers with fresh tokens of a grant.
func (i *Issuer) give(w http.ResponseWriter, g *grant) {
	lives := i.behave.Lives
	if lives == 0 {
		lives = time.Hour
	}
	g.expires = time.Now().Add(lives)
	access := secret()
	held := *g
	i.access[access] = &held
	body := map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": int(lives / time.Second), "scope": "mail"}
	if !i.behave.NoRefresh {
		g.refresh = secret()
		i.families[g.refresh] = g
		body["refresh_token"] = g.refresh
	}
	answer(w, http.StatusOK, body)
}

// device begins a sign-in by code.
func (i *Issuer) device(w http.ResponseWriter, _ *http.Request) {
	i.mu.Lock()
	defer i.mu.Unlock()
	code := secret()
	i.devices[code] = &grant{}
	answer(w, http.StatusOK, map[string]any{
		"device_code": code, "user_code": "WDJB-MJHT", "verification_uri": i.http.URL + "/activate", "expires_in": 600, "interval": 1,
	})
}

func refuse(w http.ResponseWriter, code, description string) {
	answer(w, http.StatusBadRequest, map[string]any{"error": code, "error_description": description})
}
