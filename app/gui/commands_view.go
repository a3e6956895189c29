package gui

import "godwit/app/gui/lang"

// viewCommands change how mail is shown.
func (w *shell) viewCommands() commandGroup {
	return commandGroup{lang.T("View"), []command{
		{id: "pane", title: lang.T("Message pane"), keys: keys{"F8", ""}, run: w.togglePane, also: lang.T("hide show preview reader"), panes: true},
		{id: "next-pane", title: lang.T("Next pane"), keys: keys{"F6", ""}, run: func() { w.nextPane(1) }, also: lang.T("focus"), panes: true},
		{id: "previous-pane", title: lang.T("Previous pane"), keys: keys{"Shift+F6", ""}, run: func() { w.nextPane(-1) }, also: lang.T("focus"), quiet: true, panes: true},
		gap,
		{id: "zoom-in", title: lang.T("Larger text"), keys: keys{"Ctrl++ or Ctrl+= or Ctrl+Shift+= or Ctrl+Shift++", ""}, run: func() { w.talk.zoom(0.1) }, also: lang.T("zoom in bigger font")},
		{id: "zoom-out", title: lang.T("Smaller text"), keys: keys{"Ctrl+-", ""}, run: func() { w.talk.zoom(-0.1) }, also: lang.T("zoom out font")},
		{id: "zoom-none", title: lang.T("Usual text size"), keys: keys{"Ctrl+0", ""}, run: func() { w.talk.zoom(1 - w.s.prefs.Zoom) }, also: lang.T("zoom reset font")},
		gap,
		{id: "conversations", title: lang.T("In conversations, or alone"), run: w.talk.switchConversations, also: lang.T("threads")},
		{id: "plain-text", title: lang.T("As plain text"), keys: keys{"Ctrl+Shift+H", ""}, run: w.talk.switchText, also: lang.T("html")},
		{id: "colours", title: lang.T("Original colours"), run: func() { w.reader.switchColours() }, can: w.needsOne, also: lang.T("colors dark light")},
		{id: "source", title: lang.T("Headers and source"), keys: keys{"Ctrl+U", ""}, run: w.source, can: w.needsOne, also: lang.T("raw original")},
		{id: "how-sent", title: lang.T("How it was sent"), keys: keys{"Ctrl+Shift+I", ""}, run: w.showHowSent, can: w.needsOne, also: lang.T("delivery log")},
	}}
}
