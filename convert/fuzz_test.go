package convert_test

import (
	"errors"
	"io"
	"os"
	"testing"

	"postern/convert"
	"postern/model"
)

// FuzzRead feeds broken files: an import either fails with an error for the user, or gives collections
// that can be written and read again without loss.
func FuzzRead(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add([]byte(seed))
	}
	if whole, err := os.ReadFile("testdata/everything.json"); err != nil {
		f.Fatal(err)
	} else {
		f.Add(whole)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := convert.Read("fuzz", data)
		if err != nil {
			if !errors.Is(err, model.ErrInvalid) {
				t.Fatalf("%v wraps no ErrInvalid", err)
			}
			return
		}
		for _, b := range im.Bundles {
			if _, err := convert.Write(io.Discard, b, "postman", convert.WriteOptions{}); err != nil {
				t.Fatal(err)
			}
		}
		checkTolerant(t, data)
	})
}

var fuzzSeeds = []string{
	`{"info":{"name":"C","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json","description":{"content":"d","type":"text/plain"}},"item":[],"variable":[{"key":"a","value":1,"type":"secret"},{"id":"b"}],"auth":{"type":"apikey","apikey":[{"key":"key","value":"k"},{"key":"value","value":true}]}}`,
	`{"info":{},"item":[{"name":"F","item":[{"request":"http://h:80/:id?a=b&c#f"}],"event":[{"listen":"test","script":{"exec":["a","b"],"id":"x"}}]}]}`,
	`{"info":{},"item":[{"request":{"method":"post","url":{"raw":"{{u}}/p?a=1#2","host":["{{u}}"],"path":["p"],"query":[{"key":"a","value":"1#2"},{"key":"b","value":null,"disabled":true}],"variable":[{"key":"p","value":"v"}]},"header":"A: b\nC: d","body":{"mode":"raw","raw":"{}","options":{"raw":{"language":"json"}}}}}]}`,
	`{"info":{},"item":[{"request":{"body":{"mode":"formdata","formdata":[{"key":"f","type":"file","src":["a","b"]},{"key":"t","src":null}]}},"response":[{"code":"200","status":"OK","header":null,"body":null,"originalRequest":{"url":"http://x/:y"}},{"stream":{"type":"Buffer","data":[255,0]}}]}]}`,
	`{"info":{},"item":[{"request":{"body":{"mode":"graphql","graphql":{"query":"q","variables":{"a":1}}}},"protocolProfileBehavior":{"disableBodyPruning":true,"maxRedirects":3}},{"request":{"auth":{"type":"noauth"},"body":{"mode":"urlencoded","urlencoded":"a=b&c"}}},{"request":{"body":{"mode":"file","file":{"src":"/f"}}}}]}`,
	`{"collection":{"info":{"name":5},"item":null,"event":{},"auth":[]}}`,
	`{"name":"E","values":[{"key":"a","value":"b","enabled":false,"type":"secret"}],"_postman_variable_scope":"globals"}`,
	"\xff\xfe{\x00}\x00",
	`[1,2`, ``, `{"item":{},"info":{}}`,
}
