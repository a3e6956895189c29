package app

import (
	"context"
	"strings"

	"godwit/sync/query"
)

// SearchHint is a way to go on with a search.
type SearchHint struct {
	Text string // the whole search then
	Name string // what is added
	Help string // a few words on it; "" where the name says it
	More bool   // something is to follow, as behind from:
}

// SearchHints are ways to go on with a search: those that were used where
// nothing is typed; fields; and behind some fields what may stand there.
func (a *App) SearchHints(ctx context.Context, text string, most int) (list []SearchHint, err error) {
	if strings.TrimSpace(text) == "" {
		past, err := a.Mail.PastSearches(ctx)
		for _, p := range past[:min(len(past), most)] {
			list = append(list, SearchHint{Text: p, Name: p})
		}
		return list, err
	}
	h := query.HintOf(text)
	start := strings.ToLower(h.Value)
	add := func(name, help string) {
		if len(list) < most && !strings.EqualFold(name, h.Value) {
			whole := text[:h.At] + h.Field + ":" + query.Quoted(name) + " "
			list = append(list, SearchHint{Text: whole, Name: h.Field + ":" + query.Quoted(name), Help: help})
		}
	}
	switch h.Field {
	case "":
		for _, o := range query.Operators() {
			if len(start) > 1 && strings.HasPrefix(o.Name, start) && len(list) < most {
				list = append(list, SearchHint{Text: text[:h.At] + o.Name + ":", Name: o.Name + ":", Help: o.Wants, More: true})
			}
		}
	case "from", "to", "cc":
		if h.Value == "" {
			add("me", "")
			return list, nil
		}
		people, err := a.People.Complete(ctx, h.Value, most)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			if len(p.To) == 1 {
				add(p.To[0].Email, p.To[0].Name)
			}
		}
	case "in":
		folders, err := a.store.Folders(ctx, 0)
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{}
		for _, f := range folders {
			name := f.Path
			if f.Role != "" {
				name = string(f.Role)
			}
			if !f.NoMail && !seen[name] && strings.Contains(strings.ToLower(name), start) {
				seen[name] = true
				add(name, "")
			}
		}
	case "tag":
		tags, err := a.Mail.Tags(ctx)
		if err != nil {
			return nil, err
		}
		for _, t := range tags {
			if strings.Contains(strings.ToLower(t.Name+" "+t.Key), start) {
				add(t.Key, t.Name)
			}
		}
	default:
		for _, v := range query.Values(h.Field) {
			if strings.HasPrefix(v, start) {
				add(v, "")
			}
		}
	}
	return list, nil
}
