package autoconfig

// Providers lists the mailbox providers of the built-in table, for a form in
// which a person chooses one. User is empty in every server.
func Providers() ([]Found, error) {
	t, err := load()
	if err != nil {
		return nil, err
	}
	list := make([]Found, len(t.Providers))
	for i, p := range t.Providers {
		list[i] = p.found(SourceTable, "", "")
	}
	return list, nil
}
