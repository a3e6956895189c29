package dial

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const maxRootFile = 16 << 20 // a whole bundle of public roots has 0.3 MB

// Roots are the certificates that may vouch for a server: nil, the system's,
// unless SSL_CERT_FILE or SSL_CERT_DIR name more. The Go library reads these
// two only on some systems and only once; here they count everywhere and when
// the connection is made. On Linux they also replace the system's own file and
// folders, as they do for every Go and OpenSSL program. The error tells of
// files that could not be read; the pool is usable all the same.
func Roots() (*x509.CertPool, error) {
	file, dirs := os.Getenv("SSL_CERT_FILE"), os.Getenv("SSL_CERT_DIR")
	if file == "" && dirs == "" {
		return nil, nil
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	var problems []error
	if file != "" {
		problems = append(problems, addRoots(pool, file))
	}
	for _, dir := range filepath.SplitList(dirs) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			problems = append(problems, err)
		}
		for _, entry := range entries {
			// Folders of roots also hold other files; only a named file must hold one.
			_ = addRoots(pool, filepath.Join(dir, entry.Name()))
		}
	}
	return pool, errors.Join(problems...)
}

func addRoots(pool *x509.CertPool, name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() > maxRootFile {
		return fmt.Errorf("%s: not a file of certificates", name)
	}
	pem, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !pool.AppendCertsFromPEM(pem) {
		return fmt.Errorf("%s: holds no certificate", name)
	}
	return nil
}
