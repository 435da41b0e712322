package cli

import (
	"encoding/json"
	"mime"
	"path/filepath"
	"slices"
	"strings"

	"postern/model"
)

var knownMethods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY"}

// isMethod tells METHOD URL from FILE|NAME REQUEST: a well-known method in capitals, or another word
// in capitals before what is clearly a URL.
func isMethod(first, second string) bool {
	if slices.Contains(knownMethods, first) {
		return true
	}
	capitals := first != "" && strings.Trim(first, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == ""
	return capitals && strings.Contains(second, "://")
}

// draft makes the request of METHOD URL.
func (a *app) draft(method, url string, o sendOptions) (model.Request, error) {
	r := model.Request{ID: model.NewID(), Name: method + " " + url, Method: method}
	r.SetAddress(url)
	for _, h := range o.headers {
		key, value, ok := strings.Cut(h, ":")
		if key = strings.TrimSpace(key); !ok || key == "" {
			return r, usageError("-H takes 'NAME: VALUE', not " + h)
		}
		r.Headers = append(r.Headers, model.Field{Key: key, Value: strings.TrimSpace(value)})
	}
	if !o.hasData {
		return r, nil
	}
	r.Settings.BodyOnGet = true // it was asked for
	var err error
	r.Body, err = a.draftBody(o.data)
	if file := r.Body.File; file != "" && model.HeaderValue(r.Headers, "Content-Type") == "" {
		if kind := mime.TypeByExtension(filepath.Ext(file)); kind != "" {
			r.Headers = append(r.Headers, model.Field{Key: "Content-Type", Value: kind})
		}
	}
	return r, err
}

func (a *app) draftBody(data string) (model.Body, error) {
	if file, ok := strings.CutPrefix(data, "@"); ok && file != "-" {
		if file == "" {
			return model.Body{}, usageError("-d @ needs the name of a file")
		}
		return model.Body{Mode: model.BodyFile, File: file}, nil
	} else if ok {
		input, err := a.stdin()
		if err != nil {
			return model.Body{}, err
		}
		data = string(input)
	}
	if json.Valid([]byte(data)) {
		return model.Body{Mode: model.BodyJSON, Text: data}, nil
	}
	return model.Body{Mode: model.BodyText, Text: data}, nil
}
