package imap

import (
	"strings"

	"github.com/emersion/go-imap/v2"

	"godwit/sync/mail"
)

var roleOfUse = map[imap.MailboxAttr]mail.Role{
	imap.MailboxAttrDrafts:  mail.Drafts,
	imap.MailboxAttrSent:    mail.Sent,
	imap.MailboxAttrArchive: mail.Archive,
	imap.MailboxAttrJunk:    mail.Junk,
	imap.MailboxAttrTrash:   mail.Trash,
	imap.MailboxAttrAll:     mail.AllMail,
	imap.MailboxAttrFlagged: mail.Starred,
}

// roleNames are last levels of mailbox names that servers and other clients
// give to special mailboxes, lower case, the likeliest first.
var roleNames = map[mail.Role][]string{
	mail.Drafts: {
		"drafts", "draft", "entwürfe", "entwurf", "brouillons", "borradores", "bozze", "rascunhos", "concepten",
		"utkast", "kladder", "luonnokset", "szkice", "koncepty", "rozepsané", "piszkozatok", "taslaklar", "черновики", "чернетки", "草稿箱", "草稿", "下書き", "임시보관함",
	},
	mail.Sent: {
		"sent", "sent items", "sent messages", "sent mail", "sent-mail", "gesendet", "gesendete objekte", "gesendete elemente",
		"envoyés", "éléments envoyés", "messages envoyés", "enviados", "elementos enviados", "posta inviata", "inviati", "itens enviados",
		"verzonden", "verzonden items", "skickat", "sendt", "lähetetyt", "wysłane", "odeslané", "odoslané", "elküldött", "gönderilmiş öğeler",
		"отправленные", "надіслані", "已发送", "已发邮件", "寄件備份", "送信済みメール", "送信済み", "보낸편지함",
	},
	mail.Archive: {"archive", "archives", "archiv", "archivio", "archivo", "arquivo", "arkiv", "archief", "archiwum", "архив", "归档", "アーカイブ"},
	mail.Junk: {
		"junk", "spam", "junk e-mail", "junk email", "junk mail", "bulk mail", "bulk", "spamverdacht", "junk-e-mail", "indésirables",
		"courrier indésirable", "correo no deseado", "posta indesiderata", "lixo eletrônico", "ongewenste e-mail", "skräppost", "søppelpost",
		"roskaposti", "nevyžádaná pošta", "спам", "垃圾邮件", "垃圾箱", "迷惑メール", "스팸",
	},
	mail.Trash: {
		"trash", "deleted items", "deleted messages", "deleted", "bin", "papierkorb", "gelöscht", "gelöschte objekte", "gelöschte elemente",
		"corbeille", "éléments supprimés", "papelera", "elementos eliminados", "cestino", "posta eliminata", "lixeira", "itens excluídos",
		"prullenbak", "verwijderde items", "papperskorgen", "papirkurv", "slettet", "roskakori", "kosz", "koš", "kuka", "lomtár", "çöp kutusu",
		"корзина", "удаленные", "кошик", "已删除", "已删除邮件", "ゴミ箱", "휴지통",
	},
}

// giveRoles sets the role of each folder: one folder a role, by what the
// server says (RFC 6154), else by name.
func giveRoles(folders []listed, uses [][]imap.MailboxAttr) {
	taken := map[mail.Role]bool{}
	give := func(i int, role mail.Role) {
		if role != mail.NoRole && !taken[role] && folders[i].Role == mail.NoRole && !folders[i].NoMail {
			folders[i].Role = role
			taken[role] = true
		}
	}
	for i := range folders {
		if folders[i].Remote == "INBOX" {
			give(i, mail.Inbox)
		}
	}
	for i := range folders {
		for _, use := range uses[i] {
			give(i, roleOfUse[use])
		}
	}
	for _, role := range mail.Roles {
		for _, name := range roleNames[role] {
			for i := range folders {
				if !taken[role] && strings.EqualFold(topName(folders[i].Path), name) {
					give(i, role)
				}
			}
		}
	}
}

// topName is the name of a folder of the first level, or of one right below
// INBOX, where some servers keep all others; "" for deeper ones.
func topName(path string) string {
	if len(path) > 6 && strings.EqualFold(path[:6], "INBOX/") {
		path = path[6:]
	}
	if strings.Contains(path, "/") {
		return ""
	}
	return path
}
