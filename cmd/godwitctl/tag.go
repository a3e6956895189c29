package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"godwit/app"
	"godwit/sync/mail"
)

// usualColour is that of a tag that was given none.
const usualColour = "#5c5fb0"

// runTag lists, adds and removes the tags that have a name. Which messages have
// them is for mark.
func runTag(ctx context.Context, c *cli, args []string) error {
	fs := c.flags("tag")
	key, colour := fs.String("key", "", ""), fs.String("colour", usualColour, "")
	words, err := parseFlags(fs, args)
	if err != nil {
		return err
	}
	want := map[string]int{"list": 1, "add": 2, "remove": 2}
	if len(words) == 0 || want[words[0]] != len(words) {
		return usagef("tag list | add NAME [--key K] [--colour #RRGGBB] | remove NAME")
	}
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	tags, err := a.Mail.Tags(ctx)
	if err != nil {
		return err
	}
	switch words[0] {
	case "list":
		for _, t := range tags {
			if !c.json {
				c.say("%s\t%s\t%s", t.Key, t.Colour, t.Name)
			} else if err := c.emit(t); err != nil {
				return err
			}
		}
		return nil
	case "add":
		return a.Mail.SetTags(ctx, append(tags, app.Tag{Key: *key, Name: words[1], Colour: *colour}))
	}
	named := func(t app.Tag) bool { return strings.EqualFold(t.Name, words[1]) || strings.EqualFold(t.Key, words[1]) }
	if !slices.ContainsFunc(tags, named) {
		return fmt.Errorf("tag %q: %w", words[1], mail.ErrNotFound)
	}
	return a.Mail.SetTags(ctx, slices.DeleteFunc(tags, named))
}
