package gui

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"godwit/app"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/sync/mail"
)

// tagKeys is how many tags have a key of their own.
const tagKeys = 9

// tagCommands put tags on the selected messages.
func (w *shell) tagCommands() commandGroup {
	a := w.actions
	g := commandGroup{lang.T("Tag"), []command{
		{id: "tag", title: lang.T("Tag…"), keys: keys{"", "l"}, run: a.chooseTag, can: w.needsSome, also: lang.T("label keyword colour"), icon: kit.IconFlag},
		{id: "tag-none", title: lang.T("Remove all tags"), keys: keys{"0", "0"}, run: a.untag, can: w.needsSome, also: lang.T("label keyword")},
		gap,
	}}
	for i, name := range []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"} {
		n, key := i+1, strconv.Itoa(i+1)
		g.commands = append(g.commands, command{
			id: "tag-" + name, title: lang.T("Tag {n}", "n", key), keys: keys{key, key}, can: w.needsSome, also: lang.T("label keyword"),
			run: func() { a.toTag(n) },
		})
	}
	return g
}

// withTags does something with the tags of the profile.
func (a *actions) withTags(do func([]app.Tag)) {
	load(a.s.pump, a.s.core.Mail.Tags, func(tags []app.Tag, err error) {
		if err != nil {
			a.s.fail(err)
			return
		}
		do(tags)
	})
}

// toTag toggles the tag that a number stands for.
func (a *actions) toTag(n int) {
	ids := a.all()
	a.withTags(func(tags []app.Tag) {
		if n > len(tags) {
			a.s.tell(lang.N(len(tags), "There is {n} tag only.", "There are {n} tags only."))
			return
		}
		a.toggleTag(ids, tags[n-1])
	})
}

// toggleTag puts a tag on all messages, or takes it from all when all have it.
func (a *actions) toggleTag(ids []mail.MessageID, tag app.Tag) {
	add, del := []string{tag.Key}, []string(nil)
	said := lang.T("Tagged “{tag}”", "tag", tag.Name)
	has := func(r mail.Row) bool {
		return slices.ContainsFunc(r.Tags, func(t string) bool { return strings.EqualFold(t, tag.Key) })
	}
	if rows := a.rows(ids); len(rows) > 0 && !slices.ContainsFunc(rows, func(r mail.Row) bool { return !has(r) }) {
		add, del = nil, add
		said = lang.T("Took “{tag}” away", "tag", tag.Name)
	}
	a.retag(ids, add, del, said)
}

func (a *actions) retag(ids []mail.MessageID, add, del []string, said string) {
	do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.Tag(ctx, ids, add, del) }, func(err error) {
		if err != nil {
			a.s.fail(err)
			return
		}
		a.s.offer(said, lang.T("Undo"), a.undo)
	})
}

// untag takes all tags that have a name here from the selected messages; what
// other programs keep as keywords stays.
func (a *actions) untag() {
	ids := a.all()
	a.withTags(func(tags []app.Tag) {
		var all []string
		for _, t := range tags {
			all = append(all, t.Key)
		}
		a.retag(ids, nil, all, lang.T("Removed all tags"))
	})
}

// chooseTag offers all tags, and to make a new one.
func (a *actions) chooseTag() {
	ids := a.all()
	a.withTags(func(tags []app.Tag) {
		var list []entry
		for i, t := range tags {
			e := entry{id: "tag:" + t.Key, icon: kit.IconFlag, title: t.Name, run: func() { a.toggleTag(ids, t) }}
			if i < tagKeys {
				e.key = strconv.Itoa(i + 1)
			}
			list = append(list, e)
		}
		list = append(list, entry{id: "tag-new", icon: kit.IconEdit, title: lang.T("New tag…"), run: func() { a.newTag(ids, tags) }})
		showChoice(a.s, a.s.win, lang.T("Which tag?"), lang.T("All tags"), list)
	})
}

// tagColours are given to new tags in turn.
var tagColours = []string{"#0f8b8d", "#a23b72", "#7a6c00", "#5c5fb0", "#b3541e", "#3f7d20"}

// newTag asks for the name of a new tag and puts it on messages.
func (a *actions) newTag(ids []mail.MessageID, tags []app.Tag) {
	ask(a.s.win, lang.T("New tag"), lang.T("Name"), "", lang.T("Create"), func(name string) {
		made := app.Tag{Name: name, Key: app.TagKey(name), Colour: tagColours[len(tags)%len(tagColours)]}
		do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.SetTags(ctx, append(slices.Clone(tags), made)) }, func(err error) {
			if err != nil {
				a.s.fail(err)
				return
			}
			a.retag(ids, []string{made.Key}, nil, lang.T("Tagged “{tag}”", "tag", made.Name))
		})
	})
}

// mute toggles whether new messages of the conversation of the selected message
// come as read.
func (a *actions) mute() {
	ids := a.ids()
	if len(ids) == 0 {
		return
	}
	load(a.s.pump, func(ctx context.Context) (bool, error) {
		muted, err := a.s.core.Mail.Muted(ctx, ids[0])
		if err != nil {
			return false, err
		}
		return !muted, a.s.core.Mail.Mute(ctx, ids[0], !muted)
	}, func(muted bool, err error) {
		switch {
		case err != nil:
			a.s.fail(err)
		case muted:
			a.s.offer(lang.T("Muted: new messages of this conversation come as read"), lang.T("Undo"), a.mute)
		default:
			a.s.tell(lang.T("No longer muted"))
		}
	})
}

// copy puts copies of messages into a folder.
func (a *actions) copy(ids []mail.MessageID, to mail.Folder) {
	do(a.s.pump, func(ctx context.Context) error { return a.s.core.Mail.Copy(ctx, ids, to.ID) }, func(err error) {
		if err != nil {
			a.s.fail(err)
			return
		}
		a.s.tell(lang.N(len(ids), "Copied {n} message", "Copied {n} messages"))
	})
}
