#!/bin/sh
# Checks an exported collection against its best known peer: newman (from npm, in a temporary folder)
# loads the export of the sample's Store API and sends its requests to "postern mock" of the same file.
set -eu
bin=$PWD/${1:-build/postern-headless}
dir=$(mktemp -d)
trap 'kill "$mock" 2>/dev/null || true; rm -rf "$dir"' EXIT
mock=

cd "$dir"
node -e '
const sample = JSON.parse(require("fs").readFileSync(process.argv[1]));
require("fs").writeFileSync("store.json", JSON.stringify(sample.collections[0]));
' "$OLDPWD/assets/sample.json"
"$bin" export store.json --format postman -o exported.json
"$bin" mock exported.json --port 0 >mock.log &
mock=$!
until address=$(sed -n 's/^listening on //p' mock.log) && [ -n "$address" ]; do
	kill -0 "$mock" || { echo "the mock did not start" >&2; exit 1; }
done
npm install --silent --no-fund --no-audit newman >/dev/null
npx newman run exported.json --env-var "baseUrl=$address" --env-var token=sample
