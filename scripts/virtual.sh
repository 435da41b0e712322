#!/bin/sh
# Runs inside a virtual display: opens the window, takes its picture once the first frame is there, and
# goes on until the window is closed or interrupted.
build=$1
POSTERN_READY="$build/ready" "$build/postern" --workspace "$build/workspace.db" &
window=$!
trap 'kill "$window" 2>/dev/null' INT TERM
until [ -f "$build/ready" ]; do
	kill -0 "$window" 2>/dev/null || break
	sleep 0.1
done
sleep 0.3
import -window root "$build/window.png" && echo "The window is open: $build/window.png"
wait "$window"
status=$?
rm -f "$build/ready"
exit $status
