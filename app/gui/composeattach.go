package gui

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"godwit/app"
	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/compose"
)

const (
	attachMost = 100 << 20 // of one file; no server takes more
	attachHeld = 8 << 20   // a larger one is copied to the disk, not into memory
)

var (
	errTooBig    = errors.New("the file is larger than 100 MB")
	errFolder    = errors.New("this is a folder")
	errOdd       = errors.New("this is no file with contents")
	errCancelled = errors.New("attaching was cancelled")
)

// incoming is a file that is being copied.
type incoming struct {
	tile   *kit.FileTile
	size   atomic.Int64
	done   atomic.Int64
	cancel context.CancelFunc
}

// busy says whether files are still being copied.
func (f *composeFiles) busy() bool { return len(f.coming) > 0 }

// choose asks for files.
func (f *composeFiles) choose() { f.ask(false) }

// choosePicture asks for a picture, to be shown in the text.
func (f *composeFiles) choosePicture() { f.ask(true) }

func (f *composeFiles) ask(picture bool) {
	title, kind := lang.T("Attach files"), files.Kind("")
	if picture {
		title, kind = lang.T("Insert a picture"), files.Picture
	}
	pickFiles(f.c.s, f.c.win, title, kind, func(paths []string) { f.attach(urisOf(paths), picture) })
}

// add attaches a copy of each file.
func (f *composeFiles) add(list []fyne.URI) { f.attach(list, false) }

// attach takes one file after the other, in their order.
func (f *composeFiles) attach(list []fyne.URI, inText bool) {
	if len(list) == 0 || f.c.closed || f.stopped {
		return
	}
	u := list[0]
	f.take(u.Name(), inText, func(ctx context.Context, in *incoming) (compose.Attachment, error) {
		return f.read(ctx, u.Path(), in)
	}, func() { f.attach(list[1:], inText) })
}

// take shows that a file is coming and attaches it when it has; then is called
// however it went.
func (f *composeFiles) take(name string, inText bool, read func(context.Context, *incoming) (compose.Attachment, error), then func()) {
	ctx, cancel := context.WithCancel(context.Background())
	in := &incoming{tile: kit.NewFileTile(files.Safe(name)), cancel: cancel}
	in.tile.SetSide(kit.IconClose, lang.T("Cancel"))
	in.tile.OnSave, in.tile.OnKey = cancel, f.c.key
	f.coming = append(f.coming, in)
	slow := f.c.s.pump.after(patient, func() { f.progress(in) })
	load(f.c.s.pump, func(end context.Context) (compose.Attachment, error) {
		defer context.AfterFunc(end, cancel)()
		return read(ctx, in)
	}, func(a compose.Attachment, err error) {
		cancel()
		slow.cancel()
		f.coming = slices.DeleteFunc(f.coming, func(one *incoming) bool { return one == in })
		switch {
		case f.c.closed:
		case err != nil:
			f.show()
			f.refused(name, err)
		default:
			f.took(a, inText)
		}
		then()
		if f.c.leaving && !f.busy() {
			f.c.leaving, f.stopped = false, false
			f.c.close()
		}
	})
}

// cancel stops all copying, of files that wait for their turn too.
func (f *composeFiles) cancel() {
	f.stopped = true
	for _, in := range f.coming {
		in.cancel()
	}
}

// progress shows how far a file is that takes its time.
func (f *composeFiles) progress(in *incoming) {
	if f.c.closed || !slices.Contains(f.coming, in) {
		return
	}
	in.tile.Set(kit.IconSync, lang.T("Copying {done} of {size}", "done", model.Size(in.done.Load()), "size", model.Size(in.size.Load())), kit.ToneInfo, "")
	if !slices.Contains(f.tiles.Objects, fyne.CanvasObject(in.tile)) {
		f.show()
	}
	f.c.s.pump.after(200*time.Millisecond, func() { f.progress(in) })
}

// took attaches what was copied. The draft is saved at once, which puts a large
// file into the profile.
func (f *composeFiles) took(a compose.Attachment, inText bool) {
	if inText {
		a.Name, a.Inline = files.Unique(a.Name, f.taken(-1)), true
		f.c.body.Insert(model.PictureMarkdown(a.Name))
	}
	f.set(append(slices.Clone(f.list()), a))
	if a.Open != nil {
		f.c.save()
	}
}

// refused says why a file is not attached.
func (f *composeFiles) refused(name string, err error) {
	switch {
	case errors.Is(err, errCancelled):
	case errors.Is(err, errTooBig):
		f.c.say(kit.ToneError, lang.T("{name} is larger than 100 MB; no mail server takes it.", "name", name))
	case errors.Is(err, errFolder):
		f.c.say(kit.ToneError, lang.T("{name} is a folder. Attach the files in it, or pack it into an archive first.", "name", name))
	case errors.Is(err, errOdd):
		f.c.say(kit.ToneError, lang.T("{name} is a device or a connection, not a file that can be attached.", "name", name))
	case errors.Is(err, os.ErrNotExist):
		f.c.say(kit.ToneError, lang.T("{name} is not there any more.", "name", name))
	case errors.Is(err, os.ErrPermission):
		f.c.say(kit.ToneError, lang.T("You may not read {name}, so it cannot be attached.", "name", name))
	default:
		ex := app.Explain(err)
		f.c.say(kit.ToneError, lang.T("{name} cannot be read, so it is not attached.", "name", name)+" "+lang.Said(ex.Title))
	}
}

// read copies a file: into memory, or where that would be much to a place that
// only this person can read. Its sum is taken on the way.
func (f *composeFiles) read(ctx context.Context, path string, in *incoming) (compose.Attachment, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return compose.Attachment{}, err
	case info.IsDir():
		return compose.Attachment{}, errFolder
	case !info.Mode().IsRegular():
		return compose.Attachment{}, errOdd
	case info.Size() > attachMost:
		return compose.Attachment{}, errTooBig
	}
	file, err := os.Open(path)
	if err != nil {
		return compose.Attachment{}, err
	}
	defer file.Close()
	in.size.Store(info.Size())
	name := files.Safe(info.Name())
	if info.Size() <= attachHeld {
		data, err := io.ReadAll(io.LimitReader(file, attachMost+1))
		if len(data) > attachMost {
			err = errTooBig
		}
		return compose.Attachment{Name: name, Data: data}, err
	}
	a, err := f.copied(ctx, name, file, &in.done)
	if err != nil && ctx.Err() != nil {
		err = errCancelled
	}
	return a, err
}

// copied is a private copy of what a reader gives.
func (f *composeFiles) copied(ctx context.Context, name string, from io.Reader, done *atomic.Int64) (compose.Attachment, error) {
	private, err := f.c.s.privateFiles()
	if err != nil {
		return compose.Attachment{}, err
	}
	sum := sha256.New()
	count := &counting{ctx: ctx, from: io.TeeReader(io.LimitReader(from, attachMost+1), sum), done: done}
	path, err := private.Copy(ctx, name, count)
	if err != nil {
		return compose.Attachment{}, err
	}
	if done.Load() > attachMost { // it has grown meanwhile
		return compose.Attachment{}, errors.Join(errTooBig, os.Remove(path))
	}
	return compose.Attachment{
		Name: name, Size: done.Load(), Sum: hex.EncodeToString(sum.Sum(nil)),
		Open: func() (io.ReadCloser, error) { return os.Open(path) },
	}, nil
}

// counting counts what is read, and fails when nobody wants it any more.
type counting struct {
	ctx  context.Context
	from io.Reader
	done *atomic.Int64
}

func (r *counting) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.from.Read(p)
	r.done.Add(int64(n))
	return n, err
}

// keep gives files that outlive their draft: those that only the profile has are
// copied, since it forgets them when the draft does.
func (f *composeFiles) keep(list []compose.Attachment, then func([]compose.Attachment)) {
	if !slices.ContainsFunc(list, func(a compose.Attachment) bool { return a.Open != nil }) {
		then(list)
		return
	}
	load(f.c.s.pump, func(ctx context.Context) ([]compose.Attachment, error) {
		out := slices.Clone(list)
		for i, a := range out {
			if a.Open == nil {
				continue
			}
			r, err := a.Open()
			if err != nil {
				return nil, fmt.Errorf("attachment %q: %w", a.Name, err)
			}
			kept, err := f.copied(ctx, a.Name, r, new(atomic.Int64))
			r.Close()
			if err != nil {
				return nil, err
			}
			a.Open = kept.Open
			out[i] = a
		}
		return out, nil
	}, func(kept []compose.Attachment, err error) {
		switch {
		case f.c.closed:
		case err != nil:
			f.c.fail(err)
		default:
			then(kept)
		}
	})
}
