package app

import (
	"errors"

	"godwit/sync/store"
)

// explainFolder tells why a folder or a tag cannot be called like that.
func explainFolder(err error) (Explanation, bool) {
	var name *store.FolderNameError
	var tag *InvalidTagError
	switch {
	case errors.As(err, &name):
		return explainName(name), true
	case errors.As(err, &tag):
		return Explanation{
			Code: "GW-TAG-INVALID", Title: "The tag was not kept.",
			Text: tag.Text, Action: "Correct it and try again.",
		}, true
	}
	return Explanation{}, false
}

func explainName(e *store.FolderNameError) Explanation {
	ex := Explanation{Code: "GW-FOLDER-NAME", Title: "A folder cannot be called “" + e.Name + "”.", Action: "Choose another name."}
	switch e.Fault {
	case store.NameEmpty:
		ex.Title, ex.Text = "The folder has no name.", "Each level of a folder's name needs at least one character."
	case store.NameControl:
		ex.Title, ex.Text = "A folder cannot be called like that.", "The name has a character in it that cannot be seen, such as a line break or a tab."
	case store.NameSeparator:
		ex.Text = "Your mail server uses “" + e.Mark + "” between a folder and the folders in it, so it cannot be part of a name."
	case store.NameWildcard:
		ex.Text = "Mail servers understand “" + e.Mark + "” as any name, so it cannot be part of one."
	case store.NameDots:
		ex.Text = "Mail servers understand “.” and “..” as places, not as names."
	case store.NameSpace:
		ex.Text = "Names that begin with # are kept for the server's own use."
	case store.NameInbox:
		ex.Text = "That is the name of the inbox, in capital or small letters."
	case store.NameLong:
		ex.Title, ex.Text = "The name is too long.", "Mail servers keep names of up to 255 octets, some 250 letters, and not more than 30 levels."
	case store.NameAlone:
		ex.Title, ex.Text = "“"+e.Name+"” cannot have folders in it.", "The server keeps messages there, and no folders."
		ex.Action = "Choose another folder for it."
	case store.NameInside:
		ex.Title, ex.Text = "“"+e.Name+"” cannot be put into itself.", "The place is within the folder that is to be moved."
		ex.Action = "Choose another folder for it."
	}
	return ex
}
