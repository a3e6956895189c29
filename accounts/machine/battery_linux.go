package machine

import (
	"io/fs"
	"os"
	"strings"
)

func battery() Answer { return supply(os.DirFS("/sys/class/power_supply")) }

// supply reads the kernel's power supplies, a folder each. Batteries of mice
// and the like have the scope "Device".
func supply(dir fs.FS) Answer {
	list, err := fs.ReadDir(dir, ".")
	if err != nil {
		return Unknown
	}
	answer := Unknown
	for _, d := range list {
		field := func(name string) string {
			b, _ := fs.ReadFile(dir, d.Name()+"/"+name)
			return strings.TrimSpace(string(b))
		}
		switch kind := field("type"); {
		case kind == "Battery" && field("scope") != "Device":
			if field("status") == "Discharging" {
				answer = Yes
			} else if answer == Unknown {
				answer = No
			}
		case kind == "Mains" || kind == "USB":
			if field("online") == "1" {
				return No
			}
		}
	}
	return answer
}
