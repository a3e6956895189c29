package app

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"godwit/accounts"
)

// explainInput tells of what a person asked for that cannot be.
func explainInput(err error) (Explanation, bool) {
	var (
		folder    *NoFolderError
		ambiguous *AmbiguousError
		exists    *ExistsError
		doubt     *DoubtError
		draft     *ProblemsError
		unsent    *UnsentError
		problems  accounts.Problems
		invalid   *accounts.Invalid
		path      *fs.PathError
	)
	switch {
	case errors.As(err, &folder):
		return Explanation{
			Code: "GW-MAIL-NO-FOLDER", Title: "There is no " + string(folder.Role) + " folder.",
			Text: "The account has no folder for this.", Action: "Make one, or move the messages by hand.",
		}, true
	case errors.As(err, &ambiguous):
		return Explanation{
			Code: "GW-INPUT-FOLDER", Title: "Several accounts have a folder “" + ambiguous.Name + "”.",
			Text: "The name alone does not say which one is meant.", Action: "Say the account too, or give the folder's id.",
		}, true
	case errors.As(err, &exists):
		return Explanation{
			Code: "GW-INPUT-EXISTS", Title: exists.Email + " is here already.",
			Text: "This profile has an account for the address.", Action: "Change that account, or remove it first.",
		}, true
	case errors.As(err, &doubt):
		f := doubt.Found
		var hosts []string
		for _, s := range slices.Concat(f.IMAP, f.POP3, f.SMTP) {
			if !slices.Contains(hosts, s.Host) {
				hosts = append(hosts, s.Host)
			}
		}
		return Explanation{
			Code: "GW-INPUT-DOUBT", Title: "Nobody vouches for these servers.",
			Text:   f.Doubt + " They are: " + strings.Join(hosts[:min(len(hosts), 6)], ", ") + ".",
			Action: "Compare them with what your provider says; then take them as they are, or give the right ones.",
		}, true
	case errors.As(err, &unsent):
		text := "A message of this account in the outbox is not sent, and would be thrown away with the account."
		if unsent.Messages > 1 {
			text = fmt.Sprintf("%d messages of this account in the outbox are not sent, and would be thrown away with the account.", unsent.Messages)
		}
		return Explanation{
			Code: "GW-OUTBOX-UNSENT", Title: "Not everything is sent.",
			Text: text, Action: "Send or cancel them first, or remove the account and what is in its outbox.",
		}, true
	case errors.As(err, &draft):
		return Explanation{
			Code: "GW-INPUT-DRAFT", Title: "The message cannot be sent yet.",
			Text: draft.Error(), Action: "Mend it and send again; it is kept.",
		}, true
	case errors.As(err, &problems) && len(problems) > 0:
		texts := make([]string, len(problems))
		for i, p := range problems {
			texts[i] = p.Text
		}
		return explainInvalid(strings.Join(texts, " ")), true
	case errors.As(err, &invalid):
		return explainInvalid(invalid.Text), true
	}
	if errors.As(err, &path) {
		for _, s := range sentinels() {
			if errors.Is(path.Err, s.err) {
				s.Text = path.Path + ": " + s.Text
				return s.Explanation, true
			}
		}
	}
	return Explanation{}, false
}

func explainInvalid(text string) Explanation {
	return Explanation{Code: "GW-INPUT-ACCOUNT", Title: "The account's settings are not complete.", Text: text, Action: "Correct this and try again."}
}

// said is what a server said, as a sentence of its own; "" if it said nothing.
func said(text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf("The server said: “%s”.", text)
}
