package text

import "testing"

func TestWidthsFollowFractionsOfASize(t *testing.T) {
	f := bundled()
	width := func(size float32) float32 {
		return f.Font(Style{Family: "sans-serif", Size: size, Weight: 400}).Shape("Please find the schedule", false).Width
	}
	if width(14) == 0 {
		t.Fatal("no width")
	}
	for _, size := range []float32{13.333, 14.667, 14.5} {
		got, want := width(size)/size, width(14)/14
		if got < want*.995 || got > want*1.005 {
			t.Errorf("%v: %v of the size, want %v", size, got, want)
		}
	}
}
