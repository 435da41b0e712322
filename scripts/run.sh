#!/bin/sh
# Opens the window on a workspace of its own (build/workspace.db, the sample on the first start). With no
# display it opens in a virtual one and writes a picture of itself to build/window.png.
set -eu
build=$1

if [ "$(uname -s)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	exec "$build/postern" --workspace "$build/workspace.db"
fi

echo "There is no display here: the window opens in a virtual one."
echo "Its picture is written to $build/window.png. Ctrl+C ends it."
rm -f "$build/window.png" "$build/ready"
exec xvfb-run -a -s "-screen 0 1280x800x24 -nolisten tcp" sh scripts/virtual.sh "$build"
