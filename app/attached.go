package app

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"godwit/app/files"
	"godwit/sync/mail"
	"godwit/sync/parse"
)

// Origin says in which message a file is: in one of the profile, or in one that
// is attached to it, and so on.
type Origin struct {
	Message mail.MessageID
	Within  []string // parts that are messages, from the outside in
}

// Into is the origin of what is inside of an attached message.
func (o Origin) Into(part string) Origin {
	return Origin{o.Message, append(append([]string(nil), o.Within...), part)}
}

// letter is the message that an origin names.
func (m *Mail) letter(ctx context.Context, o Origin) (*parse.Message, error) {
	raw, err := m.Raw(ctx, o.Message)
	if err != nil {
		return nil, err
	}
	msg := parse.Parse(raw)
	for _, id := range o.Within {
		p := msg.Find(id)
		if p == nil {
			return nil, fmt.Errorf("part %s of message %d: %w", id, o.Message, mail.ErrNotFound)
		}
		msg = parse.Parse(msg.Bytes(p))
	}
	return msg, nil
}

// attached is a part of the message that an origin names.
func (m *Mail) attached(ctx context.Context, o Origin, part string) (*parse.Message, *parse.Part, error) {
	msg, err := m.letter(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	p := msg.Find(part)
	if p == nil {
		return nil, nil, fmt.Errorf("part %s of message %d: %w", part, o.Message, mail.ErrNotFound)
	}
	return msg, p, nil
}

// ReadInside is the message that an origin names, as a reader shows it. Of one
// that is attached nobody knows the sender: it is what somebody passed on.
func (m *Mail) ReadInside(ctx context.Context, o Origin) (*Reading, error) {
	msg, err := m.letter(ctx, o)
	if err != nil {
		return nil, err
	}
	return ReadBytes(msg.Raw), nil
}

// EmbeddedInside are the pictures that refs, from the HTML of the message that
// an origin names, mean.
func (m *Mail) EmbeddedInside(ctx context.Context, o Origin, refs []string) (map[string][]byte, error) {
	msg, err := m.letter(ctx, o)
	if err != nil {
		return nil, err
	}
	return embedded(msg, refs), nil
}

// maxJudged bounds what is decoded of a file to look into it.
const maxJudged = 64 << 20

// JudgeParts says of each part what it is and what to know before it is opened.
func (m *Mail) JudgeParts(ctx context.Context, o Origin, parts []Part) ([]files.Verdict, error) {
	msg, err := m.letter(ctx, o)
	if err != nil {
		return nil, err
	}
	out := make([]files.Verdict, len(parts))
	for i, part := range parts {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var data []byte
		if p := msg.Find(part.ID); p != nil {
			r := msg.Decode(p)
			data = readUpTo(r, files.HeadSize)
			if files.LooksInside(data) {
				data = append(data, readUpTo(r, maxJudged)...)
			}
		}
		out[i] = files.Judge(part.Name, part.Type, data)
	}
	return out, nil
}

// readUpTo reads some octets; a decoder has no errors.
func readUpTo(r io.Reader, most int64) []byte {
	data, _ := io.ReadAll(io.LimitReader(r, most))
	return data
}

// PartText is a part as text, of at most so many octets, and whether that is all.
func (m *Mail) PartText(ctx context.Context, o Origin, part string, most int64) (text string, all bool, err error) {
	msg, p, err := m.attached(ctx, o, part)
	if err != nil {
		return "", false, err
	}
	return msg.TextUpTo(p, most), msg.Size(p) <= most, nil
}

// PartBytes is a part's octets, at most so many: more is an error.
func (m *Mail) PartBytes(ctx context.Context, o Origin, part string, most int64) ([]byte, error) {
	msg, p, err := m.attached(ctx, o, part)
	if err != nil {
		return nil, err
	}
	data := readUpTo(msg.Decode(p), most+1)
	if int64(len(data)) > most {
		return nil, fmt.Errorf("part %s: %w", part, ErrLong)
	}
	return data, nil
}

// SavePart writes a part into a file, which appears when it is whole. Progress
// is told of the octets written; nil is fine.
func (m *Mail) SavePart(ctx context.Context, o Origin, part, path string, over bool, progress func(int64)) error {
	msg, p, err := m.attached(ctx, o, part)
	if err != nil {
		return err
	}
	return files.Write(ctx, path, msg.Decode(p), over, progress)
}

// CopyPart puts a copy of a part into a private folder, for another program to
// open, and gives its path.
func (m *Mail) CopyPart(ctx context.Context, o Origin, part, name string, into *files.Private) (string, error) {
	msg, p, err := m.attached(ctx, o, part)
	if err != nil {
		return "", err
	}
	return into.Copy(ctx, name, msg.Decode(p))
}

// SaveMessage writes a message, as it came, into a file.
func (m *Mail) SaveMessage(ctx context.Context, id mail.MessageID, path string, over bool) error {
	raw, err := m.Raw(ctx, id)
	if err != nil {
		return err
	}
	return files.Write(ctx, path, bytes.NewReader(raw), over, nil)
}
