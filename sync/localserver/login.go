package localserver

import "github.com/emersion/go-sasl"

// loginServer is the server side of SASL LOGIN, which go-sasl lacks.
type loginServer struct {
	check func(name, password string) error

	asked int
	name  string
}

var _ sasl.Server = (*loginServer)(nil)

func (l *loginServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if response == nil && l.asked == 0 {
		return []byte("Username:"), false, nil
	}
	l.asked++
	if l.asked == 1 {
		l.name = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.name, string(response))
}
