package cli

import (
	"io"
	"strings"
	"sync"

	"postern/convert/postman"
	"postern/model"
	"postern/workbench"
)

// The bounds of what is recorded in one run.
const (
	maxRecorded      = 1000
	maxRecordedBytes = 256 << 20 // of bodies
)

// recorder collects answers of the upstream, the last one of each request and status.
type recorder struct {
	file string
	name string // of the collection that is served

	mu    sync.Mutex
	items []model.Item
	at    map[string][2]int // place of the request and of the example, by what was asked
	bytes int
	lost  int
}

func newRecorder(file, name string) *recorder {
	return &recorder{file: file, name: name, at: map[string][2]int{}}
}

// passed takes an answer, on the goroutine of its request.
func (r *recorder) passed(p model.MockPassed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := &p.Example.Saved
	request := s.Method + " " + s.URL
	key := request + "?" + asked(s) + " " + p.Example.Name
	if at, ok := r.at[key]; ok {
		old := &r.items[at[0]].Examples[at[1]]
		r.bytes += len(p.Example.Body.Data) - len(old.Body.Data)
		*old = p.Example
		return
	}
	if len(r.at) >= maxRecorded || r.bytes+len(p.Example.Body.Data) > maxRecordedBytes {
		r.lost++
		return
	}
	i := -1
	for k := range r.items {
		if q := r.items[k].Request; q.Method+" "+q.URL == request {
			i = k
		}
	}
	if i < 0 {
		q := workbench.RecordedRequest(s)
		r.items = append(r.items, model.Item{Request: &q})
		i = len(r.items) - 1
	}
	r.items[i].Examples = append(r.items[i].Examples, p.Example)
	r.at[key] = [2]int{i, len(r.items[i].Examples) - 1}
	r.bytes += len(p.Example.Body.Data)
}

// asked is what tells the requests of one method and URL apart.
func asked(s *model.SavedRequest) string {
	var b strings.Builder
	for _, q := range s.Query {
		b.WriteString(q.Key + "=" + q.Value + "&")
	}
	b.WriteString(s.Body.Text)
	for _, f := range s.Body.Form {
		b.WriteString("&" + f.Key + "=" + f.Value)
	}
	return b.String()
}

// write makes the file, where anything was recorded.
func (r *recorder) write(a *app) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lost > 0 {
		a.tell("%d answers were not recorded: a recording has at most %d", r.lost, maxRecorded)
	}
	if len(r.at) == 0 {
		a.tell("no answer of the real server was recorded, so %s was not written", r.file)
		return nil
	}
	b := model.Bundle{Collection: model.Collection{ID: model.NewID(), Name: r.name + " recorded"}, Items: r.items}
	err := workbench.WriteFile(r.file, false, func(w io.Writer) error {
		_, err := postman.Write(w, b, postman.Options{})
		return err
	})
	if err == nil {
		a.tell("%s of the real server are in %s; credentials are masked", plural(len(r.at), "answer"), r.file)
	}
	return err
}
