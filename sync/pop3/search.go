package pop3

import (
	"context"

	"godwit/sync/mail"
	"godwit/sync/query"
)

// Search fails with mail.ErrNoSearch: POP3 has no such command.
func (r *Remote) Search(context.Context, query.Node, int) (mail.ServerHits, error) {
	return mail.ServerHits{}, mail.ErrNoSearch
}
