package postman

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"postern/model"
)

const wantCollection = `{
	"info": {
		"name": "Books & more",
		"description": "Docs",
		"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
	},
	"item": [
		{
			"name": "Folder",
			"item": [
				{
					"name": "Read",
					"event": [
						{
							"listen": "test",
							"script": {
								"exec": [
									"a();",
									"b();"
								],
								"type": "text/javascript"
							}
						}
					],
					"request": {
						"method": "GET",
						"header": [],
						"url": {
							"raw": "https://{{host}}/books/:id?a=<b>",
							"protocol": "https",
							"host": [
								"{{host}}"
							],
							"path": [
								"books",
								":id"
							],
							"query": [
								{
									"key": "a",
									"value": "<b>"
								}
							],
							"variable": [
								{
									"key": "id",
									"value": "1"
								}
							]
						}
					},
					"response": []
				}
			]
		}
	]
}
`

func TestWrite(t *testing.T) {
	b := model.Bundle{
		Collection: model.Collection{ID: "c", Name: "Books & more", Docs: "Docs"},
		Items: []model.Item{{Folder: &model.Folder{ID: "f", Name: "Folder"}, Items: []model.Item{{Request: &model.Request{
			ID: "r", Name: "Read", URL: "https://{{host}}/books/:id", Query: []model.Field{{Key: "a", Value: "<b>"}},
			PathParams: []model.Field{{Key: "id", Value: "1"}}, Scripts: []model.Script{{Event: "test", Source: "a();\nb();"}},
		}}}}},
	}
	if diff := cmp.Diff(wantCollection, string(write(t, b, Options{}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWriteIgnoresForeignExtra(t *testing.T) {
	b := model.Bundle{Collection: model.Collection{Name: "C", Extra: model.Extra{Key: []byte("{broken"), "bruno": []byte(`{"x":1}`)}}}
	again, _ := read(t, string(write(t, b, Options{})))
	if again.Collection.Extra != nil {
		t.Errorf("got %s", again.Collection.Extra)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWriteFails(t *testing.T) {
	full := errors.New("disk full")
	if _, err := Write(failing{full}, model.Bundle{}, Options{}); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}
