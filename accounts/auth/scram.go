package auth

import (
	"crypto/tls"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/xdg-go/scram"

	"godwit/accounts"
)

// maxRounds bounds the work that a server can ask for: a second or so.
const maxRounds = 2_000_000

var rounds = regexp.MustCompile(`,i=(\d+)`)

// scramClient is SCRAM (RFC 5802, 7677): both sides prove that they know the
// password, and neither says it. With PLUS the proof holds for this TLS
// connection only.
type scramClient struct {
	mechanism accounts.Mechanism
	talk      *scram.ClientConversation
	step      int
	failed    bool
}

func newScram(s accounts.Server, m accounts.Mechanism, secret string, state *tls.ConnectionState) (sasl.Client, error) {
	name, plus := strings.CutSuffix(string(m), "-PLUS")
	generator := scram.SHA1
	if name == string(ScramSHA256) {
		generator = scram.SHA256
	}
	client, err := generator.NewClient(s.User, secret, "")
	if err != nil { // letters that SASLprep of 2005 does not know; servers take them as they are
		if client, err = generator.NewClientUnprepped(s.User, secret, ""); err != nil {
			return nil, errors.New("the user name or password cannot be used with " + string(m))
		}
	}
	if !plus {
		return &scramClient{mechanism: m, talk: client.NewConversation()}, nil
	}
	b, err := binding(state)
	if err != nil {
		return nil, err
	}
	return &scramClient{mechanism: m, talk: client.NewConversationWithChannelBinding(b)}, nil
}

// binding names the TLS connection (RFC 9266, RFC 5929).
func binding(state *tls.ConnectionState) (scram.ChannelBinding, error) {
	switch {
	case state.Version >= tls.VersionTLS13:
		return scram.NewTLSExporterBinding(state)
	case len(state.TLSUnique) > 0:
		return scram.NewTLSUniqueBinding(state.TLSUnique), nil
	}
	return scram.NewTLSServerEndpointBinding(state)
}

func (c *scramClient) Start() (string, []byte, error) {
	first, err := c.talk.Step("")
	return string(c.mechanism), []byte(first), err
}

func (c *scramClient) Next(challenge []byte) ([]byte, error) {
	answer, err := c.next(challenge)
	// An exchange that failed may be gone on with, and the library then believes an empty proof.
	c.failed = c.failed || err != nil
	return answer, err
}

func (c *scramClient) next(challenge []byte) ([]byte, error) {
	if c.step++; c.step > 2 || c.failed {
		return nil, sasl.ErrUnexpectedServerChallenge
	}
	if m := rounds.FindSubmatch(challenge); c.step == 1 && m != nil {
		if n, err := strconv.Atoi(string(m[1])); err != nil || n > maxRounds {
			return nil, errors.New("the server asks for too much work to sign in")
		}
	}
	if why, ok := strings.CutPrefix(string(challenge), "e="); ok {
		why, _, _ = strings.Cut(why, ",")
		if why == "unsupported-channel-binding-type" {
			return nil, ErrBinding
		}
		return nil, errors.New("the server says " + clean(why, ""))
	}
	answer, err := c.talk.Step(string(challenge))
	if err != nil && c.step == 2 {
		err = errImpostor
	}
	return []byte(answer), err
}

// ErrBinding: the server knows other ways to name a TLS connection than we do.
// A mechanism without PLUS may do.
var ErrBinding = errors.New("the server does not know this kind of channel binding")

var errImpostor = errors.New("the server did not prove that it knows the password")

// Verified is asked when the server says that the sign-in is done: nil where it
// has proved who it is, as far as the mechanism can.
func Verified(c sasl.Client) error {
	if s, ok := c.(*scramClient); ok && (s.failed || !s.talk.Valid()) {
		return errImpostor
	}
	return nil
}
