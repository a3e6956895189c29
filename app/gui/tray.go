package gui

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	fynedesktop "fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"godwit/accounts/desktop"
	"godwit/app/gui/kit"
	"godwit/app/gui/lang"
)

// trayUse is what the icon in the tray is for.
type trayUse string

const (
	trayNone  trayUse = ""
	trayShow  trayUse = "show"  // an icon with the unread count
	trayHides trayUse = "hides" // and closing the window leaves the program there
)

func readTray(s string) trayUse {
	if use := trayUse(s); use == trayShow || use == trayHides {
		return use
	}
	return trayNone
}

// trayComes is how long a tray may take to come with the session, or to come
// back: after it, a hidden window is shown, for nobody could reach it.
const trayComes = 20 * time.Second

// tray is Godwit's icon there. What it does is the frame's.
type tray struct {
	use   trayUse
	there bool // somebody shows icons
	owner fynedesktop.App
	count int // that the icon says
}

// beginTray puts the icon into the tray, before the toolkit runs: later it
// cannot. A change of the setting holds from the next start on.
func (f *frame) beginTray(use trayUse) {
	owner, ok := f.fyne.(fynedesktop.App)
	if use == trayNone || !ok {
		return
	}
	there, err := desktop.HasTray(context.Background())
	if err != nil { // without a bus the toolkit would start one
		f.o.Log.Info("no tray", "err", err)
		return
	}
	f.tray = &tray{use: use, there: there, owner: owner, count: -1}
	owner.SetSystemTrayWindow(f.win)
	f.win.SetCloseIntercept(f.close) // which that has changed
	quit := fyne.NewMenuItem(lang.T("Quit"), f.quit)
	quit.IsQuit = true
	owner.SetSystemTrayMenu(fyne.NewMenu("Godwit",
		fyne.NewMenuItem(lang.T("Open Godwit"), f.raise),
		fyne.NewMenuItem(lang.T("New message"), f.writeNew),
		fyne.NewMenuItem(lang.T("Get mail"), func() { f.s.core.Mail.Poke(0) }),
		fyne.NewMenuItemSeparator(), quit))
	f.showUnread()
	f.pump.run(func(ctx context.Context) {
		_ = desktop.WatchTray(ctx, func(there bool) { f.pump.later(func() { f.trayChanged(there) }) })
	})
}

// trayChanged sees to it that the program stays in reach.
func (f *frame) trayChanged(there bool) {
	f.tray.there = there
	if !there {
		f.pump.after(trayComes, f.stayInReach)
	}
}

func (f *frame) stayInReach() {
	if f.hidden && (f.tray == nil || !f.tray.there) {
		f.o.Log.Info("nothing shows the tray's icon; the window comes back")
		f.raise()
	}
}

// hides reports whether closing the window may leave the program without one.
func (t *tray) hides() bool { return t != nil && t.use == trayHides && t.there }

func (f *frame) writeNew() {
	f.raise()
	if f.shell != nil {
		f.shell.write()
	}
}

// showUnread puts how much is unread on the tray's icon.
func (f *frame) showUnread() {
	if f.tray == nil || f.tray.count == f.unread {
		return
	}
	f.tray.count = f.unread
	icon, err := trayIcon(kit.AppIcon().Content(), f.unread)
	if err != nil {
		f.o.Log.Warn("draw the tray's icon", "err", err)
		return
	}
	f.tray.owner.SetSystemTrayIcon(fyne.NewStaticResource("godwit-"+strconv.Itoa(f.unread)+".png", icon))
}

// traySize is the icon's, in pixels; trays make it smaller.
const traySize = 64

// trayIcon is a picture with a number in its corner; without one for 0.
func trayIcon(picture []byte, n int) ([]byte, error) {
	src, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	icon := image.NewNRGBA(image.Rect(0, 0, traySize, traySize))
	draw.CatmullRom.Scale(icon, icon.Bounds(), src, src.Bounds(), draw.Src, nil)
	if n > 0 {
		if err := badge(icon, n); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err = png.Encode(&b, icon)
	return b.Bytes(), err
}

// badge draws a number on a red pill in the lower right corner.
func badge(icon *image.NRGBA, n int) error {
	text := strconv.Itoa(n)
	if n > 99 {
		text = "99+"
	}
	parsed, err := opentype.Parse(theme.DefaultTextBoldFont().Content())
	if err != nil {
		return err
	}
	const height = 36
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 30, DPI: 72})
	if err != nil {
		return err
	}
	defer face.Close()
	width := max(font.MeasureString(face, text).Ceil()+14, height)
	left, top := max(traySize-width, 0), traySize-height
	for y := top; y < traySize; y++ {
		for x := left; x < traySize; x++ {
			if cover := pill(float64(x-left)+0.5, float64(y-top)+0.5, float64(traySize-left), height); cover > 0 {
				under := icon.NRGBAAt(x, y)
				icon.SetNRGBA(x, y, over(under, color.NRGBA{0xC6, 0x28, 0x28, 0xFF}, cover))
			}
		}
	}
	pen := font.Drawer{Dst: icon, Src: image.White, Face: face}
	pen.Dot = fixed.P(left+(traySize-left)/2, traySize-8)
	pen.Dot.X -= font.MeasureString(face, text) / 2
	pen.DrawString(text)
	return nil
}

// pill is how much of the pixel at x, y lies in a bar with round ends.
func pill(x, y, width, height float64) float64 {
	r := height / 2
	dx := max(r-x, x-(width-r), 0)
	dy := y - r
	return min(max(r-math.Hypot(dx, dy)+0.5, 0), 1)
}

// over lays a colour on another, as much as cover says.
func over(under, top color.NRGBA, cover float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-cover) + float64(b)*cover + 0.5) }
	return color.NRGBA{mix(under.R, top.R), mix(under.G, top.G), mix(under.B, top.B), max(under.A, uint8(255*cover))}
}
