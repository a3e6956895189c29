package gui

import "godwit/app/gui/lang"

// helpCommands tell what there is.
func (w *shell) helpCommands() commandGroup {
	return commandGroup{lang.T("Help"), []command{
		{id: "keys", title: lang.T("Keys"), keys: keys{"F1 or ?", "?"}, run: w.showKeys, also: lang.T("shortcuts keyboard list help")},
		{id: "about", title: lang.T("About Godwit"), run: w.about, also: lang.T("version licence")},
	}}
}
