package images

import (
	"net/netip"
	"testing"
)

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		addr string
		ok   bool
	}{
		{"93.184.216.34:443", true},
		{"93.184.216.34:80", true},
		{"93.184.216.34:8443", true},
		{"[2606:2800:220:1:248:1893:25c8:1946]:443", true},
		{"[64:ff9b::5db8:d822]:443", true}, // NAT64 of a public address
		{"[::ffff:93.184.216.34]:443", true},

		{"93.184.216.34:25", false},
		{"93.184.216.34:22", false},
		{"93.184.216.34:0", false},
		{"127.0.0.1:443", false},
		{"127.9.9.9:443", false},
		{"0.0.0.0:80", false},
		{"0.1.2.3:80", false},
		{"10.0.0.1:80", false},
		{"172.16.0.1:80", false},
		{"172.31.255.255:80", false},
		{"192.168.1.1:80", false},
		{"169.254.169.254:80", false}, // metadata of a cloud's machine
		{"168.63.129.16:80", false},
		{"100.64.0.1:80", false}, // CGNAT
		{"100.127.255.255:80", false},
		{"192.0.0.170:80", false},
		{"192.0.2.1:80", false},
		{"198.18.0.1:80", false},
		{"198.51.100.7:80", false},
		{"203.0.113.7:80", false},
		{"192.88.99.1:80", false},
		{"224.0.0.1:80", false},
		{"239.255.255.250:1900", false},
		{"240.0.0.1:80", false},
		{"255.255.255.255:80", false},
		{"[::]:80", false},
		{"[::1]:80", false},
		{"[::ffff:127.0.0.1]:80", false},
		{"[::ffff:10.0.0.1]:80", false},
		{"[::ffff:169.254.169.254]:80", false},
		{"[::127.0.0.1]:80", false}, // once IPv4-compatible
		{"[64:ff9b::7f00:1]:80", false},
		{"[64:ff9b::a9fe:a9fe]:80", false},
		{"[64:ff9b:1::1]:80", false},
		{"[fe80::1]:80", false},
		{"[fe80::1%eth0]:80", false},
		{"[2606:2800:220:1:248:1893:25c8:1946%eth0]:443", false},
		{"[fec0::1]:80", false},
		{"[fc00::1]:80", false},
		{"[fd00:ec2::254]:80", false},
		{"[ff02::1]:80", false},
		{"[2001::1]:80", false},       // Teredo
		{"[2002:7f00:1::]:80", false}, // 6to4
		{"[2001:db8::1]:80", false},
		{"[3fff::1]:80", false},
		{"[100::1]:80", false},
		{"[4000::1]:80", false},
	} {
		if got := public(netip.MustParseAddrPort(c.addr)); got != c.ok {
			t.Errorf("%s: public %v", c.addr, got)
		}
	}
	if public(netip.AddrPort{}) {
		t.Error("no address at all is public")
	}
}

func TestTargets(t *testing.T) {
	for _, c := range []struct {
		ref  string
		want string // "" refused
	}{
		{"https://x.example/a.png", "https://x.example/a.png"},
		{"HTTP://x.example/a.png#part", "http://x.example/a.png"},
		{"https://93.184.216.34/a.png", "https://93.184.216.34/a.png"},

		{"https://anna:secret@x.example/a.png", ""},
		{"ftp://x.example/a.png", ""},
		{"file:///etc/passwd", ""},
		{"file://x.example/share", ""},
		{"data:image/png;base64,AAAA", ""},
		{"javascript:alert(1)", ""},
		{"cid:a@b", ""},
		{"//x.example/a.png", ""},
		{"a.png", ""},
		{"", ""},
		{"https:", ""},
		{"https:x.example", ""},
		{"https:///a.png", ""},
		{"https://:443/a.png", ""},
		{"https://localhost/a.png", ""},
		{"https://LOCALHOST./a.png", ""},
		{"https://a.localhost/a.png", ""},
		{"https://printer/a.png", ""},
		{"https://nas.local/a.png", ""},
		{"https://metadata.google.internal/a.png", ""},
		{"https://fritz.lan/a.png", ""},
		{"https://x.onion/a.png", ""},
		{"https://1.0.0.127.in-addr.arpa/", ""},
		{"https://2130706433/a.png", ""}, // 127.0.0.1 as one number
		{"https://0x7f000001/", ""},
		{"https://x.example:99999999/\x00", ""},
		{"https://%00/", ""},
	} {
		u, err := target(c.ref)
		if (err == nil) != (c.want != "") || err == nil && u.String() != c.want {
			t.Errorf("%q: %v, %v", c.ref, u, err)
		}
	}
}
