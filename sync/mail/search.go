package mail

// SavedSearch is a search that a person keeps under a name.
type SavedSearch struct {
	Name string
	Text string // in the language of sync/query
}
