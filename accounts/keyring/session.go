package keyring

import "sync"

// session keeps secrets in memory for as long as the Ring lives.
type session struct {
	mu      sync.Mutex
	secrets map[string]string
}

func (s *session) get(key string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	secret, ok := s.secrets[key]
	if !ok {
		return "", ErrMissing
	}
	return secret, nil
}

func (s *session) set(key, secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.secrets == nil {
		s.secrets = map[string]string{}
	}
	s.secrets[key] = secret
}

func (s *session) delete(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.secrets[key]; !ok {
		return ErrMissing
	}
	delete(s.secrets, key)
	return nil
}
