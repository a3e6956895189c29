package dial

import (
	"context"
	"net"
)

// LookupTXT asks DNS for the TXT records of a name. Answers are not protected:
// they may be forged by whoever is on the way.
func LookupTXT(ctx context.Context, name string) ([]string, error) {
	return net.DefaultResolver.LookupTXT(ctx, name+".")
}
