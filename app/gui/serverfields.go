package gui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/app/gui/model"
)

// serverFields are the fields of one server.
type serverFields struct {
	object   fyne.CanvasObject
	protocol *widget.Select
	security *widget.Select
	host     *kit.Field
	port     *kit.Field
	user     *kit.Field
	auth     *widget.Select
	pin      *kit.Field
	proxy    *kit.Field
	proxyKey *kit.Field // the proxy's password
	own      *kit.Field // the file of a certificate to show
	details  *fyne.Container
	more     *fyne.Container // what few people need
	row      *kit.FormRow
	taken    func(accounts.Protocol) // another protocol was chosen
	grew     func()

	sending bool
	value   model.ServerForm
	filling bool
}

var (
	receiving  = []accounts.Protocol{accounts.IMAP, accounts.POP3, accounts.None}
	submitting = []accounts.Protocol{accounts.SMTP, accounts.None}
	securities = []accounts.Security{accounts.TLS, accounts.STARTTLS, accounts.Plain}
)

func newServerFields(title string, sending bool) *serverFields {
	f := &serverFields{sending: sending, taken: func(accounts.Protocol) {}, grew: func() {}}
	f.protocol = widget.NewSelect([]string{"IMAP", "POP3", lang.T("none: only sends")}, nil)
	if f.sending {
		f.protocol = widget.NewSelect([]string{"SMTP", lang.T("none: only receives")}, nil)
	}
	f.security = widget.NewSelect([]string{"TLS", "STARTTLS", lang.T("none|protection")}, nil)
	f.host, f.port, f.user = kit.NewField("mail.example.org"), kit.NewField(""), kit.NewField(lang.T("often the address"))
	f.auth = widget.NewSelect(nil, nil)
	f.pin, f.proxy, f.own = kit.NewField(""), kit.NewField("socks5://127.0.0.1:1080"), kit.NewField("")
	f.proxyKey = kit.NewPasswordField("")
	choose := func(string) { f.choose() }
	f.protocol.OnChanged, f.security.OnChanged = choose, choose
	f.details = container.New(column{kit.Space2},
		container.New(shares{[]float32{0.76, 0.24}}, captioned(lang.T("Server"), f.host), captioned(lang.T("Port"), f.port)),
		container.New(shares{[]float32{0.35, 0.65}}, captioned(lang.T("Security"), kit.NewFrame(f.security)), captioned(lang.T("User name"), f.user)))
	f.details.Add(f.moreFields())
	head := container.New(shares{[]float32{0.35, 0.65}},
		container.New(middle{}, kit.NewText(title, kit.TextNormal, kit.ColorText).SetBold(true)), kit.NewFrame(f.protocol))
	f.row = kit.NewFormRow("", container.New(column{kit.Space2}, head, f.details), "")
	f.object = f.row
	return f
}

// moreFields are what few people need, folded away unless it is used.
func (f *serverFields) moreFields() fyne.CanvasObject {
	back := kit.NewButton(kit.Plain, "", lang.T("Take back"), func() { f.pin.SetText("") }).SetSmall()
	back.Hide()
	f.pin.OnChanged = func(text string) { setVisible(back, text != "") }
	f.more = container.New(column{kit.Space2},
		captioned(lang.T("Signs in with"), kit.NewFrame(f.auth)),
		captioned(lang.T("Only this certificate (SHA-256)"), container.New(layout.NewBorderLayout(nil, nil, nil, back), f.pin, back)),
		container.New(shares{[]float32{0.6, 0.4}}, captioned(lang.T("Proxy"), f.proxy), captioned(lang.T("Its password"), f.proxyKey)),
		captioned(lang.T("File of a certificate of your own (PEM, with its key)"), f.own))
	f.more.Hide()
	toggle := kit.NewButton(kit.Quiet, "", lang.T("More settings"), func() {
		setVisible(f.more, !f.more.Visible())
		f.grew()
	}).SetSmall()
	return container.New(column{kit.Space2}, container.NewHBox(toggle), f.more)
}

// mechanisms are the ways to sign in, now the one in use among them.
func mechanisms(now accounts.Mechanism) (list []accounts.Mechanism, titles []string) {
	list = []accounts.Mechanism{accounts.AuthAuto, accounts.AuthPage, accounts.AuthNone}
	titles = []string{lang.T("a password"), lang.T("its provider's own page (OAuth 2)"), lang.T("nothing: it does not ask")}
	if !slices.Contains(list, now) {
		list, titles = append(list, now), append(titles, lang.T("a password, by {mechanism}", "mechanism", now))
	}
	return list, titles
}

// captioned is a field with its name in small print above it.
func captioned(name string, field fyne.CanvasObject) fyne.CanvasObject {
	return container.New(column{2}, kit.NewText(name, kit.TextSmall, kit.ColorDim), field)
}

func (f *serverFields) protocols() []accounts.Protocol {
	if f.sending {
		return submitting
	}
	return receiving
}

func (f *serverFields) fill(v model.ServerForm) {
	f.filling = true
	f.value = v
	for i, p := range f.protocols() {
		if p == v.Protocol {
			f.protocol.SetSelectedIndex(i)
		}
	}
	for i, s := range securities {
		if s == v.Security {
			f.security.SetSelectedIndex(i)
		}
	}
	f.host.SetText(v.Host)
	f.port.SetText(v.Port)
	f.user.SetText(v.User)
	ways, titles := mechanisms(v.Auth)
	f.auth.SetOptions(titles)
	f.auth.SetSelectedIndex(slices.Index(ways, v.Auth))
	f.pin.SetText(model.PinGroups(v.Pin))
	f.proxy.SetText(v.Proxy)
	f.own.SetText(v.ClientCertificate)
	if v.Pin != "" || v.Proxy != "" || v.ClientCertificate != "" || v.Auth == accounts.AuthNone {
		f.more.Show()
	}
	setVisible(f.details, v.Protocol != accounts.None)
	f.filling = false
}

// choose follows the protocol and the security, and the usual port with them.
func (f *serverFields) choose() {
	if f.filling {
		return
	}
	v := f.collect()
	v.Protocol, v.Security = f.value.Protocol, f.value.Security
	before := v.Protocol
	v.Choose(f.protocols()[max(0, f.protocol.SelectedIndex())], securities[max(0, f.security.SelectedIndex())])
	f.fill(v)
	if v.Protocol != before {
		f.taken(v.Protocol)
	}
	f.grew()
}

func (f *serverFields) collect() model.ServerForm {
	return model.ServerForm{
		Protocol: f.protocols()[max(0, f.protocol.SelectedIndex())],
		Security: securities[max(0, f.security.SelectedIndex())],
		Host:     f.host.Text, Port: f.port.Text, User: f.user.Text,
		Auth: f.mechanism(), Pin: model.ReadPin(f.pin.Text), Proxy: f.proxy.Text, ClientCertificate: f.own.Text,
	}
}

func (f *serverFields) mechanism() accounts.Mechanism {
	ways, _ := mechanisms(f.value.Auth)
	return ways[max(0, f.auth.SelectedIndex())]
}

// fields are those that text is typed into.
func (f *serverFields) fields() []*kit.Field {
	return []*kit.Field{f.host, f.port, f.user, f.pin, f.proxy, f.proxyKey, f.own}
}

func (f *serverFields) problem(text string) { f.row.SetProblem(text) }

// shares puts objects beside each other, each with its part of the width.
type shares struct{ parts []float32 }

func (l shares) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, c := range o {
		h = max(h, c.MinSize().Height)
	}
	return fyne.NewSize(240, h)
}

func (l shares) Layout(o []fyne.CanvasObject, s fyne.Size) {
	x, room := float32(0), s.Width-kit.Space2*float32(len(o)-1)
	for i, c := range o {
		w := room * l.parts[i]
		c.Move(fyne.NewPos(x, 0))
		c.Resize(fyne.NewSize(w, s.Height))
		x += w + kit.Space2
	}
}
