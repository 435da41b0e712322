#!/bin/sh
# Installs what Postern needs, or says what to install: to build and run with "run", to pass all tests as well with
# "test", which is what it takes without a word. Prints nothing when all is there.
set -eu
purpose=${1:-test}

need_go=$(sed -n 's/^go \([0-9.]*\).*/\1/p' go.mod)

fail() {
	echo "postern: $*" >&2
	exit 1
}

go_ok() {
	command -v go >/dev/null 2>&1 || return 1
	have=$(go env GOVERSION 2>/dev/null | sed 's/^go//; s/[^0-9.].*//')
	[ "$(printf '%s\n%s\n' "$need_go" "$have" | sort -V | head -n 1)" = "$need_go" ]
}

go_ok || fail "Go $need_go or newer is needed. Install it from https://go.dev/dl/ (or \"brew install go\", \"winget install GoLang.Go\") and try again."

# What the window links with, what it loads when it starts, and what shows it where there is no display.
build_packages="gcc libc6-dev pkg-config libgl-dev libx11-dev libxcursor-dev libxrandr-dev libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev libegl-dev"
run_packages="libgl1 libx11-6 libxcursor1 libxrandr2 libxi6 libxinerama1 libwayland-client0 libxkbcommon0 libgl1-mesa-dri"
screen_packages="xvfb xauth imagemagick"
# What drives the window in tests, and the clients that the mock has to serve. Nothing of it is used otherwise.
test_packages="xdotool curl wrk"
if grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then
	test_packages="$test_packages chromium" # elsewhere it is no package of apt; the test that needs it is left out
fi

packages="$build_packages $run_packages $screen_packages"
case $purpose in
run) ;;
test) packages="$packages $test_packages" ;;
*) fail "usage: deps.sh [run|test]" ;;
esac

apt_missing() {
	for p in $packages; do
		case $(dpkg-query -W -f '${Status}' "$p" 2>/dev/null) in
		"install ok installed") ;;
		*) printf '%s ' "$p" ;;
		esac
	done
}

apt_install() {
	missing=$(apt_missing)
	[ -n "$missing" ] || return 0
	echo "Installing what is missing: $missing"
	sudo=
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null 2>&1 || fail "these packages are missing; as root: apt-get install $missing"
		sudo="sudo"
	fi
	$sudo apt-get update -qq || fail "apt-get update failed: is there a network?"
	# shellcheck disable=SC2086
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing ||
		fail "apt-get could not install: $missing"
}

case $(uname -s) in
Linux)
	if command -v apt-get >/dev/null 2>&1; then
		apt_install
	elif command -v gcc >/dev/null 2>&1 && command -v pkg-config >/dev/null 2>&1 && pkg-config --exists gl x11 xcursor xrandr xinerama xi xxf86vm wayland-client xkbcommon egl; then
		:
	elif command -v dnf >/dev/null 2>&1; then
		fail "install first: sudo dnf install gcc pkgconf-pkg-config mesa-libGL-devel mesa-libEGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel xorg-x11-server-Xvfb xdotool ImageMagick"
	elif command -v pacman >/dev/null 2>&1; then
		fail "install first: sudo pacman -S --needed gcc pkgconf mesa libx11 libxcursor libxrandr libxinerama libxi libxxf86vm wayland libxkbcommon xorg-server-xvfb xorg-xauth xdotool imagemagick"
	else
		fail "install a C compiler, pkg-config and the development files of OpenGL, EGL, X11 (Xcursor, Xrandr, Xinerama, Xi, Xxf86vm), Wayland and xkbcommon"
	fi
	;;
Darwin)
	xcode-select -p >/dev/null 2>&1 || fail "install the Xcode command line tools first: xcode-select --install"
	;;
*)
	command -v gcc >/dev/null 2>&1 || fail "install a C compiler first (on Windows: MSYS2 and its package mingw-w64-x86_64-gcc)"
	;;
esac
