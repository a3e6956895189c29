package store

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"godwit/sync/mail"
)

// delta is a change of flags and tags, exactly: what it adds was not there,
// and what it takes was. So its inverse undoes it.
type delta struct {
	add, del         mail.Flags
	addTags, delTags []string
}

func scanDelta(r *sql.Rows) (delta, error) {
	var d delta
	var addTags, delTags string
	err := r.Scan(&d.add, &d.del, &addTags, &delTags)
	d.addTags, d.delTags = fromJSON[string](addTags), fromJSON[string](delTags)
	return d, err
}

// effect is what of the wish d changes a message that has flags and tags.
func (d delta) effect(flags mail.Flags, tags []string) delta {
	e := delta{add: d.add &^ flags, del: d.del & flags &^ d.add}
	for _, tag := range d.addTags {
		if !hasTag(tags, tag) {
			e.addTags = append(e.addTags, tag)
		}
	}
	for _, tag := range d.delTags {
		if hasTag(tags, tag) && !hasTag(d.addTags, tag) {
			e.delTags = append(e.delTags, tag)
		}
	}
	return e
}

func (d delta) apply(flags mail.Flags, tags []string) (mail.Flags, []string) {
	var out []string
	for _, tag := range tags {
		if !hasTag(d.delTags, tag) {
			out = append(out, tag)
		}
	}
	for _, tag := range d.addTags {
		if !hasTag(out, tag) {
			out = append(out, tag)
		}
	}
	return flags&^d.del | d.add, out
}

func (d delta) inverse() delta {
	return delta{add: d.del, del: d.add, addTags: d.delTags, delTags: d.addTags}
}

func (d delta) none() bool {
	return d.add == 0 && d.del == 0 && len(d.addTags) == 0 && len(d.delTags) == 0
}

func (d delta) equal(o delta) bool {
	return d.add == o.add && d.del == o.del && sameTags(d.addTags, o.addTags) && sameTags(d.delTags, o.delTags)
}

// key is equal for equal changes; tags are in the order of the wish.
func (d delta) key() string {
	return fmt.Sprint(d.add, d.del, toJSON(d.addTags), toJSON(d.delTags))
}

func hasTag(tags []string, tag string) bool {
	return slices.ContainsFunc(tags, func(t string) bool { return strings.EqualFold(t, tag) })
}

func sameTags(a, b []string) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(t string) bool { return !hasTag(b, t) })
}

const maxTags = 50

// cleanTags drops doubles and what no server can keep.
func cleanTags(tags []string) []string {
	var out []string
	for _, tag := range tags {
		tag = clip(tag, 200)
		if tag != "" && !hasTag(out, tag) && len(out) < maxTags {
			out = append(out, tag)
		}
	}
	return out
}
