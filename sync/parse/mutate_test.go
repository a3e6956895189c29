package parse

import (
	"bytes"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"
)

// TestMutated reads ten thousand messages with a few bytes wrong in each. None
// may panic or take 300 MB; how long the slowest took is logged.
func TestMutated(t *testing.T) {
	rounds := 10_000
	if testing.Short() {
		rounds = 500
	}
	messages := mutable(t)
	random := rand.New(rand.NewSource(1))
	var slowest time.Duration
	var most uint64
	for range rounds {
		raw := mutate(random, messages[random.Intn(len(messages))])
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		m := Parse(raw)
		Report("", raw)
		m.Text()
		m.HTML()
		for _, p := range m.Attachments() {
			m.Bytes(p)
		}
		slowest = max(slowest, time.Since(start))
		runtime.ReadMemStats(&after)
		const limit = 300 << 20
		if used := after.TotalAlloc - before.TotalAlloc; used > limit {
			t.Fatalf("%d MB for a message of %d octets", used>>20, len(raw))
		} else {
			most = max(most, used)
		}
	}
	t.Logf("%d messages, the slowest took %v, the largest %d KB", rounds, slowest, most>>10)
}

// mutable are messages to spoil: our own cases, and the public collections
// where they are at hand.
func mutable(t *testing.T) [][]byte {
	var list [][]byte
	for _, c := range slices.Concat(factsRFC(), factsStructure(), factsText(), factsHeader(), factsFile()) {
		list = append(list, []byte(c.raw))
	}
	file := attribute(2, tnefNewFile, nil) + attribute(2, tnefFileTitle, []byte("A.TXT\x00")) + attribute(2, tnefFileData, []byte("abc"))
	list = append(list, []byte(uuABC+yABC), []byte(winmail("hello", tnefStream(file))))
	list = append(list, ordinary()...)
	files, _ := filepath.Glob(filepath.Join(corpora(), "*", "*", "*.eml"))
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, raw)
	}
	return list
}

func mutate(random *rand.Rand, raw []byte) []byte {
	raw = bytes.Clone(raw)
	for n := 1 + random.Intn(6); n > 0 && len(raw) > 2; n-- {
		at := random.Intn(len(raw) - 1)
		switch random.Intn(7) {
		case 0:
			raw[at] = byte(random.Intn(256))
		case 1: // cut off, not too often
			if random.Intn(3) == 0 {
				raw = raw[:at+1]
			}
		case 2:
			raw = slices.Delete(raw, at, min(len(raw), at+random.Intn(60)))
		case 3:
			raw = slices.Insert(raw, at, raw[at:min(len(raw), at+random.Intn(200))]...)
		case 4:
			raw[at] = "\r\n\x00\":;=?-<>()\\"[random.Intn(14)]
		case 5:
			raw = bytes.Replace(raw, []byte("\r\n"), []byte("\n"), random.Intn(3))
		case 6: // a line once more, somewhere else
			line, _ := lineAt(raw, at)
			raw = slices.Insert(raw, random.Intn(len(raw)), append([]byte("\r\n"), line...)...)
		}
	}
	return raw
}
