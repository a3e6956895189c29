package gui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"godwit/accounts"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
	"godwit/compose"
)

// identityFields is the form of one identity.
type identityFields struct {
	object                          fyne.CanvasObject
	name, email, replyTo, signature *kit.Field
	emailRow, replyToRow            *kit.FormRow
	above, catchAll                 *widget.Check
}

func newIdentityFields(i accounts.Identity, first bool) *identityFields {
	f := &identityFields{name: kit.NewField("Ada Lovelace"), email: kit.NewField("ada@example.org"), replyTo: kit.NewField(""), signature: kit.NewField("")}
	f.signature.MultiLine, f.signature.Wrapping = true, fyne.TextWrapWord
	f.signature.SetMinRowsVisible(4)
	f.above = widget.NewCheck(lang.T("In an answer, above the quoted text"), nil)
	f.catchAll = widget.NewCheck(lang.T("All mail to this domain is mine: answer from the address it was for"), nil)
	f.name.SetText(i.Name)
	f.email.SetText(i.Email)
	f.replyTo.SetText(i.ReplyTo)
	f.signature.SetText(i.Signature)
	f.above.SetChecked(i.Above)
	f.catchAll.SetChecked(i.CatchAll)
	hint := ""
	if first {
		f.email.Disable()
		hint = lang.T("The address of the account; it is changed there.")
	}
	f.emailRow = kit.NewFormRow(lang.T("E-mail address"), f.email, hint)
	f.replyToRow = kit.NewFormRow(lang.T("Answers go to"), f.replyTo, lang.T("Only if that is another address."))
	f.object = kit.NewForm(kit.NewFormRow(lang.T("Name"), f.name, ""), f.emailRow, f.replyToRow,
		container.New(column{kit.Space1}, kit.NewFormRow(lang.T("Signature"), f.signature, ""), f.above), f.catchAll)
	return f
}

// value is what the form says, and whether it can be.
func (f *identityFields) value() (accounts.Identity, bool) {
	i := accounts.Identity{
		Name: strings.TrimSpace(f.name.Text), Email: strings.TrimSpace(f.email.Text), ReplyTo: strings.TrimSpace(f.replyTo.Text),
		Signature: strings.TrimRight(f.signature.Text, " \n"), Above: f.above.Checked, CatchAll: f.catchAll.Checked,
	}
	good := true
	for _, c := range []struct {
		row   *kit.FormRow
		email string
		must  bool
	}{{f.emailRow, i.Email, true}, {f.replyToRow, i.ReplyTo, false}} {
		problem := ""
		if list := compose.Recipients(c.email); len(list) == 1 {
			problem = lang.Said(list[0].Problem)
		} else if c.must || len(list) > 1 {
			problem = lang.T("Give one address.")
		}
		c.row.SetProblem(problem)
		good = good && problem == ""
	}
	return i, good
}

// editIdentity is the sheet of an account's identity; at is their number for a new
// one.
func (w *shell) editIdentity(rows *fyne.Container, a accounts.Account, at int) {
	title, now := lang.T("New identity"), accounts.Identity{}
	if at < len(a.Identities) {
		title, now = lang.T("Identity"), a.Identities[at]
	} else if len(a.Identities) > 0 {
		now.Name = a.Identities[0].Name
	}
	f := newIdentityFields(now, at == 0)
	var closeSheet func()
	keep := func() {
		i, good := f.value()
		if !good {
			return
		}
		list := slices.Clone(a.Identities)
		if at < len(list) {
			list[at] = i
		} else {
			list = append(list, i)
		}
		closeSheet()
		w.setIdentities(rows, a, list)
	}
	for _, field := range []*kit.Field{f.name, f.email, f.replyTo} {
		field.OnSubmitted = func(string) { keep() }
	}
	closeSheet = showSheet(w.s.win, sheet{
		Title: title, Body: f.object, Width: 480, Close: lang.T("Cancel"), Action: lang.T("Save"), Do: keep, Stay: true, Focus: f.name,
	})
	for _, field := range []*kit.Field{f.email, f.replyTo, f.signature} {
		field.OnEscape = closeSheet
	}
}
