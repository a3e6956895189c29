package keyring

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

const (
	// workFactor costs an attacker 64 MiB and some tenths of a second for each
	// guess. age's own 18 needs 256 MiB, more than the rest of Godwit.
	workFactor    = 16
	maxWorkFactor = 18 // a file that asks for more would take all memory
)

func seal(secrets map[string][]byte, passphrase string, work int) ([]byte, error) {
	plain, err := json.Marshal(secrets)
	if err != nil {
		return nil, errors.New("secrets file: not to be written as JSON")
	}
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("secrets file: %w", err)
	}
	recipient.SetWorkFactor(work)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return nil, fmt.Errorf("secrets file: %w", err)
	}
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("secrets file: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("secrets file: %w", err)
	}
	return sealed.Bytes(), nil
}

func unseal(sealed []byte, passphrase string) (map[string][]byte, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fmt.Errorf("secrets file: %w", err)
	}
	identity.SetMaxWorkFactor(maxWorkFactor)
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	var wrong *age.NoIdentityMatchError
	if errors.As(err, &wrong) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	secrets := map[string][]byte{}
	if err := json.Unmarshal(plain, &secrets); err != nil {
		return nil, fmt.Errorf("%w: not a JSON object", ErrDamaged) // the cause would quote it
	}
	return secrets, nil
}
