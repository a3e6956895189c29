package smtp

import "regexp"

// queueIDs are how servers name what they have just taken. Nothing standardises
// it; the first that fits counts.
var queueIDs = []*regexp.Regexp{
	regexp.MustCompile(`(?i)\bqueued as[: ]+<?([^\s<>]*[^\s<>.,;])`),                  // Postfix, SendGrid, Brevo, NetEase
	regexp.MustCompile(`(?i)\bqueued on \S+ (\S+)`),                                   // Yandex
	regexp.MustCompile(`(?i)\bqueued with id:? (\S*[^\s.])`),                          // Stalwart
	regexp.MustCompile(`(?i)\bqueued \(([\w-]+)\)`),                                   // Haraka
	regexp.MustCompile(`(?i)\[InternalId=(\d+)`),                                      // Exchange
	regexp.MustCompile(`(?i)\bid[=:] ?<?([^\s<>]*[^\s<>.,;])`),                        // Exim, IONOS, mail.ru
	regexp.MustCompile(`(?:^|: )(\w+) Message accepted for delivery`),                 // sendmail, OpenSMTPD
	regexp.MustCompile(`^OK\s+\d{10} (\S+) - gsmtp`),                                  // Gmail
	regexp.MustCompile(`^(?i:ok) ([0-9a-f]{16,}-[0-9a-f-]+)$`),                        // Amazon SES
	regexp.MustCompile(`^(?i:ok) ([0-9a-f]{8}-[0-9a-f-]{27})$`),                       // Postmark
	regexp.MustCompile(`^(?i:ok) \d+ qp (\d+)`),                                       // qmail
	regexp.MustCompile(`^(?i:ok)\.? ([0-9A-F]{16}\.[0-9A-F]{8,}(?:\.[0-9A-F]{8})?)$`), // Courier
}

// queueID is the server's name for a message, where its answer has one.
func queueID(r reply) string {
	for _, id := range queueIDs {
		if m := id.FindStringSubmatch(r.text); m != nil {
			return cutText(m[1], 200)
		}
	}
	return ""
}
