package localserver

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"godwit/assets"
)

// sampleMessage is a file of assets.Sample, ready to be delivered.
type sampleMessage struct {
	mailbox  string
	flags    []string
	received time.Time
	raw      []byte
}

// fill gives the first user the first person's sample mail, and so on.
func (s *Server) fill() error {
	people, err := fs.ReadDir(assets.Sample(), ".")
	if err != nil {
		return err
	}
	// The demo's users find their own, whatever the order.
	sort.SliceStable(people, func(i, j int) bool {
		return s.place(people[i].Name()) < s.place(people[j].Name())
	})
	now := s.options.Now()
	for i, u := range s.users {
		if i >= len(people) {
			break
		}
		messages, err := readSample(people[i].Name(), now)
		if err != nil {
			return err
		}
		for _, m := range messages {
			if err := s.Append(u.Email, m.mailbox, m.raw, m.flags, m.received); err != nil {
				return err
			}
		}
	}
	return nil
}

// place is where the person called name stands among the users.
func (s *Server) place(name string) int {
	for i, u := range s.users {
		if local, _, _ := strings.Cut(u.Email, "@"); local == name {
			return i
		}
	}
	return len(s.users)
}

// readSample returns a person's messages in order of arrival.
func readSample(dir string, now time.Time) ([]sampleMessage, error) {
	files, err := fs.Glob(assets.Sample(), dir+"/*.eml")
	if err != nil {
		return nil, err
	}
	var list []sampleMessage
	for _, name := range files {
		raw, err := fs.ReadFile(assets.Sample(), name)
		if err != nil {
			return nil, err
		}
		m, err := loadSample(raw, now)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, m)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].received.Before(list[j].received) })
	return list, nil
}

// loadSample obeys the fields that assets.Sample describes and makes the line
// ends those of mail.
func loadSample(raw []byte, now time.Time) (sampleMessage, error) {
	m := sampleMessage{mailbox: "INBOX", received: now}
	var out bytes.Buffer
	header := true
	for line := range bytes.Lines(raw) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			header = false
		}
		name, value, _ := strings.Cut(string(line), ": ")
		switch {
		case header && name == "X-Sample-Mailbox":
			m.mailbox = value
			continue
		case header && name == "X-Sample-Flags":
			m.flags = strings.Fields(value)
			continue
		case header && name == "X-Sample-Age":
			date, dated, err := sampleAge(value, now)
			if err != nil {
				return m, err
			}
			m.received = date
			if !dated {
				continue
			}
			line = []byte("Date: " + date.Format(time.RFC1123Z))
		}
		out.Write(days.ReplaceAllFunc(line, func(token []byte) []byte {
			n, _ := strconv.Atoi(string(token[len("@day+") : len(token)-1])) // the expression takes digits only
			return []byte(now.AddDate(0, 0, n).Format("20060102"))
		}))
		out.WriteString("\r\n")
	}
	m.raw = out.Bytes()
	return m, nil
}

var days = regexp.MustCompile(`@day\+[0-9]{1,3}@`)

// sampleAge reads "25m" or "3d 09:12 +0100", and "none" behind it for a
// message that shall have no Date. No message is from the future.
func sampleAge(s string, now time.Time) (date time.Time, dated bool, err error) {
	s, undated := strings.CutSuffix(s, " none")
	words := strings.Fields(s)
	if len(words) == 1 {
		age, err := time.ParseDuration(words[0])
		return now.Add(-age), !undated, err
	}
	if len(words) != 2 && len(words) != 3 {
		return date, false, fmt.Errorf("age %q", s)
	}
	zone := now.Location()
	if len(words) == 3 {
		t, err := time.Parse("-0700", words[2])
		if err != nil {
			return date, false, err
		}
		zone = t.Location()
	}
	n, err := strconv.Atoi(strings.TrimSuffix(words[0], "d"))
	if err != nil {
		return date, false, err
	}
	clock, err := time.Parse("15:04", words[1])
	if err != nil {
		return date, false, err
	}
	day := now.In(zone).AddDate(0, 0, -n)
	date = time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
	if date.After(now) {
		date = now.Add(-time.Minute)
	}
	return date, !undated, nil
}
