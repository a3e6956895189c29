package localserver

import (
	"bufio"
	"bytes"
	"io"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-message/textproto"
)

// Fetch looks at the mailbox first and writes afterwards, without the lock: a
// client that does not read must not stop others.
func (s *session) Fetch(w *imapserver.FetchWriter, set imap.NumSet, o *imap.FetchOptions) error {
	read := false
	for _, section := range o.BodySection {
		read = read || !section.Peek
	}
	m := s.selected
	m.mu.Lock()
	list := s.find(set)
	if read && !s.readOnly {
		for i, f := range list {
			if !hasFlag(f.flags, imap.FlagSeen) {
				f.message.store(imap.StoreFlagsAdd, []imap.Flag{imap.FlagSeen})
				list[i].flags = f.message.flags
				m.tracker.QueueMessageFlags(f.index, f.uid, f.message.flags, nil)
				m.tell()
			}
		}
	}
	m.mu.Unlock()
	for _, f := range list {
		if err := f.write(w.CreateMessage(f.seq), o); err != nil {
			return err
		}
	}
	return nil
}

func (f *found) write(w *imapserver.FetchResponseWriter, o *imap.FetchOptions) error {
	w.WriteUID(f.uid)
	if o.Flags {
		w.WriteFlags(f.flags)
	}
	if o.InternalDate {
		w.WriteInternalDate(f.received)
	}
	if o.RFC822Size {
		w.WriteRFC822Size(int64(len(f.raw)))
	}
	if o.Envelope {
		w.WriteEnvelope(f.envelope())
	}
	if o.BodyStructure != nil {
		w.WriteBodyStructure(imapserver.ExtractBodyStructure(bytes.NewReader(f.raw)))
	}
	for _, section := range o.BodySection {
		b := imapserver.ExtractBodySection(bytes.NewReader(f.raw), section)
		if wholeMessage(section) {
			b = partial(f.raw, section.Partial)
		}
		if err := writeAll(w.WriteBodySection(section, int64(len(b))), b); err != nil {
			return err
		}
	}
	return w.Close()
}

func writeAll(w io.WriteCloser, b []byte) error {
	if _, err := w.Write(b); err != nil {
		return err
	}
	return w.Close()
}

// wholeMessage reports BODY[], for which the library would parse the message
// and write it anew; a broken one must arrive as it is.
func wholeMessage(s *imap.FetchItemBodySection) bool {
	return s.Specifier == imap.PartSpecifierNone && len(s.Part) == 0
}

func partial(b []byte, p *imap.SectionPartial) []byte {
	if p == nil {
		return b
	}
	start := min(max(p.Offset, 0), int64(len(b)))
	end := min(start+max(p.Size, 0), int64(len(b)))
	return b[start:end]
}

func (msg *message) envelope() *imap.Envelope {
	h, err := textproto.ReadHeader(bufio.NewReader(bytes.NewReader(msg.raw)))
	if err != nil {
		return nil
	}
	return imapserver.ExtractEnvelope(h)
}

func (s *session) Store(w *imapserver.FetchWriter, set imap.NumSet, flags *imap.StoreFlags, _ *imap.StoreOptions) error {
	if s.readOnly {
		return no("", "The mailbox was opened read-only")
	}
	m := s.selected
	m.mu.Lock()
	for _, f := range s.find(set) {
		f.message.store(flags.Op, flags.Flags)
		m.tracker.QueueMessageFlags(f.index, f.uid, f.message.flags, s.tracker)
	}
	m.tell()
	m.mu.Unlock()
	if flags.Silent {
		return nil
	}
	return s.Fetch(w, set, &imap.FetchOptions{Flags: true})
}

// Copy never holds two mailboxes at once.
func (s *session) Copy(set imap.NumSet, name string) (*imap.CopyData, error) {
	data, _, err := s.copyTo(set, name)
	return data, err
}

// Move leaves it to the Poll that follows to tell the client what has gone.
func (s *session) Move(w *imapserver.MoveWriter, set imap.NumSet, name string) error {
	if s.readOnly {
		return no("", "The mailbox was opened read-only")
	}
	data, moved, err := s.copyTo(set, name)
	if err != nil {
		return err
	}
	if len(moved) == 0 {
		return nil
	}
	if err := w.WriteCopyData(data); err != nil {
		return err
	}
	s.selected.remove(func(msg *message) bool { return moved[msg] })
	return nil
}

func (s *session) copyTo(set imap.NumSet, name string) (*imap.CopyData, map[*message]bool, error) {
	to := s.user.mailbox(name)
	if to == nil {
		return nil, nil, no(imap.ResponseCodeTryCreate, "There is no such mailbox")
	}
	if to == s.selected {
		return nil, nil, no(imap.ResponseCodeCannot, "It is there already")
	}
	s.selected.mu.Lock()
	list := s.find(set)
	s.selected.mu.Unlock()
	data := &imap.CopyData{UIDValidity: to.validity}
	copied := map[*message]bool{}
	for _, f := range list {
		data.SourceUIDs.AddNum(f.uid)
		data.DestUIDs.AddNum(to.append(f.raw, f.flags, f.received))
		copied[f.message] = true
	}
	return data, copied, nil
}
