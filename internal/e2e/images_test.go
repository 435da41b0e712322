//go:build e2e

package e2e

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestImages takes the pictures of the documentation, in both themes. It does nothing but when asked:
// POSTERN_IMAGES names the folder ("make images").
func TestImages(t *testing.T) {
	dir := os.Getenv("POSTERN_IMAGES")
	if dir == "" {
		t.Skip("pictures are taken only by \"make images\"")
	}
	for _, theme := range []string{"dark", "light"} {
		t.Run(theme, func(t *testing.T) {
			d := newDesk(t)
			d.open()
			take := func(name string) {
				d.rest(700 * time.Millisecond)
				d.shot(filepath.Join(dir, name+"-"+theme+".png"))
			}
			d.palette("theme: " + theme)
			d.key("ctrl+e")
			d.write("local mock")
			d.key("Return", "ctrl+m")
			d.openRequest("get product")
			d.key("ctrl+Return")
			take("answer")
			d.palette("show response timeline")
			take("timeline")
			d.palette("show response body")
			d.openRequest("add to cart")
			d.palette("show request body")
			d.key("ctrl+Return")
			take("body")
			d.palette("show request examples")
			take("examples")
			d.key("ctrl+k")
			d.write("mock")
			take("palette")
			d.key("Escape")
			traffic(t)
			d.key("ctrl+3")
			d.rest(time.Second)
			take("mocks")
			d.mockRoom(take)
			d.key("ctrl+4")
			take("history")
			d.key("ctrl+2", "Down", "Down", "Return")
			take("environment")
			d.key("ctrl+comma")
			take("settings")
			d.key("ctrl+1")
			d.openRequest("forecast")
			d.palette("delete to trash")
			d.palette("trash…")
			take("trash")
			d.palette("back up now")
			take("backups")
			d.palette("restore backup")
			take("restore")
			d.key("Escape")
			d.key("ctrl+shift+p")
			d.write("product")
			take("search")
			d.key("Escape", "ctrl+1")
			d.openRequest("list products")
			d.key("ctrl+l", "End")
			d.write("&page=2")
			d.palette("revert to saved")
			take("revert")
			d.key("Escape")
			d.damage()
			d.open()
			take("recovery")
		})
	}
}

// mockRoom shows the parts of the mocks room, at the size that a new window has.
func (d *desk) mockRoom(take func(name string)) {
	d.click(1000, 208) // the miss, below the newest
	take("mocks-miss")
	d.click(440, 204) // the second example of the first route
	d.palette("pin selected example")
	d.click(440, 204)
	take("mocks-details")
	d.palette("show mock behaviour")
	d.click(1060, 269)
	d.click(910, 359) // always the same latency, of the list that opened
	take("mocks-behaviour")
	d.palette("show mock scenarios")
	d.click(780, 150) // new from pins
	d.write("empty shop")
	d.key("Return")
	d.palette("scenario: empty shop")
	take("mocks-scenarios")
	d.palette("scenario: none")
}

// damage ends the window and changes a name in its file behind its back.
func (d *desk) damage() {
	d.t.Helper()
	d.rest(time.Second) // what was typed reaches the file
	d.kill()
	data, err := os.ReadFile(d.db)
	if err != nil {
		d.t.Fatal(err)
	}
	broken := bytes.ReplaceAll(data, []byte(`"name":"list products"`), []byte(`"name":"lXst products"`))
	if bytes.Equal(data, broken) {
		d.t.Fatal("there is nothing to damage")
	}
	if err := os.WriteFile(d.db, broken, 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// click presses the first button of the mouse at a place of the window.
func (d *desk) click(x, y int) {
	d.x("mousemove", strconv.Itoa(x), strconv.Itoa(y), "click", "1")
	d.rest(300 * time.Millisecond)
}

// palette runs a command by its name.
func (d *desk) palette(name string) {
	d.key("ctrl+k")
	d.write(name)
	d.key("Return")
}

// openRequest opens a request by its name.
func (d *desk) openRequest(name string) {
	d.key("ctrl+p")
	d.write(name)
	d.key("Return")
}

// traffic gives the log of the mock something to show.
func traffic(t *testing.T) {
	base := "http://127.0.0.1:4010"
	for _, path := range []string{"/v1/products?status=active", "/v1/products?status=archived", "/v1/products/0", "/v1/product/789"} {
		resp, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	resp, err := http.Post(base+"/v1/cart/add", "application/json", strings.NewReader(`{"productId": 790, "quantity": 50}`))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}
