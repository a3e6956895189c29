// Package raster paints display lists into pixels, in software and strip by
// strip, and turns a list made for white paper into one for dark.
//
// A Painter keeps what is costly to make again: the shapes of glyphs and the
// images scaled to their places, each up to a bound in octets. Its methods may
// be called by any goroutine and wait for each other; meant is one painter for a
// view and one goroutine that paints. Nothing here opens a file or a
// connection: images come from the function that the caller gives.
//
// A part of a list that cannot be drawn is left out. Whatever goes wrong
// further down, in a font or in an image, comes back as an error from Paint;
// the caller then shows the plain text.
package raster
