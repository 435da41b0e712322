package send

import (
	"crypto/rand"
	"mime"
	"path/filepath"
	"strings"

	"postern/model"
)

// multipart adds parts as multipart/form-data (RFC 7578). A boundary that the user typed is used.
func (p *payload) multipart(parts []model.Part, typed string, expand func(string) string) *model.Failure {
	p.boundary = boundaryOf(typed)
	if p.boundary == "" {
		p.boundary = "postern-" + rand.Text()
	}
	p.contentType = "multipart/form-data; boundary=" + quoteBoundary(p.boundary)
	for _, part := range parts {
		if part.Disabled || part.Key == "" && part.Value == "" && len(part.Files) == 0 {
			continue
		}
		if failure := p.part(part, expand); failure != nil {
			return failure
		}
	}
	if p.size > 0 {
		p.text("--" + p.boundary + "--\r\n")
	}
	return nil
}

func (p *payload) part(part model.Part, expand func(string) string) *model.Failure {
	name, contentType := expand(part.Key), strings.TrimSpace(expand(part.ContentType))
	if strings.ContainsAny(contentType, "\r\n") {
		return failPartType(name)
	}
	if !part.IsFile {
		p.partHead(name, "", contentType)
		p.text(expand(part.Value) + "\r\n")
		return nil
	}
	if len(part.Files) == 0 {
		return failNoFile("the form part " + name)
	}
	for _, file := range part.Files {
		if failure := p.filePart(name, contentType, expand(file), expand(part.FileName)); failure != nil {
			return failure
		}
	}
	return nil
}

func (p *payload) filePart(name, contentType, path, fileName string) *model.Failure {
	if path = strings.TrimSpace(path); path == "" {
		return failNoFile("the form part " + name)
	}
	if fileName == "" {
		fileName = filepath.Base(path)
	}
	if contentType == "" {
		contentType = mime.TypeByExtension(filepath.Ext(fileName))
	}
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	p.partHead(name, fileName, contentType)
	if failure := p.file(path); failure != nil {
		return failure
	}
	p.text("\r\n")
	return nil
}

func (p *payload) partHead(name, fileName, contentType string) {
	head := "--" + p.boundary + "\r\nContent-Disposition: form-data; name=\"" + quoteName(name) + `"`
	if fileName != "" {
		head += `; filename="` + quoteName(fileName) + `"`
	}
	if contentType != "" {
		head += "\r\nContent-Type: " + contentType
	}
	p.text(head + "\r\n\r\n")
}

// quoteName escapes a name as browsers do (WHATWG HTML, multipart/form-data encoding).
func quoteName(s string) string {
	return strings.NewReplacer("\r\n", "%0D%0A", "\r", "%0D", "\n", "%0A", `"`, "%22").Replace(s)
}

// boundaryOf returns the boundary of a typed multipart/form-data content type, if it is usable
// (RFC 2046, section 5.1.1).
func boundaryOf(contentType string) string {
	media, params, err := mime.ParseMediaType(contentType)
	boundary := params["boundary"]
	if err != nil || !strings.HasPrefix(media, "multipart/") || len(boundary) > 70 || strings.HasSuffix(boundary, " ") {
		return ""
	}
	for i := range len(boundary) {
		if !alphanumeric(boundary[i]) && !strings.ContainsRune("'()+_,-./:=? ", rune(boundary[i])) {
			return ""
		}
	}
	return boundary
}

func quoteBoundary(s string) string {
	if strings.ContainsAny(s, "()<>@,;:\\\"/[]?= ") {
		return `"` + s + `"`
	}
	return s
}
