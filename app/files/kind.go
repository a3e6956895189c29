package files

import (
	"bytes"
	"strings"
)

// Kind is what a file is.
type Kind string

// The kinds of files, as far as a person needs to tell them apart.
const (
	Other    Kind = "file"
	Picture  Kind = "picture"
	Text     Kind = "text"
	Code     Kind = "code"
	Table    Kind = "table" // CSV
	Calendar Kind = "calendar"
	Contact  Kind = "contact"
	Message  Kind = "message"
	Page     Kind = "web page"
	PDF      Kind = "PDF"
	Document Kind = "document"
	Sheet    Kind = "spreadsheet"
	Slides   Kind = "presentation"
	Archive  Kind = "archive"
	Audio    Kind = "sound"
	Video    Kind = "video"
	Key      Kind = "key"
	Program  Kind = "program"
	Script   Kind = "script"
	Shortcut Kind = "shortcut"
	Macros   Kind = "document with macros"
	Disk     Kind = "disk image"
)

// endings are kinds by the last part of a name.
var endings = byEnding(map[Kind]string{
	Picture:  "png jpg jpeg jpe gif webp bmp tif tiff heic heif avif ico svg psd raw",
	Text:     "txt text log md markdown rst diff patch asc nfo",
	Code:     "c h cc cpp hpp go rs java kt swift ts tsx json yaml yml toml ini cfg conf xml css sql tex r lua cs",
	Table:    "csv tsv",
	Calendar: "ics ical ifb",
	Contact:  "vcf vcard",
	Message:  "eml mbox",
	Page:     "html htm xhtml shtml mhtml mht xht",
	PDF:      "pdf",
	Document: "doc docx odt rtf pages epub ps",
	Sheet:    "xls xlsx ods numbers",
	Slides:   "ppt pptx odp key",
	Archive:  "zip rar 7z tar gz tgz bz2 tbz xz txz zst lz lzma cab arj z ace",
	Audio:    "mp3 m4a ogg oga opus wav flac aac wma mid midi amr",
	Video:    "mp4 m4v mov avi mkv webm wmv mpg mpeg 3gp",
	Key:      "pem crt cer der p12 pfx gpg pgp sig p7s p7m p7c",
	Program:  "exe com scr pif dll cpl msi msp msix appx apk app ipa deb rpm dmg-app jar war run elf sys drv ocx appimage flatpak snap flatpakref pkg xpi crx gadget",
	Script: "bat cmd ps1 ps1xml psm1 psd1 vbs vbe js jse mjs ws wsf wsh wsc hta sh bash zsh csh ksh fish command tool py pyc pyw pl rb php " +
		"reg inf msc sct applescript scpt workflow action au3 ahk mst jnlp xll",
	Shortcut: "lnk url website webloc desktop scf rdp library-ms search-ms settingcontent-ms appref-ms theme themepack one onepkg chm hlp",
	Macros:   "docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm slk iqy accdb mdb mde accde",
	Disk:     "iso img dmg vhd vhdx vmdk udf toast wim",
})

func byEnding(kinds map[Kind]string) map[string]Kind {
	out := make(map[string]Kind)
	for k, list := range kinds {
		for e := range strings.FieldsSeq(list) {
			out[e] = k
		}
	}
	return out
}

// ending is what stands after the last dot of a name, in lower case.
func ending(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(name[i+1:]))
}

// kindOfName is a file's kind by its name alone; "" when it says nothing.
func kindOfName(name string) Kind { return endings[ending(name)] }

// kindOfType is a file's kind by its media type; "" when it says nothing.
func kindOfType(t string) Kind {
	switch t {
	case "text/html", "application/xhtml+xml":
		return Page
	case "text/calendar", "application/ics":
		return Calendar
	case "text/vcard", "text/x-vcard", "text/directory":
		return Contact
	case "text/csv", "text/tab-separated-values":
		return Table
	case "message/rfc822", "message/global":
		return Message
	case "application/pdf":
		return PDF
	case "application/zip", "application/x-zip-compressed", "application/gzip", "application/x-7z-compressed", "application/vnd.rar", "application/x-tar":
		return Archive
	case "application/x-msdownload", "application/x-msdos-program", "application/vnd.microsoft.portable-executable", "application/x-executable", "application/java-archive":
		return Program
	case "application/javascript", "text/javascript", "application/x-sh", "application/hta":
		return Script
	}
	main, sub, _ := strings.Cut(t, "/")
	switch {
	case main == "image":
		return Picture
	case main == "audio":
		return Audio
	case main == "video":
		return Video
	case main == "text", main == "message":
		return Text
	case strings.Contains(sub, "macroenabled"):
		return Macros
	case strings.Contains(sub, "spreadsheet"), strings.Contains(sub, "excel"):
		return Sheet
	case strings.Contains(sub, "presentation"), strings.Contains(sub, "powerpoint"):
		return Slides
	case strings.Contains(sub, "wordprocessing"), strings.Contains(sub, "msword"), sub == "vnd.oasis.opendocument.text", sub == "rtf":
		return Document
	case strings.Contains(sub, "json"), strings.Contains(sub, "xml"):
		return Code
	}
	return ""
}

// starts are kinds by a file's first octets; ? stands for any.
var starts = []struct {
	octets string
	kind   Kind
}{
	{"MZ", Program},
	{"\x7fELF", Program},
	{"\xfe\xed\xfa", Program},
	{"\xcf\xfa\xed\xfe", Program},
	{"\xce\xfa\xed\xfe", Program},
	{"\xca\xfe\xba\xbe", Program},
	{"!<arch>\ndebian", Program},
	{"\xed\xab\xee\xdb", Program},
	{"dex\n", Program},
	{"xar!", Program},
	{"Cr24", Program},
	{"#!", Script},
	{"L\x00\x00\x00\x01\x14\x02\x00", Shortcut},
	{"[InternetShortcut]", Shortcut},
	{"[Desktop Entry]", Shortcut},
	{"ITSF", Shortcut},
	{"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", Shortcut},
	{"%PDF-", PDF},
	{"\x89PNG\r\n", Picture},
	{"\xff\xd8\xff", Picture},
	{"GIF8", Picture},
	{"RIFF????WEBP", Picture},
	{"BM????\x00\x00\x00\x00", Picture},
	{"II*\x00", Picture},
	{"MM\x00*", Picture},
	{"PK\x03\x04", Archive},
	{"PK\x05\x06", Archive},
	{"Rar!\x1a", Archive},
	{"7z\xbc\xaf\x27\x1c", Archive},
	{"\x1f\x8b", Archive},
	{"BZh", Archive},
	{"\xfd7zXZ", Archive},
	{"\x28\xb5\x2f\xfd", Archive},
	{"MSCF", Archive},
	{"conectix", Disk},
	{"vhdxfile", Disk},
	{"KDMV", Disk},
	{"MSWIM", Disk},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Document},
	{"{\\rtf", Document},
	{"ID3", Audio},
	{"OggS", Audio},
	{"fLaC", Audio},
	{"RIFF????WAVE", Audio},
	{"RIFF????AVI ", Video},
	{"\x1aE\xdf\xa3", Video},
	{"????ftyp", Video},
	{"BEGIN:VCALENDAR", Calendar},
	{"BEGIN:VCARD", Contact},
}

// kindOfOctets is a file's kind by how it begins; "" when that says nothing.
func kindOfOctets(head []byte) Kind {
	for _, s := range starts {
		if begins(head, s.octets) {
			return s.kind
		}
	}
	if len(head) > 0x8006 && bytes.Equal(head[0x8001:0x8006], []byte("CD001")) {
		return Disk
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, tag := range []string{"<!doctype html", "<html", "<script", "<head", "<body"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return Page
		}
	}
	if bytes.HasPrefix(start, []byte("<job")) || bytes.HasPrefix(start, []byte("<package><job")) {
		return Script
	}
	return ""
}

func begins(head []byte, with string) bool {
	if len(head) < len(with) {
		return false
	}
	for i := range len(with) {
		if with[i] != '?' && head[i] != with[i] {
			return false
		}
	}
	return true
}
