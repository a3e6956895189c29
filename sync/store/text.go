package store

import (
	"strings"

	"godwit/sync/mail"
)

// maxWords bounds what is indexed of one message, in octets.
const maxWords = 512 << 10

// people writes addresses as the index has them.
func people(list []mail.Address) string {
	var b strings.Builder
	for _, a := range list {
		b.WriteString(a.Name)
		b.WriteByte(' ')
		b.WriteString(a.Email)
		b.WriteByte(' ')
	}
	return b.String()
}
