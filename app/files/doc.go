// Package files knows what came attached to a mail: what a file really is,
// whatever its name and its label say; what a person should know before opening
// it; under which name it can be kept; and how it gets onto the disk.
//
// Nothing is ever run or opened here, and nothing is unpacked: of an archive
// only the list of names is read, within bounds. A file is written under another
// name beside its place and moved there when it is whole, so that neither a full
// disk nor a cancelled wait leaves half of one; files that are there already are
// not written over unless the caller says so. What is written is marked as come
// from the internet where the system has such a mark.
package files
