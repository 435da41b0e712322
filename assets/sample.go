package assets

import _ "embed"

// Sample is the workspace of the first start: {"collections": [...], "environments": [...]}, Postman
// collections v2.1 and environments.
//
//go:embed sample.json
var Sample []byte
