package model

import (
	"time"

	"godwit/app/gui/lang"
)

// groupsOf finds where rows, in the order of their times, go on to another day,
// week, month or year. Rows that are not in that order are not grouped.
func groupsOf(n int, now time.Time, at func(i int) int64) []Group {
	var groups []Group
	for i := 0; i < n; {
		title, from, to := span(time.Unix(at(i), 0).In(now.Location()), now)
		groups = append(groups, Group{Title: title, First: i})
		if len(groups) > maxGroups {
			return nil
		}
		// A hundred thousand rows are one look each; it is not worth a search.
		for i++; i < n && at(i) >= from.Unix() && at(i) < to.Unix(); i++ {
		}
	}
	return groups
}

// maxGroups is more than a life of mail has.
const maxGroups = 200

// span is what to call a time, and from when to when it is called so.
func span(t, now time.Time) (title string, from, to time.Time) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, now.Location()) }
	y, m, d := now.Date()
	today := day(y, m, d)
	back := (int(now.Weekday()) + 6) % 7 // days since Monday
	week := day(y, m, d-back)
	tomorrow, never := day(y, m, d+1), day(y+1000, 1, 1)
	switch {
	case !t.Before(tomorrow):
		return lang.T("In the future"), tomorrow, never
	case !t.Before(today):
		return lang.T("Today"), today, tomorrow
	case !t.Before(day(y, m, d-1)):
		return lang.T("Yesterday"), day(y, m, d-1), today
	case !t.Before(week):
		return lang.T("This week"), week, day(y, m, d-1)
	case !t.Before(week.AddDate(0, 0, -7)):
		end := week
		if yesterday := day(y, m, d-1); yesterday.Before(end) {
			end = yesterday
		}
		return lang.T("Last week"), week.AddDate(0, 0, -7), end
	}
	before := week.AddDate(0, 0, -7)
	ty, tm, _ := t.Date()
	month := day(ty, tm, 1)
	switch {
	case ty == y && tm == m:
		return lang.T("Earlier this month"), month, before
	case !month.Before(day(y, m-11, 1)):
		return lang.Date(t, "January 2006"), month, earlier(month.AddDate(0, 1, 0), before)
	}
	return lang.Date(t, "2006"), day(ty, 1, 1), earlier(day(ty+1, 1, 1), day(y, m-11, 1))
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
