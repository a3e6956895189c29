package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"godwit/app/photo"
	"godwit/compose"
)

// looks is what is done to pictures before they are attached.
type looks struct {
	longest int  // pixels of the longer side; 0: as it is
	bare    bool // without place, time and comments
}

// apply changes a picture; other files stay as they are. One that should tell
// nothing and cannot be made so is not attached.
func (l looks) apply(a compose.Attachment) (compose.Attachment, error) {
	ext := strings.ToLower(filepath.Ext(a.Name))
	if l.longest == 0 && !l.bare || !strings.Contains(" .jpg .jpeg .png .gif .webp .bmp ", " "+ext+" ") {
		return a, nil
	}
	if a.Open != nil {
		r, err := a.Open()
		if err != nil {
			return a, err
		}
		defer r.Close()
		if a.Data, err = io.ReadAll(io.LimitReader(r, maxFile)); err != nil {
			return a, err
		}
		a.Open, a.Size = nil, 0
	}
	made := false
	if l.longest > 0 {
		data, kind, err := photo.Shrink(a.Data, l.longest)
		if err != nil {
			return a, fmt.Errorf("%s: %w", a.Name, err)
		}
		if a.Data = data; kind != "" {
			made, a.Type = true, kind
			if want := "." + strings.TrimPrefix(kind, "image/"); ext != want && !(ext == ".jpg" && want == ".jpeg") {
				a.Name = strings.TrimSuffix(a.Name, filepath.Ext(a.Name)) + want
			}
		}
	}
	if !l.bare || made {
		return a, nil
	}
	data, err := photo.Bare(a.Data)
	if err != nil {
		return a, fmt.Errorf("%s: %w", a.Name, err)
	}
	a.Data = data
	return a, nil
}
