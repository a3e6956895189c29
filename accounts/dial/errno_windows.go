package dial

import (
	"errors"
	"syscall"
)

// Windows socket errors (winsock2.h). Package syscall names few of them, and
// its ECONNREFUSED and the like are numbers that Windows never returns.
const (
	wsaEACCES        syscall.Errno = 10013
	wsaEADDRNOTAVAIL syscall.Errno = 10049
	wsaENETDOWN      syscall.Errno = 10050
	wsaENETUNREACH   syscall.Errno = 10051
	wsaENETRESET     syscall.Errno = 10052
	wsaECONNABORTED  syscall.Errno = 10053
	wsaECONNRESET    syscall.Errno = 10054
	wsaENOTCONN      syscall.Errno = 10057
	wsaESHUTDOWN     syscall.Errno = 10058
	wsaETIMEDOUT     syscall.Errno = 10060
	wsaECONNREFUSED  syscall.Errno = 10061
	wsaEHOSTDOWN     syscall.Errno = 10064
	wsaEHOSTUNREACH  syscall.Errno = 10065
)

func kindOfErrno(err error) Kind {
	var no syscall.Errno
	if !errors.As(err, &no) {
		return ""
	}
	switch no {
	case wsaECONNREFUSED:
		return Refused
	case wsaENETUNREACH, wsaEHOSTUNREACH, wsaENETDOWN, wsaEHOSTDOWN, wsaEADDRNOTAVAIL, wsaEACCES:
		return Unreachable
	case wsaETIMEDOUT:
		return Timeout
	case wsaECONNRESET, wsaECONNABORTED, wsaENETRESET, wsaENOTCONN, wsaESHUTDOWN:
		return Closed
	}
	return ""
}
