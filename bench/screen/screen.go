// Package screen is a virtual X server for the benchmark programs: windows of the real program open on it, keys reach
// them, and its pixels can be looked at a thousand times a second without asking the server.
package screen

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// Screen is a running X server. One goroutine at a time may use it.
type Screen struct {
	// Display is its name as DISPLAY takes it.
	Display string

	dir    string
	server *exec.Cmd
	hands  *exec.Cmd // xdotool, which reads commands
	input  io.WriteCloser
	memory []byte // the file that the server paints into: a picture in the format of xwd
	Width  int
	Height int
	pixels int // where they begin in memory
	stride int // bytes of a row
}

// Start starts a server with a screen of that many pixels, 24 bits each, on a display of its own choice. It needs
// Xvfb and xdotool.
func Start(width, height int) (*Screen, error) {
	dir, err := os.MkdirTemp("", "postern-screen-")
	if err != nil {
		return nil, err
	}
	s := &Screen{dir: dir, Width: width, Height: height}
	if err := s.start(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Screen) start() error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", s.Width, s.Height), "-nolisten", "tcp", "-fbdir", s.dir)
	x.ExtraFiles = []*os.File{w}
	err = x.Start()
	w.Close()
	if err != nil {
		return fmt.Errorf("start Xvfb: %w", err)
	}
	s.server = x
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return fmt.Errorf("start Xvfb: %w", err)
	}
	s.Display = ":" + strings.TrimSpace(line)
	if err := s.look(); err != nil {
		return fmt.Errorf("look at the pixels of Xvfb: %w", err)
	}
	s.hands = exec.Command("xdotool", "-")
	s.hands.Env = s.Env()
	s.hands.Stderr = os.Stderr
	if s.input, err = s.hands.StdinPipe(); err != nil {
		return err
	}
	if err := s.hands.Start(); err != nil {
		return fmt.Errorf("start xdotool: %w", err)
	}
	return nil
}

// look maps the file that the server paints into. Its head is that of xwd: big-endian words, the first of them its
// own size, the 13th the bytes of a row, the 20th the number of colours, of 12 bytes each, between head and pixels.
func (s *Screen) look() error {
	f, err := os.Open(filepath.Join(s.dir, "Xvfb_screen0"))
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if s.memory, err = syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED); err != nil {
		return err
	}
	word := func(n int) int { return int(binary.BigEndian.Uint32(s.memory[4*n:])) }
	s.pixels, s.stride = word(0)+12*word(19), word(12)
	if s.stride < 4*s.Width || s.pixels+s.stride*s.Height > len(s.memory) {
		return fmt.Errorf("%d bytes hold no picture of %d by %d", len(s.memory), s.Width, s.Height)
	}
	return nil
}

// Env is the environment of programs that open windows on the screen.
func (s *Screen) Env() []string {
	return append(os.Environ(), "DISPLAY="+s.Display, "WAYLAND_DISPLAY=", "LIBGL_ALWAYS_SOFTWARE=1", "POSTERN_KEYRING=off", "LANG=en_US.UTF-8")
}

// Do hands xdotool a command, such as "key a", and does not wait for it.
func (s *Screen) Do(command string) error {
	_, err := io.WriteString(s.input, command+"\n")
	return err
}

// Pixel returns what is at a place, as the server keeps it.
func (s *Screen) Pixel(x, y int) uint32 {
	return binary.NativeEndian.Uint32(s.memory[s.pixels+y*s.stride+4*x:])
}

// Close ends the server with what is open on it.
func (s *Screen) Close() {
	if s.input != nil {
		s.input.Close()
		s.hands.Process.Kill()
		s.hands.Wait()
	}
	if s.server != nil {
		s.server.Process.Kill()
		s.server.Wait()
	}
	if s.memory != nil {
		syscall.Munmap(s.memory)
	}
	os.RemoveAll(s.dir)
}
