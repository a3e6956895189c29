package oauth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
)

// KeySize is the size of a sealing key, in octets. Password stores have little
// room (Windows: 2,560 octets; tokens may have more), so they keep a key, and the
// token lies sealed beside the account.
const KeySize = 32

// ErrSeal: the key does not open the token, or the token is another's.
var ErrSeal = errors.New("the kept sign-in cannot be opened with its key")

// NewKey is a fresh sealing key.
func NewKey() []byte {
	key := make([]byte, KeySize)
	_, _ = rand.Read(key) // never fails
	return key
}

// Seal encrypts a token by AES-256-GCM. name, which the token is kept under, is
// bound to it.
func Seal(key []byte, name string, t Token) ([]byte, error) {
	aead, err := sealer(key)
	if err != nil {
		return nil, err
	}
	plain, err := json.Marshal(t)
	if err != nil {
		return nil, ErrSeal
	}
	return aead.Seal(nil, nil, plain, []byte(name)), nil
}

// Unseal is the token that Seal sealed under name.
func Unseal(key []byte, name string, sealed []byte) (Token, error) {
	aead, err := sealer(key)
	if err != nil {
		return Token{}, err
	}
	plain, err := aead.Open(nil, nil, sealed, []byte(name))
	if err != nil {
		return Token{}, ErrSeal
	}
	var t Token
	if err := json.Unmarshal(plain, &t); err != nil {
		return Token{}, ErrSeal
	}
	return t, nil
}

func sealer(key []byte) (cipher.AEAD, error) {
	if len(key) != KeySize {
		return nil, ErrSeal
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, ErrSeal
	}
	return cipher.NewGCMWithRandomNonce(block)
}
