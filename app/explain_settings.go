package app

import (
	"errors"
	"strings"
)

// explainSettings tells of settings and of files of them.
func explainSettings(err error) (Explanation, bool) {
	var (
		unknown *UnknownSettingError
		value   *SettingValueError
		file    *SettingsFileError
	)
	switch {
	case errors.As(err, &unknown):
		return Explanation{
			Code: "GW-INPUT-SETTING", Title: "There is no such setting.",
			Text: "Nothing is called “" + cutTo(unknown.ID, 60) + "”.", Action: "godwitctl settings list shows them all.",
		}, true
	case errors.As(err, &value):
		return Explanation{
			Code: "GW-INPUT-SETTING", Title: "The setting cannot be that.",
			Text: "“" + value.Value + "” does not fit " + value.ID + ".", Action: "It may be: " + value.Allowed + ".",
		}, true
	case errors.As(err, &file) && file.Newer:
		return Explanation{
			Code: "GW-INPUT-SETTINGS-FILE", Title: "A later Godwit made this file of settings.",
			Text: file.Text, Action: "Update Godwit here, then import the file again.",
		}, true
	case errors.As(err, &file):
		return Explanation{
			Code: "GW-INPUT-SETTINGS-FILE", Title: "These settings cannot be imported.",
			Text: strings.TrimSuffix(file.Text, ".") + ".", Action: "Export the settings again where they come from. Nothing was changed here.",
		}, true
	}
	return Explanation{}, false
}
