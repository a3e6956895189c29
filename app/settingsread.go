package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

const (
	// maxSettingsFile is more than any profile's settings: the largest part are
	// signatures.
	maxSettingsFile = 4 << 20
	// mostOfSettings bounds each list of a file.
	mostOfSettings = 2000
)

// SettingsFileError: a file is not one of settings that this Godwit understands.
type SettingsFileError struct {
	Text  string // a sentence
	Newer bool   // a later Godwit made it
}

func (e *SettingsFileError) Error() string { return "settings: " + e.Text }

// ReadSettings reads a file of settings, which may be hostile: nothing is taken
// from it here but values of known kinds. unknown names what it holds that this
// version does not know. *SettingsFileError.
func ReadSettings(r io.Reader) (f SettingsFile, unknown []string, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSettingsFile+1))
	if err != nil {
		return f, nil, err
	}
	if len(data) > maxSettingsFile {
		return f, nil, &SettingsFileError{Text: "The file is too large to be one of settings."}
	}
	var head struct {
		Godwit  string `json:"godwit"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil || head.Godwit != settingsKind {
		return f, nil, &SettingsFileError{Text: "The file does not hold settings of Godwit."}
	}
	if head.Version > settingsVersion {
		return f, nil, &SettingsFileError{Text: fmt.Sprintf("The file is of version %d; this Godwit knows version %d.", head.Version, settingsVersion), Newer: true}
	}
	if head.Version < 1 {
		return f, nil, &SettingsFileError{Text: "The file does not say of which version it is."}
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return f, nil, &SettingsFileError{Text: "The file is damaged: " + cutTo(err.Error(), 200)}
	}
	for name, n := range map[string]int{
		"settings": len(f.Settings), "keys": len(f.Keys), "tags": len(f.Tags), "searches": len(f.Searches), "favourites": len(f.Favourites), "accounts": len(f.Accounts),
		"sign_in_pages": len(f.SignInPages), "sign_in_clients": len(f.Clients), "pictures_from": len(f.Pictures), "words": len(f.Words),
	} {
		if n > mostOfSettings {
			return f, nil, &SettingsFileError{Text: "The file has too much under “" + name + "”."}
		}
	}
	for i := range f.SignInPages { // a secret has no place in such a file
		f.SignInPages[i].ClientSecret = ""
	}
	for id := range f.Settings {
		if _, known := settingCalled(id); !known {
			unknown = append(unknown, "settings."+cutTo(id, 60))
		}
	}
	unknownFields(data, reflect.TypeFor[SettingsFile](), "", &unknown)
	slices.Sort(unknown)
	return f, unknown, nil
}

// mostUnknown is how many unknown fields are named.
const mostUnknown = 20

// unknownFields names the fields of a JSON object that a struct has no place for.
func unknownFields(data json.RawMessage, t reflect.Type, at string, names *[]string) {
	switch {
	case len(*names) >= mostUnknown:
	case t.Kind() == reflect.Slice:
		var list []json.RawMessage
		if json.Unmarshal(data, &list) == nil {
			for _, one := range list {
				unknownFields(one, t.Elem(), at, names)
			}
		}
	case t.Kind() == reflect.Struct && bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")):
		var fields map[string]json.RawMessage
		if json.Unmarshal(data, &fields) != nil {
			return
		}
		known := make(map[string]reflect.Type)
		for i := range t.NumField() {
			name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			known[strings.ToLower(name)] = t.Field(i).Type
		}
		for name, value := range fields {
			full := strings.TrimPrefix(at+"."+cutTo(name, 60), ".")
			inner, ok := known[strings.ToLower(name)]
			switch {
			case ok:
				unknownFields(value, inner, full, names)
			case len(*names) < mostUnknown && !slices.Contains(*names, full):
				*names = append(*names, full)
			}
		}
	}
}
