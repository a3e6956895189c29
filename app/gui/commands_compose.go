package gui

import (
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose"
)

// newCommands is all that a window that writes can do. Letters are text there, so
// every key has Ctrl or is a function key.
func (c *composer) newCommands() *commandTable {
	return newCommandTable(c.messageCommands(), c.textCommands())
}

// messageCommands are about the message as a whole.
func (c *composer) messageCommands() commandGroup {
	return commandGroup{lang.T("Message"), []command{
		{id: "send", title: lang.T("Send"), keys: keys{"Ctrl+Enter", ""}, run: c.send, also: lang.T("deliver")},
		{id: "send-at", title: lang.T("Send at…"), keys: keys{"Ctrl+Shift+Enter", ""}, run: c.chooseTime, can: c.needsMessage, also: lang.T("later schedule time")},
		{id: "save-draft", title: lang.T("Save draft"), keys: keys{"Ctrl+S", ""}, run: c.save, also: lang.T("keep")},
		gap,
		{id: "attach-files", title: lang.T("Attach files…"), keys: keys{"Ctrl+Shift+A", ""}, run: c.files.choose, also: lang.T("attachment add document picture")},
		{id: "show-cc", title: lang.T("Show Cc and Bcc"), keys: keys{"Ctrl+Shift+C", ""}, run: c.head.showMore, also: lang.T("copy recipients")},
		gap,
		{id: "compose-palette", title: lang.T("All commands…"), keys: keys{"Ctrl+Shift+P", ""}, run: c.palette, also: lang.T("palette find do")},
		{id: "compose-keys", title: lang.T("Keys"), keys: keys{"F1", ""}, run: c.showKeys, also: lang.T("shortcuts keyboard list help")},
		{id: "markdown", title: lang.T("Plain text or Markdown"), keys: keys{"Ctrl+Shift+D", ""}, run: c.switchMarkdown, also: lang.T("format html rich")},
		{id: "priority-high", title: lang.T("High priority"), run: func() { c.setPriority(compose.HighPriority) }, also: lang.T("important urgent")},
		{id: "priority-normal", title: lang.T("Normal priority"), run: func() { c.setPriority(compose.NormalPriority) }, quiet: true},
		{id: "priority-low", title: lang.T("Low priority"), run: func() { c.setPriority(compose.LowPriority) }},
		{id: "receipt", title: lang.T("Ask for a delivery report"), run: c.toggleReceipt, also: lang.T("receipt dsn notification")},
		{id: "require-tls", title: lang.T("Only over protected connections"), run: c.toggleRequireTLS, also: lang.T("tls encryption")},
		{id: "reply-to", title: lang.T("Reply to another address…"), run: c.head.showReplyTo, also: lang.T("answer")},
		{id: "headers", title: lang.T("Header fields…"), run: c.editHeaders, also: lang.T("extra x-")},
		{id: "signature", title: lang.T("Signature…"), run: c.foot.showSignatures, can: c.needsSignature},
		gap,
		{id: "save-template", title: lang.T("Save as template"), run: c.saveTemplate, also: lang.T("form boilerplate")},
		{id: "close-draft", title: lang.T("Close and keep the draft"), keys: keys{"Ctrl+W", ""}, run: c.close},
		{id: "discard", title: lang.T("Discard"), run: c.discard, also: lang.T("delete throw away")},
	}}
}

// textCommands are about the text.
func (c *composer) textCommands() commandGroup {
	return commandGroup{lang.T("Text"), []command{
		{id: "find-text", title: lang.T("Find…"), keys: keys{"Ctrl+F", ""}, run: func() { c.body.Find(false) }, also: lang.T("search")},
		{id: "replace-text", title: lang.T("Find and replace…"), keys: keys{"Ctrl+H", ""}, run: func() { c.body.Find(true) }, also: lang.T("search change")},
		gap,
		{id: "rewrap", title: lang.T("Rewrap paragraph"), keys: keys{"Ctrl+R", ""}, run: c.body.Reflow, also: lang.T("lines fill")},
		{id: "quote", title: lang.T("Quote"), keys: keys{"Ctrl+Shift+.", ""}, run: c.body.Quote},
		{id: "unquote", title: lang.T("Unquote"), keys: keys{"Ctrl+Shift+,", ""}, run: c.body.Unquote},
		{id: "indent", title: lang.T("Indent"), keys: keys{"Ctrl+]", ""}, run: c.body.Indent},
		{id: "outdent", title: lang.T("Outdent"), keys: keys{"Ctrl+[", ""}, run: c.body.Outdent},
		gap,
		{id: "fold-quotes", title: lang.T("Fold quotes"), keys: keys{"Ctrl+Shift+[", ""}, run: func() { c.body.FoldQuotes(true) }},
		{id: "unfold-quotes", title: lang.T("Unfold quotes"), keys: keys{"Ctrl+Shift+]", ""}, run: func() { c.body.FoldQuotes(false) }},
		{id: "next-quote", title: lang.T("Next quote"), keys: keys{"Ctrl+J", ""}, run: c.body.NextQuote},
		{id: "previous-quote", title: lang.T("Previous quote"), keys: keys{"Ctrl+Shift+J", ""}, run: c.body.PrevQuote},
		{id: "erase-quote", title: lang.T("Delete the rest of the quote"), run: c.body.EraseQuote, also: lang.T("shorten trim answer")},
		{id: "paste-quote", title: lang.T("Paste as quote"), run: c.body.PasteQuote, also: lang.T("insert clipboard")},
		gap,
		{id: "bold", title: lang.T("Bold"), keys: keys{"Ctrl+B", ""}, run: c.body.Bold, can: c.markdownOnly, also: lang.T("strong Markdown")},
		{id: "italic", title: lang.T("Italic"), keys: keys{"Ctrl+I", ""}, run: c.body.Italic, can: c.markdownOnly, also: lang.T("emphasis Markdown")},
		{id: "link", title: lang.T("Link"), keys: keys{"Ctrl+K", ""}, run: c.body.Link, can: c.markdownOnly, also: lang.T("address web Markdown")},
		{id: "insert-picture", title: lang.T("Insert picture…"), keys: keys{"Ctrl+Shift+I", ""}, run: c.files.choosePicture, can: c.markdownOnly, also: lang.T("image photo Markdown")},
		gap,
		{id: "next-misspelled", title: lang.T("Next misspelled word"), keys: keys{"F7", ""}, run: c.body.NextMisspelled, also: lang.T("spelling check")},
		{id: "own-words", title: lang.T("Own words…"), run: c.spell.showWords, also: lang.T("spelling dictionary learn")},
		gap,
		{id: "preview-message", title: lang.T("Preview"), keys: keys{"Ctrl+Shift+E", ""}, run: c.view.togglePreview, also: lang.T("HTML Markdown look")},
		{id: "bytes-message", title: lang.T("Bytes"), keys: keys{"Ctrl+U", ""}, run: c.view.toggleBytes, also: lang.T("source raw octets header")},
	}}
}

// useKeys takes the keys into the menu bar, which is asked before the field that
// is written in, and into the window.
func (c *composer) useKeys() {
	c.commands = c.newCommands()
	c.keymap = newKeymap(c.commands, c.s.prefs.Keys, c.s.prefs.OwnKeys)
	c.win.SetMainMenu(c.commands.menuBar(c.keymap, c.run))
	c.keymap.bind(c.win.Canvas(), c.run)
}

// run does what a command stands for, or says why it cannot be done now.
func (c *composer) run(id string) {
	if c.keymap.catch(id) {
		return
	}
	if c.win.Canvas().Overlays().Top() != nil {
		return // a sheet waits for an answer
	}
	if why := c.commands.refusal(id); why != "" {
		c.stage.ShowToast(kit.Toast{Text: why})
		return
	}
	c.commands.byID[id].run()
}
