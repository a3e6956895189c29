package gui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/render/picture"
	"godwit/compose"
)

// The toolkit's clipboard has only text. On Linux a picture comes from the small
// programs that desktops have for it; on other systems there is no way yet.

// errNoClip: no program that could read the clipboard is installed.
var errNoClip = errors.New("pictures on the clipboard cannot be read")

// clipPatience is how long the program that has the picture may take.
const clipPatience = 10 * time.Second

// clipTools are the programs that write the picture on the clipboard to their
// output, and the variable of a session in which each works.
var clipTools = []struct {
	session string
	command []string
}{
	{"WAYLAND_DISPLAY", []string{"wl-paste", "--no-newline", "--type", "image/png"}},
	{"DISPLAY", []string{"xclip", "-selection", "clipboard", "-target", "image/png", "-out"}},
}

// clipPicture is the picture on the clipboard, nil where there is none.
func clipPicture(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, clipPatience)
	defer cancel()
	found := false
	for _, tool := range clipTools {
		path, err := exec.LookPath(tool.command[0])
		if err != nil || os.Getenv(tool.session) == "" {
			continue
		}
		found = true
		cmd := exec.CommandContext(ctx, path, tool.command[1:]...)
		cmd.WaitDelay = time.Second
		out, err := cmd.StdoutPipe()
		if err != nil {
			return nil, err
		}
		if err := cmd.Start(); err != nil {
			return nil, fmt.Errorf("read the clipboard: %w", err)
		}
		data, _ := io.ReadAll(io.LimitReader(out, maxShownPicture+1)) // what is no picture is judged below
		cancelled := len(data) > maxShownPicture
		if cancelled {
			cancel()
		}
		err = cmd.Wait()
		if cancelled {
			return nil, errTooBig
		}
		if _, _, bad := picture.Size(data); err == nil && bad == nil {
			return data, nil
		}
	}
	if !found {
		return nil, errNoClip
	}
	return nil, nil
}

// pastePicture attaches the picture on the clipboard; in Markdown it stands in the
// text.
func (f *composeFiles) pastePicture() {
	load(f.c.s.pump, clipPicture, func(data []byte, err error) {
		switch {
		case f.c.closed:
		case errors.Is(err, errNoClip):
			f.c.stage.ShowToast(kit.Toast{Text: lang.T("The clipboard has no text. A picture can be pasted where xclip or wl-clipboard is installed; or save it as a file and attach that.")})
		case err != nil:
			f.refused(lang.T("The picture"), err)
		case data == nil:
			f.c.stage.ShowToast(kit.Toast{Text: lang.T("There is nothing on the clipboard that could be pasted.")})
		default:
			name := files.Unique(lang.T("Picture")+".png", f.taken(-1))
			f.took(compose.Attachment{Name: name, Data: bytes.Clone(data)}, f.c.writing.Draft.Markdown)
		}
	})
}
