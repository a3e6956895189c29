package imap

import (
	"context"
	"errors"

	"godwit/sync/store"
)

// errMany: so many messages are missing, or some that something is wished for,
// that only a look at all folders tells whether they are gone.
var errMany = errors.New("imap: messages are missing")

// settle decides what became of the messages that folders lacked: another
// client has moved them, or they are gone; so many that this is an alarm stay
// here. whole says that all folders were looked at, without which there is no
// deciding on many: errMany.
func (r *Remote) settle(ctx context.Context, visits []*visit, whole bool) error {
	waiting, err := r.Store.Unnamed(ctx, r.Account.ID)
	if err != nil {
		return err
	}
	absent := 0
	for _, v := range visits {
		if v.absent {
			absent += v.Total - v.Vanished
		}
	}
	many := false
	for _, v := range visits {
		var d store.Dropped
		apart := false // what is wished for a message may have to follow it into another folder
		if !whole && v.looked {
			if apart, err = r.Store.Untold(ctx, v.ID); err != nil {
				return err
			}
		}
		switch {
		case v.absent:
			d, err = r.Store.DropAbsent(ctx, v.ID, store.Alarming(absent))
		case !whole && (v.many || apart):
			many = true
		case v.looked, waiting[v.ID] && v.unchanged():
			d, err = r.Store.DropUnnamed(ctx, v.ID)
		}
		if err != nil {
			return err
		}
		v.gone += d.Gone + d.Moved + d.Vanished
		if d.Vanished > 0 {
			r.Log.Warn("the server lost many messages at once; the copies here are kept", "folder", v.ID, "messages", d.Vanished)
		}
	}
	if many {
		return errMany
	}
	return nil
}
