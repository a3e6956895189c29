package model

import (
	"strings"

	"godwit/app"
	"godwit/app/gui/lang"
)

// DoctorTitle names what the doctor looked at.
func DoctorTitle(f app.Finding) string {
	protocol, step, ok := strings.Cut(f.Name, " ")
	if !ok {
		step, protocol = protocol, ""
	}
	title := doctorSteps()[step]
	switch {
	case title == "":
		title = step
	case protocol == "smtp":
		title = lang.T("Sending: {step}", "step", title)
	case protocol != "":
		title = lang.T("Receiving: {step}", "step", title)
	}
	return title
}

func doctorSteps() map[string]string {
	return map[string]string{
		"password": lang.T("Password"), "clock": lang.T("This computer's date"),
		"name": lang.T("the server's name"), "ipv4": lang.T("over IPv4"), "ipv6": lang.T("over IPv6"), "connect": lang.T("the way there"),
		"greeting": lang.T("the greeting"), "starttls": lang.T("protection on request"), "tls": lang.T("protection and certificate"),
		"offers": lang.T("ways to sign in"), "sign-in": lang.T("the sign-in"), "mailbox": lang.T("the mailbox"), "rules": lang.T("the server's rules"),
	}
}

// DoctorVerdict is what it comes to.
func DoctorVerdict(list []app.Finding, running bool) string {
	faults, cautions := 0, 0
	for _, f := range list {
		switch f.Level {
		case app.LevelFault:
			faults++
		case app.LevelCaution:
			cautions++
		}
	}
	switch {
	case running:
		return lang.T("Looking at each step, from the name to the mailbox. Nothing is sent and nothing is changed.")
	case faults > 0:
		return lang.N(faults, "{n} fault keeps mail from coming or going.", "{n} faults keep mail from coming or going.")
	case cautions > 0:
		return lang.N(cautions, "Mail comes and goes; {n} thing is worth a look.", "Mail comes and goes; {n} things are worth a look.")
	case len(list) == 0:
		return lang.T("Nothing was looked at.")
	}
	return lang.T("All is well.")
}
