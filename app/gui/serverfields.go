package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	details  *fyne.Container
	row      *kit.FormRow

	sending bool
	value   model.ServerForm
	filling bool
}

var (
	receiving  = []accounts.Protocol{accounts.IMAP, accounts.POP3, accounts.None}
	submitting = []accounts.Protocol{accounts.SMTP, accounts.None}
	securities = []accounts.Security{accounts.TLS, accounts.STARTTLS, accounts.Plain}
)

func newServerFields(title string) *serverFields {
	f := &serverFields{sending: title == "Sending"}
	f.protocol = widget.NewSelect([]string{"IMAP", "POP3", lang.T("none: only sends")}, nil)
	if f.sending {
		f.protocol = widget.NewSelect([]string{"SMTP", lang.T("none: only receives")}, nil)
	}
	f.security = widget.NewSelect([]string{"TLS", "STARTTLS", lang.T("none|protection")}, nil)
	f.host, f.port, f.user = kit.NewField("mail.example.org"), kit.NewField(""), kit.NewField(lang.T("often the address"))
	choose := func(string) { f.choose() }
	f.protocol.OnChanged, f.security.OnChanged = choose, choose
	f.details = container.New(column{kit.Space2},
		container.New(shares{[]float32{0.76, 0.24}}, captioned(lang.T("Server"), f.host), captioned(lang.T("Port"), f.port)),
		container.New(shares{[]float32{0.35, 0.65}}, captioned(lang.T("Security"), kit.NewFrame(f.security)), captioned(lang.T("User name"), f.user)))
	head := container.New(shares{[]float32{0.35, 0.65}},
		container.New(middle{}, kit.NewText(title, kit.TextNormal, kit.ColorText).SetBold(true)), kit.NewFrame(f.protocol))
	f.row = kit.NewFormRow("", container.New(column{kit.Space2}, head, f.details), "")
	f.object = f.row
	return f
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
	v.Choose(f.protocols()[max(0, f.protocol.SelectedIndex())], securities[max(0, f.security.SelectedIndex())])
	f.fill(v)
}

func (f *serverFields) collect() model.ServerForm {
	return model.ServerForm{
		Protocol: f.protocols()[max(0, f.protocol.SelectedIndex())],
		Security: securities[max(0, f.security.SelectedIndex())],
		Host:     f.host.Text, Port: f.port.Text, User: f.user.Text,
	}
}

// fields are those that text is typed into.
func (f *serverFields) fields() []*kit.Field { return []*kit.Field{f.host, f.port, f.user} }

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
