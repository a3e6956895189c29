package kit

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"godwit/assets"
)

// IconName names an icon of Godwit's own family: the file name in assets/icons
// without its ending.
type IconName string

const (
	IconAccount      IconName = "account"
	IconAllMail      IconName = "all-mail"
	IconArchive      IconName = "archive"
	IconAttachment   IconName = "attachment"
	IconCheck        IconName = "check"
	IconChevronDown  IconName = "chevron-down"
	IconChevronLeft  IconName = "chevron-left"
	IconChevronRight IconName = "chevron-right"
	IconChevronUp    IconName = "chevron-up"
	IconClock        IconName = "clock"
	IconClose        IconName = "close"
	IconCloud        IconName = "cloud"
	IconCompose      IconName = "compose"
	IconCopy         IconName = "copy"
	IconDelete       IconName = "trash"
	IconDownload     IconName = "download"
	IconDrafts       IconName = "drafts"
	IconEdit         IconName = "edit"
	IconError        IconName = "error"
	IconExternal     IconName = "external"
	IconContrast     IconName = "contrast"
	IconEye          IconName = "eye"
	IconEyeOff       IconName = "eye-off"
	IconFile         IconName = "file"
	IconFilter       IconName = "filter"
	IconFlag         IconName = "flag"
	IconFolder       IconName = "folder"
	IconForward      IconName = "forward"
	IconHelp         IconName = "help"
	IconImage        IconName = "image"
	IconInbox        IconName = "inbox"
	IconInfo         IconName = "info"
	IconJunk         IconName = "junk"
	IconKey          IconName = "key"
	IconLink         IconName = "link"
	IconLock         IconName = "lock"
	IconLockOpen     IconName = "lock-open"
	IconMail         IconName = "mail"
	IconMarkRead     IconName = "mark-read"
	IconMarkUnread   IconName = "mark-unread"
	IconMenu         IconName = "menu"
	IconMinus        IconName = "minus"
	IconMore         IconName = "more"
	IconMove         IconName = "move"
	IconOffline      IconName = "offline"
	IconOutbox       IconName = "outbox"
	IconPerson       IconName = "person"
	IconPlus         IconName = "plus"
	IconPrint        IconName = "print"
	IconRedo         IconName = "redo"
	IconReply        IconName = "reply"
	IconReplyAll     IconName = "reply-all"
	IconSave         IconName = "download"
	IconSearch       IconName = "search"
	IconSend         IconName = "sent"
	IconSent         IconName = "sent"
	IconServer       IconName = "server"
	IconSettings     IconName = "settings"
	IconSidebar      IconName = "sidebar"
	IconSource       IconName = "source"
	IconStar         IconName = "star"
	IconStarFilled   IconName = "star-filled"
	IconSuccess      IconName = "success"
	IconSync         IconName = "sync"
	IconTrash        IconName = "trash"
	IconUndo         IconName = "undo"
	IconWarning      IconName = "warning"
)

// Icon is name as a resource that takes the theme's text colour.
func Icon(name IconName) fyne.Resource { return TintedIcon(name, ColorText) }

// TintedIcon is name in another colour of the theme, and follows the theme when
// it changes. Fyne's own themed resources recolour fills only; these icons are
// strokes.
func TintedIcon(name IconName, tint fyne.ThemeColorName) fyne.Resource {
	return iconResource{name, tint}
}

// AppIcon is the picture of the program itself, for windows and the about page.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("godwit.png", assets.AppIcon()) }

type iconResource struct {
	name IconName
	tint fyne.ThemeColorName
}

// Name holds the colour as well: Fyne caches pictures by name, and the same
// icon in light and dark is two pictures.
func (r iconResource) Name() string {
	return fmt.Sprintf("%s-%s.svg", r.name, hexColour(colour(r.tint)))
}

func (r iconResource) Content() []byte {
	return bytes.ReplaceAll(assets.Icon(string(r.name)), []byte("currentColor"), []byte(hexColour(colour(r.tint))))
}

// ThemeColorName tells Fyne to ask again when the theme changes.
func (r iconResource) ThemeColorName() fyne.ThemeColorName { return r.tint }

var _ fyne.ThemedResource = iconResource{}

func hexColour(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}

// setIcon shows an icon, and does nothing when img shows it already: parsing SVG
// again is what costs.
func setIcon(img *canvas.Image, name IconName, tint fyne.ThemeColorName) {
	want := shownIcon{iconResource{name, tint}, hexColour(colour(tint)), fyne.CurrentApp().Settings().Theme()}
	if have, ok := img.Resource.(shownIcon); ok && have == want {
		return
	}
	img.Resource = want
	img.Refresh()
}

// shownIcon is an icon with the colour and the theme it was last drawn in, so
// that a change of either is seen as another picture. Everything becomes larger
// with another theme: the toolkit would stretch the picture that it has.
type shownIcon struct {
	iconResource
	drawn string
	theme fyne.Theme
}
