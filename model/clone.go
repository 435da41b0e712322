package model

import (
	"maps"
	"slices"
)

// CloneFields returns a deep copy of rows; nil stays nil.
func CloneFields(rows []Field) []Field {
	out := slices.Clone(rows)
	for i := range out {
		out[i].Extra = out[i].Extra.Clone()
	}
	return out
}

func cloneScripts(in []Script) []Script {
	out := slices.Clone(in)
	for i := range out {
		out[i].Extra = out[i].Extra.Clone()
	}
	return out
}

// CloneVariables returns a deep copy of variables; nil stays nil.
func CloneVariables(in []Variable) []Variable {
	out := slices.Clone(in)
	for i := range out {
		out[i].Extra = out[i].Extra.Clone()
	}
	return out
}

// Clone returns a copy that shares nothing with a.
func (a Auth) Clone() Auth {
	a.Params, a.Extra = maps.Clone(a.Params), a.Extra.Clone()
	return a
}

// Clone returns a copy that shares nothing with b.
func (b Body) Clone() Body {
	b.Form, b.Extra = CloneFields(b.Form), b.Extra.Clone()
	b.Parts = slices.Clone(b.Parts)
	for i := range b.Parts {
		b.Parts[i].Files = slices.Clone(b.Parts[i].Files)
		b.Parts[i].Extra = b.Parts[i].Extra.Clone()
	}
	return b
}

// Clone returns a copy that shares nothing with r.
func (r Request) Clone() Request {
	r.Query, r.PathParams, r.Headers = CloneFields(r.Query), CloneFields(r.PathParams), CloneFields(r.Headers)
	r.Body, r.Auth, r.Scripts, r.Extra = r.Body.Clone(), r.Auth.Clone(), cloneScripts(r.Scripts), r.Extra.Clone()
	r.Settings, r.Mock.Behaviour = r.Settings.Clone(), r.Mock.Behaviour.Clone()
	return r
}

// Clone returns a copy that shares nothing with s.
func (s RequestSettings) Clone() RequestSettings {
	s.Timeout, s.FollowRedirects = clonePtr(s.Timeout), clonePtr(s.FollowRedirects)
	s.MaxRedirects, s.VerifyTLS, s.TrustMocks = clonePtr(s.MaxRedirects), clonePtr(s.VerifyTLS), clonePtr(s.TrustMocks)
	return s
}

// Clone returns a copy that shares nothing with e but the bytes of its body, which nobody changes.
func (e Example) Clone() Example {
	e.Saved.Query, e.Saved.PathParams = CloneFields(e.Saved.Query), CloneFields(e.Saved.PathParams)
	e.Saved.Headers, e.Saved.Body, e.Saved.Extra = CloneFields(e.Saved.Headers), e.Saved.Body.Clone(), e.Saved.Extra.Clone()
	e.Headers, e.Mock, e.Extra = CloneFields(e.Headers), e.Mock.Clone(), e.Extra.Clone()
	return e
}

// Clone returns a copy that shares nothing with f.
func (f Folder) Clone() Folder {
	f.Auth, f.Scripts, f.Extra = f.Auth.Clone(), cloneScripts(f.Scripts), f.Extra.Clone()
	f.Mock.Behaviour = f.Mock.Behaviour.Clone()
	return f
}

// Clone returns a copy that shares nothing with c.
func (c Collection) Clone() Collection {
	c.Auth, c.Scripts, c.Extra = c.Auth.Clone(), cloneScripts(c.Scripts), c.Extra.Clone()
	c.Variables, c.Mock = CloneVariables(c.Variables), c.Mock.Clone()
	return c
}

// Clone returns a copy that shares nothing with e.
func (e Environment) Clone() Environment {
	e.Variables, e.Extra = CloneVariables(e.Variables), e.Extra.Clone()
	return e
}

func clonePtr[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}
