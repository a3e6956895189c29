package gui

import (
	"context"
	"log/slog"
	"sync"

	"fyne.io/fyne/v2"

	"godwit/accounts"
	"godwit/app"
	"godwit/app/files"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
	"godwit/app/notify"
	"godwit/app/render/text"
	"godwit/sync/mail"
)

// session is one profile in one main window: what all its views share.
type session struct {
	core  *app.App
	pump  *pump
	fyne  fyne.App
	win   fyne.Window
	stage *kit.Stage
	log   *slog.Logger
	fonts *text.Fonts // of HTML mail

	prefs     prefs
	rules     notify.Rules // of notifications
	tray      trayUse      // as set; the icon that there is may be another
	language  string       // as set
	following bool         // what is set now is what the profile has already
	sparing   string       // the setting "fetch.sparing", as last read
	look      listLook
	accounts  []accounts.Account // as last read

	scaled    float32               // the size of everything that useLook asked for
	writing   map[*composer]bool    // open compose windows
	noted     string                // which drafts are open, as the profile remembers
	discarded map[mail.DraftID]bool // out of sight, and not removed yet
	words     dictionaries          // that they check spelling by
	mailto    func(address string)  // writes to a mailto: address
	search    func(text string)     // looks for mail
	command   func(id string)       // runs a command of the window
	said      int                   // counts what was told, to know whether something newer was

	copying sync.Mutex
	private *files.Private // copies that other programs show; nil until there is one
}

// start is what must be known before the first frame.
type start struct {
	prefs    prefs
	rules    notify.Rules
	tray     trayUse
	language string // "": the system's
	look     listLook
	accounts []accounts.Account
}

// Keys of settings that hold for the program as a whole.
const (
	prefNotify   = "notify.rules"
	prefTray     = "window.tray"
	prefLanguage = "window.language"
)

func readStart(ctx context.Context, core *app.App) (start, error) {
	var st start
	var err error
	if st.prefs, err = readPrefs(ctx, core); err != nil {
		return st, err
	}
	look, err := core.Pref(ctx, prefListLook)
	if err != nil {
		return st, err
	}
	st.look = readLook(look)
	var rules, tray string
	for key, value := range map[string]*string{prefNotify: &rules, prefTray: &tray, prefLanguage: &st.language} {
		if *value, err = core.Pref(ctx, key); err != nil {
			return st, err
		}
	}
	st.rules, st.tray = notify.ReadRules(rules), readTray(tray)
	st.accounts, err = core.Accounts.List(ctx)
	return st, err
}

// account is the account with an id; the zero Account when it is gone.
func (s *session) account(id accounts.ID) accounts.Account {
	for _, a := range s.accounts {
		if a.ID == id {
			return a
		}
	}
	return accounts.Account{}
}

// tell shows a sentence for a while.
func (s *session) tell(text string) { s.offer(text, "", nil) }

// offer shows a sentence with one thing to do about it.
func (s *session) offer(text, action string, run func()) {
	s.show(kit.Toast{Text: text, Action: action, Do: run})
}

// show shows a sentence with what can be done about it.
func (s *session) show(t kit.Toast) {
	s.said++
	s.stage.ShowToast(t)
}

// fail tells why something did not happen, and has the rest at hand.
func (s *session) fail(err error) {
	if err == nil {
		return
	}
	ex := model.Explain(err)
	s.log.Warn("window", "code", ex.Code, "err", err)
	s.offer(ex.Title, lang.T("Details"), func() { s.explain(ex) })
}

// explain shows an explanation in full.
func (s *session) explain(ex app.Explanation) { s.explainAnd(ex, "", nil) }

// explainAnd shows an explanation with one thing to do about it.
func (s *session) explainAnd(ex app.Explanation, action string, do func()) {
	ex = model.InWords(ex)
	body := kit.NewForm(
		kit.NewParagraph(ex.Text, kit.TextNormal, kit.ColorText),
		kit.NewParagraph(ex.Action, kit.TextNormal, kit.ColorText),
		kit.NewText(ex.Code, kit.TextSmall, kit.ColorDim))
	showSheet(s.win, sheet{Title: ex.Title, Body: body, Width: 460, Close: lang.T("Close"), Action: action, Do: do})
}

// failed shows err if there is one; for commands that need no answer.
func (s *session) failed(err error) {
	if err != nil {
		s.fail(err)
	}
}
