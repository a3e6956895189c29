package oauth

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"godwit/assets"
)

// Providers is the built-in list. Godwit is registered with none of them: a client
// ID comes from the settings, or from the environment.
func Providers() ([]Provider, error) {
	var list []Provider
	if err := json.Unmarshal(assets.OAuth(), &list); err != nil {
		return nil, fmt.Errorf("list of sign-in pages: %w", err)
	}
	return list, nil
}

// FromEnvironment is the provider with the client ID and secret that
// GODWIT_OAUTH_<NAME>_CLIENT_ID and GODWIT_OAUTH_<NAME>_CLIENT_SECRET say, as for
// an organisation that sets up many computers.
func (p Provider) FromEnvironment() Provider {
	name := strings.ToUpper(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, p.Name))
	if id := os.Getenv("GODWIT_OAUTH_" + name + "_CLIENT_ID"); id != "" {
		p.ClientID, p.ClientSecret = id, os.Getenv("GODWIT_OAUTH_"+name+"_CLIENT_SECRET")
	}
	return p
}
