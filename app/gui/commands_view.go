package gui

// viewCommands change how mail is shown.
func (w *shell) viewCommands() commandGroup {
	return commandGroup{"View", []command{
		{id: "pane", title: "Message pane", keys: keys{"F8", ""}, run: w.panes.toggleReader, also: "hide show preview reader", panes: true},
		{id: "next-pane", title: "Next pane", keys: keys{"F6", ""}, run: func() { w.nextPane(1) }, also: "focus", panes: true},
		{id: "previous-pane", title: "Previous pane", keys: keys{"Shift+F6", ""}, run: func() { w.nextPane(-1) }, also: "focus", quiet: true, panes: true},
		gap,
		{id: "zoom-in", title: "Larger text", keys: keys{"Ctrl++ or Ctrl+= or Ctrl+Shift+= or Ctrl+Shift++", ""}, run: func() { w.talk.zoom(0.1) }, also: "zoom in bigger font"},
		{id: "zoom-out", title: "Smaller text", keys: keys{"Ctrl+-", ""}, run: func() { w.talk.zoom(-0.1) }, also: "zoom out font"},
		{id: "zoom-none", title: "Usual text size", keys: keys{"Ctrl+0", ""}, run: func() { w.talk.zoom(1 - w.s.prefs.Zoom) }, also: "zoom reset font"},
		gap,
		{id: "conversations", title: "In conversations, or alone", run: w.talk.switchConversations, also: "threads"},
		{id: "plain-text", title: "As plain text", keys: keys{"Ctrl+Shift+H", ""}, run: w.talk.switchText, also: "html"},
		{id: "colours", title: "Original colours", run: func() { w.reader.switchColours() }, can: w.needsOne, also: "colors dark light"},
		{id: "source", title: "Headers and source", keys: keys{"Ctrl+U", ""}, run: w.source, can: w.needsOne, also: "raw original"},
		{id: "how-sent", title: "How it was sent", keys: keys{"Ctrl+Shift+I", ""}, run: w.showHowSent, can: w.needsOne, also: "delivery log"},
	}}
}
