package model

import (
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// Collection is a named tree of folders and requests. What it contains is told by the [Tree], not here.
type Collection struct {
	ID        ID           `json:"id"`
	Name      string       `json:"name"`
	Docs      string       `json:"docs,omitempty"` // Markdown
	Auth      Auth         `json:"auth,omitzero"`
	Variables []Variable   `json:"variables,omitempty"`
	Scripts   []Script     `json:"scripts,omitempty"`
	Mock      MockSettings `json:"mock,omitzero"`
	Extra     Extra        `json:"extra,omitempty"`
}

// Folder groups requests and folders, without limit of depth.
type Folder struct {
	ID      ID         `json:"id"`
	Name    string     `json:"name"`
	Docs    string     `json:"docs,omitempty"` // Markdown
	Auth    Auth       `json:"auth,omitzero"`
	Mock    FolderMock `json:"mock,omitzero"`
	Scripts []Script   `json:"scripts,omitempty"`
	Extra   Extra      `json:"extra,omitempty"`
}

// Request is one saved HTTP request.
type Request struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	// Method as it is sent; empty means GET. Any RFC 9110 token is allowed.
	Method string `json:"method,omitempty"`
	// URL is the address without its query, as typed: it may hold {{variables}}, path parameters
	// (":id") and a fragment. The query lives in Query, see [Request.Address].
	URL        string          `json:"url,omitempty"`
	Query      []Field         `json:"query,omitempty"`
	PathParams []Field         `json:"pathParams,omitempty"`
	Headers    []Field         `json:"headers,omitempty"`
	Body       Body            `json:"body,omitzero"`
	Auth       Auth            `json:"auth,omitzero"`
	Docs       string          `json:"docs,omitempty"` // Markdown
	Settings   RequestSettings `json:"settings,omitzero"`
	Mock       RequestMock     `json:"mock,omitzero"`
	Scripts    []Script        `json:"scripts,omitempty"`
	Extra      Extra           `json:"extra,omitempty"`
}

// MethodOrGet returns the method in the spelling it is sent with: GET when none is set.
func (r Request) MethodOrGet() string {
	if m := strings.TrimSpace(r.Method); m != "" {
		return m
	}
	return "GET"
}

// RequestSettings are one request's departures from the workspace's [Settings]. Nil means: as the
// workspace says.
type RequestSettings struct {
	Timeout         *time.Duration `json:"timeout,omitempty"` // 0 means no limit
	FollowRedirects *bool          `json:"followRedirects,omitempty"`
	MaxRedirects    *int           `json:"maxRedirects,omitempty"`
	VerifyTLS       *bool          `json:"verifyTLS,omitempty"`
	TrustMocks      *bool          `json:"trustMocks,omitempty"`
	// BodyOnGet sends the body of a GET or HEAD request, which is otherwise left out.
	BodyOnGet bool `json:"bodyOnGet,omitempty"`
}

// Example is a saved answer to a request, with the request it answered. Mock servers serve examples.
type Example struct {
	ID   ID     `json:"id"`
	Name string `json:"name"`
	// Saved is the request as it was when the answer was saved; the mock compares with it.
	Saved   SavedRequest `json:"saved,omitzero"`
	Status  int          `json:"status,omitempty"` // 0 is kept on import and reported by the mock
	Reason  string       `json:"reason,omitempty"`
	Headers []Field      `json:"headers,omitempty"`
	Body    Content      `json:"body,omitzero"`
	Created time.Time    `json:"created,omitzero"`
	Mock    ExampleMock  `json:"mock,omitzero"`
	Extra   Extra        `json:"extra,omitempty"`
}

// SavedRequest is the part of a request that an example keeps.
type SavedRequest struct {
	Method     string  `json:"method,omitempty"`
	URL        string  `json:"url,omitempty"` // without query, as Request.URL
	Query      []Field `json:"query,omitempty"`
	PathParams []Field `json:"pathParams,omitempty"`
	Headers    []Field `json:"headers,omitempty"`
	Body       Body    `json:"body,omitzero"`
	Extra      Extra   `json:"extra,omitempty"`
}

// Snapshot returns the part of r that an example saved from it keeps.
func (r Request) Snapshot() SavedRequest {
	c := r.Clone()
	return SavedRequest{Method: c.MethodOrGet(), URL: c.URL, Query: c.Query, PathParams: c.PathParams,
		Headers: c.Headers, Body: c.Body}
}

// Environment is a named set of variables. The one with [GlobalsID] holds the globals.
type Environment struct {
	ID        ID         `json:"id"`
	Name      string     `json:"name"`
	Variables []Variable `json:"variables,omitempty"`
	Extra     Extra      `json:"extra,omitempty"`
}

// Variable is one named value. Secret values are masked in the window and kept out of logs, history
// and exports.
type Variable struct {
	Key         string `json:"key"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Secret      bool   `json:"secret,omitempty"`
	Disabled    bool   `json:"disabled,omitempty"`
	Extra       Extra  `json:"extra,omitempty"`
}

// LogValue keeps the values of variables out of logs (log/slog).
func (v Variable) LogValue() slog.Value { return slog.StringValue(v.Key) }

// Head returns what the tree shows of the collection.
func (c *Collection) Head() Head { return Head{ID: c.ID, Kind: KindCollection, Name: c.Name} }

// Head returns what the tree shows of the folder.
func (f *Folder) Head() Head { return Head{ID: f.ID, Kind: KindFolder, Name: f.Name} }

// Head returns what the tree shows of the request.
func (r *Request) Head() Head {
	return Head{ID: r.ID, Kind: KindRequest, Name: r.Name, Method: strings.ToUpper(r.MethodOrGet())}
}

// Head returns what the tree shows of the example.
func (e *Example) Head() Head {
	return Head{ID: e.ID, Kind: KindExample, Name: e.Name, Status: e.Status}
}

// Head returns what lists show of the environment.
func (e *Environment) Head() Head { return Head{ID: e.ID, Kind: KindEnvironment, Name: e.Name} }

// Validate reports a collection without ID.
func (c *Collection) Validate() error { return validID(c.ID, KindCollection, c.Name) }

// Validate reports a folder without ID.
func (f *Folder) Validate() error { return validID(f.ID, KindFolder, f.Name) }

// Validate reports a request without ID. Requests that cannot be sent are valid: a draft may be
// incomplete, and sending tells what is missing.
func (r *Request) Validate() error { return validID(r.ID, KindRequest, r.Name) }

// Validate reports an example without ID or with a status outside 0 and 100 to 999.
func (e *Example) Validate() error {
	if err := validID(e.ID, KindExample, e.Name); err != nil {
		return err
	}
	if e.Status != 0 && (e.Status < 100 || e.Status > 999) {
		return fmt.Errorf("example %q: status %d is not between 100 and 999: %w", e.Name, e.Status, ErrInvalid)
	}
	return nil
}

// Validate reports an environment without ID.
func (e *Environment) Validate() error { return validID(e.ID, KindEnvironment, e.Name) }

func validID(id ID, kind Kind, name string) error {
	if id == "" {
		return fmt.Errorf("%s %q has no ID: %w", kind, name, ErrInvalid)
	}
	return nil
}
