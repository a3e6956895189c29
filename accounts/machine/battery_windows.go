package machine

import (
	"syscall"
	"unsafe"
)

var getSystemPowerStatus = syscall.NewLazyDLL("kernel32.dll").NewProc("GetSystemPowerStatus")

// battery asks whether the mains are connected (SYSTEM_POWER_STATUS).
func battery() Answer {
	var status struct {
		acLine, flag, percent, saver byte
		seconds, full                uint32
	}
	if ok, _, _ := getSystemPowerStatus.Call(uintptr(unsafe.Pointer(&status))); ok == 0 {
		return Unknown
	}
	switch status.acLine {
	case 0:
		return Yes
	case 1:
		return No
	}
	return Unknown
}
