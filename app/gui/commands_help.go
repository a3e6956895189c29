package gui

// helpCommands tell what there is.
func (w *shell) helpCommands() commandGroup {
	return commandGroup{"Help", []command{
		{id: "keys", title: "Keys", keys: keys{"F1 or ?", "?"}, run: w.showKeys, also: "shortcuts keyboard list help"},
		{id: "about", title: "About Godwit", run: w.about, also: "version licence"},
	}}
}
