package compose

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

var (
	// ErrNoTime: it is not understood as a time.
	ErrNoTime = errors.New("this is no time that is understood")
	// ErrPast: it is a time that is over.
	ErrPast = errors.New("that time is over")
)

// Hours that parts of a day stand for.
var dayParts = map[string]int{"morning": 8, "noon": 12, "afternoon": 14, "evening": 18, "tonight": 20, "night": 20, "midnight": 24}

var units = map[string]time.Duration{
	"m": time.Minute, "min": time.Minute, "mins": time.Minute, "minute": time.Minute, "minutes": time.Minute,
	"h": time.Hour, "hour": time.Hour, "hours": time.Hour,
	"d": 24 * time.Hour, "day": 24 * time.Hour, "days": 24 * time.Hour,
	"w": 7 * 24 * time.Hour, "week": 7 * 24 * time.Hour, "weeks": 7 * 24 * time.Hour,
}

// When is the time that a person means, after now and in its place: "in 2 hours",
// "90m", "18:30", "tomorrow morning", "Monday 9:00", "30 Nov 14:00", "2026-11-30
// 09:00", RFC 3339. A day alone means its morning, a time alone the next such.
// The error is ErrNoTime or ErrPast.
func When(s string, now time.Time) (time.Time, error) {
	s = strings.TrimSpace(s)
	if len(s) > 100 {
		return time.Time{}, ErrNoTime
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return future(t, now)
	}
	if d, err := time.ParseDuration(s); err == nil && s != "0" {
		return future(now.Add(d), now)
	}
	words := strings.Fields(strings.ReplaceAll(strings.ToLower(s), ",", " "))
	if len(words) > 0 && words[0] == "in" {
		return spanFrom(words[1:], now)
	}
	if t, err := spanFrom(words, now); err == nil {
		return t, nil
	}
	w := whenReader{now: now, hour: -1}
	for i := 0; i < len(words); {
		n := w.read(words[i:])
		if n == 0 {
			return time.Time{}, ErrNoTime
		}
		i += n
	}
	return w.time()
}

func future(t, now time.Time) (time.Time, error) {
	if t.Before(now) {
		return time.Time{}, ErrPast
	}
	return t, nil
}

// spanFrom reads "2 hours", "1h 30m", "a week": numbers and what they count.
func spanFrom(words []string, now time.Time) (time.Time, error) {
	t, n, some := now, 0, false
	for _, word := range words {
		digits := len(word) - len(strings.TrimLeft(word, "0123456789"))
		switch unit := word[digits:]; {
		case (word == "a" || word == "an") && n == 0:
			n = 1
			continue
		case digits > 0 && n == 0:
			if n, _ = strconv.Atoi(word[:min(digits, 5)]); n == 0 || digits > 4 {
				return time.Time{}, ErrNoTime
			}
			if unit == "" {
				continue
			}
			fallthrough
		case n > 0 && units[unit] > 0:
			step := units[unit]
			if step == 0 {
				return time.Time{}, ErrNoTime
			}
			if days := int(step / (24 * time.Hour)); days > 0 {
				t = t.AddDate(0, 0, n*days) // the same time of the day, whatever the clocks do
			} else {
				t = t.Add(time.Duration(n) * step)
			}
			n, some = 0, true
		case word == "and" && some:
		default:
			return time.Time{}, ErrNoTime
		}
	}
	if !some || n != 0 {
		return time.Time{}, ErrNoTime
	}
	return t, nil
}

// whenReader takes a day and a time of the day from words, each once.
type whenReader struct {
	now          time.Time
	day          time.Time // midnight; zero: not said
	hour, minute int       // hour -1: not said
	yearly       bool      // no year was said: the next such day
}

// read takes the first words that mean something and says how many; 0: none do.
func (w *whenReader) read(words []string) int {
	word, next := words[0], ""
	if len(words) > 1 {
		next = words[1]
	}
	midnight := time.Date(w.now.Year(), w.now.Month(), w.now.Day(), 0, 0, 0, 0, w.now.Location())
	switch word {
	case "at", "on", "the", "next":
		return fewer(next != "", 1)
	case "this", "today":
		return w.setDay(midnight, 1)
	case "tonight":
		return min(w.setDay(midnight, 1), w.setHour(dayParts[word], 0, 1))
	case "tomorrow":
		return w.setDay(midnight.AddDate(0, 0, 1), 1)
	case "week": // next week
		return w.setDay(midnight.AddDate(0, 0, 1+(7-int(w.now.Weekday()))%7), 1)
	}
	if hour, ok := dayParts[word]; ok {
		return w.setHour(hour, 0, 1)
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if weekday(word, d.String()) {
			return w.setDay(midnight.AddDate(0, 0, (int(d-w.now.Weekday())+6)%7+1), 1)
		}
	}
	if n := w.readDate(words); n > 0 {
		return n
	}
	return w.readClock(word, next)
}

// weekday: the word is the name, or three letters of it.
func weekday(word, name string) bool {
	return len(word) >= 3 && strings.HasPrefix(strings.ToLower(name), strings.TrimSuffix(word, "."))
}

func fewer(ok bool, n int) int {
	if !ok {
		return 0
	}
	return n
}

func (w *whenReader) setDay(day time.Time, n int) int {
	ok := w.day.IsZero()
	w.day = day
	return fewer(ok, n)
}

func (w *whenReader) setHour(hour, minute, n int) int {
	ok := w.hour < 0 && hour <= 24 && minute < 60
	w.hour, w.minute = hour, minute
	return fewer(ok, n)
}

// readDate reads 2026-11-30, 30.11.2026, 30.11., 30 Nov 2026 and Nov 30.
func (w *whenReader) readDate(words []string) int {
	for _, form := range []struct {
		words  int
		layout string
		yearly bool
	}{
		{1, "2006-1-2", false},
		{1, "2.1.2006", false},
		{1, "2.1.", true},
		{3, "2 Jan 2006", false},
		{3, "2 January 2006", false},
		{3, "Jan 2 2006", false},
		{3, "January 2 2006", false},
		{2, "2 Jan", true},
		{2, "2 January", true},
		{2, "Jan 2", true},
		{2, "January 2", true},
	} {
		if len(words) < form.words {
			continue
		}
		t, err := time.ParseInLocation(form.layout, strings.Join(words[:form.words], " "), w.now.Location())
		if err != nil {
			continue
		}
		w.yearly = form.yearly
		if form.yearly {
			t = time.Date(w.now.Year(), t.Month(), t.Day(), 0, 0, 0, 0, w.now.Location())
		}
		return w.setDay(t, form.words)
	}
	return 0
}

// readClock reads 9, 9:30, 9am, 9:30 pm, 14h.
func (w *whenReader) readClock(word, next string) int {
	half, n := "", 1
	switch {
	case strings.HasSuffix(word, "am"), strings.HasSuffix(word, "pm"):
		word, half = word[:len(word)-2], word[len(word)-2:]
	case next == "am", next == "pm":
		half, n = next, 2
	}
	hours, minutes, split := strings.Cut(strings.TrimSuffix(word, "h"), ":")
	hour, err := strconv.Atoi(hours)
	minute, wrong := 0, error(nil)
	if split {
		minute, wrong = strconv.Atoi(minutes)
	}
	if err != nil || wrong != nil || len(hours) > 2 || split && len(minutes) != 2 || hour < 0 || minute < 0 || half != "" && (hour < 1 || hour > 12) {
		return 0
	}
	switch {
	case half == "am" && hour == 12:
		hour = 0
	case half == "pm" && hour != 12:
		hour += 12
	}
	return w.setHour(hour, minute, n)
}

// time is what was read.
func (w *whenReader) time() (time.Time, error) {
	day, hour := w.day, w.hour
	if day.IsZero() && hour < 0 {
		return time.Time{}, ErrNoTime
	}
	if hour < 0 {
		hour = dayParts["morning"]
	}
	if day.IsZero() {
		day = w.now
	}
	on := func(years, days int) time.Time {
		return time.Date(day.Year()+years, day.Month(), day.Day()+days, hour, w.minute, 0, 0, w.now.Location())
	}
	t := on(0, 0)
	switch {
	case t.After(w.now):
	case w.day.IsZero():
		t = on(0, 1)
	case w.yearly:
		t = on(1, 0)
	}
	return future(t, w.now)
}
