package mail

// Conversation is what one line of a list of conversations shows: the newest
// message of it that the list has, and a sum of the whole conversation, in all
// folders of its account.
type Conversation struct {
	Row // the newest in the list; Cursor is the conversation's place there

	Count    int       // messages, each once; no drafts, and nothing of Junk and Trash but what the list itself has
	Unread   int       // of these
	Starred  bool      // at least one is
	Attached bool      // at least one has attachments
	People   []Address // who wrote, the first to write first, each once
	Muted    bool      // new messages of it come as read, and nobody is told
}
