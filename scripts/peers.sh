#!/bin/sh
# Installs the mock servers that bench/mock compares with into a folder, once. Without npm there is nothing to do.
set -eu
folder=$1
if ! command -v npm >/dev/null 2>&1; then
	echo "peers left out: there is no npm on this system"
	exit 0
fi
if [ -d "$folder/node_modules/json-server" ]; then
	exit 0
fi
mkdir -p "$folder"
npm install --prefix "$folder" --no-audit --no-fund --silent @mockoon/cli @stoplight/prism-cli json-server
