package gui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"godwit/app"
	"godwit/app/gui/kit"
)

// prefs are a profile's settings of the window.
type prefs struct {
	Appearance    kit.Appearance
	Accent        kit.Accent
	Scale         float32 // of everything in all windows
	HideReader    bool    // a message shows only once it is opened
	Density       kit.Density
	Zoom          float32       // of the text one reads and writes
	PlainText     bool          // show text, not HTML
	Conversations bool          // show a message with those it belongs with
	UndoSend      time.Duration // how long Send can be taken back
	ReadAfter     time.Duration // a shown message counts as read; negative: never by itself
	TreeWidth     float32
	ListWidth     float32
	Width         float32 // of the window; 0: not known
	Height        float32
	Closed        []string // branches of the folder tree
	Keys          keySet
	OwnKeys       map[string]stroke // by command; "" for one that is to have none
	Recent        []string          // ids of what the palette was used for, the last first
	Preview       bool              // of Markdown beside its text
	Markdown      bool              // how new messages begin
	AttachFrom    string            // the folder that was attached from last; "": none yet
	SaveIn        string            // the folder that was saved into last; "": none yet
}

// Keys of the settings in the profile.
const (
	prefAppearance    = "window.appearance"
	prefAccent        = "window.accent"
	prefScale         = "window.scale"
	prefReader        = "window.reader" // "hidden", or nothing
	prefDensity       = "window.density"
	prefZoom          = "window.zoom"
	prefPlainText     = "read.plain-text"
	prefConversations = "read.conversations" // "off", or nothing
	prefUndoSend      = "send.undo-seconds"
	prefReadAfter     = "read.after-milliseconds"
	prefTreeWidth     = "window.tree-width"
	prefListWidth     = "window.list-width"
	prefWidth         = "window.width"
	prefHeight        = "window.height"
	prefClosed        = "window.closed-branches"
	prefKeys          = "keys.set"
	prefRecent        = "window.recent-commands"
	prefOwnKeys       = "keys.own"        // lines of command=stroke
	prefPreview       = "compose.preview" // "off", or nothing
	prefMarkdown      = "write.markdown"  // "on", or nothing
	prefAttachFrom    = "compose.attach-from"
	prefSaveIn        = "window.save-in"
)

func readPrefs(ctx context.Context, core *app.App) (prefs, error) {
	values := make(map[string]string)
	for _, key := range []string{prefAppearance, prefAccent, prefScale, prefReader, prefDensity, prefZoom, prefPlainText, prefConversations, prefUndoSend, prefReadAfter, prefTreeWidth, prefListWidth, prefWidth, prefHeight, prefClosed, prefPreview, prefMarkdown, prefSaveIn, prefKeys, prefOwnKeys, prefRecent} {
		v, err := core.Pref(ctx, key)
		if err != nil {
			return prefs{}, err
		}
		values[key] = v
	}
	number := func(key string, usual, low, high float64) float64 {
		n, err := strconv.ParseFloat(values[key], 64)
		if err != nil || n < low || n > high {
			return usual
		}
		return n
	}
	p := prefs{
		Appearance:    kit.Appearance(values[prefAppearance]),
		Accent:        kit.Accent(values[prefAccent]),
		Scale:         float32(number(prefScale, 1, 0.5, 3)),
		HideReader:    values[prefReader] != "",
		Density:       kit.Density(number(prefDensity, float64(kit.DensityPreview), 0, 2)),
		Zoom:          float32(number(prefZoom, 1, 0.6, 3)),
		PlainText:     values[prefPlainText] != "",
		Conversations: values[prefConversations] != "off",
		UndoSend:      time.Duration(number(prefUndoSend, 10, 0, 60)) * time.Second,
		ReadAfter:     time.Duration(number(prefReadAfter, 1000, -1, 60000)) * time.Millisecond,
		TreeWidth:     float32(number(prefTreeWidth, 232, 160, 400)),
		ListWidth:     float32(number(prefListWidth, 384, 240, 800)),
		Width:         float32(number(prefWidth, 0, 320, 10000)),
		Height:        float32(number(prefHeight, 0, 240, 10000)),
		Closed:        strings.Fields(values[prefClosed]),
		Preview:       values[prefPreview] != "off",
		Markdown:      values[prefMarkdown] != "",
		AttachFrom:    values[prefAttachFrom],
		SaveIn:        values[prefSaveIn],
		Recent:        strings.Fields(values[prefRecent]),
		Keys:          keySet(values[prefKeys]),
		OwnKeys:       readOwnKeys(values[prefOwnKeys]),
	}
	if p.Keys != gmailKeys {
		p.Keys = thunderbirdKeys
	}
	if !slices.Contains(kit.Accents(), p.Accent) {
		p.Accent = kit.Shore
	}
	switch p.Appearance {
	case kit.AlwaysLight, kit.AlwaysDark:
	default:
		p.Appearance = kit.FollowSystem
	}
	return p, nil
}

// setPref keeps one setting; that it could not be kept is told.
func (s *session) setPref(key, value string) {
	if s.following {
		return
	}
	do(s.pump, func(ctx context.Context) error { return s.core.SetPref(ctx, key, value) }, func(err error) {
		if err != nil {
			s.fail(err)
		}
	})
}

func (s *session) setPrefNumber(key string, n float64) {
	s.setPref(key, strconv.FormatFloat(n, 'f', -1, 32)) // most are sizes, which have no more digits
}
