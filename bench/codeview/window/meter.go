//go:build cgo

package main

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"postern/bench/figure"
)

// meter does something once a frame and counts the frames. Its mark is a pixel beside the view that is painted anew
// with each picture, so a frame in which the window painted nothing is not counted.
type meter struct {
	mark    *canvas.Raster
	painted int
	frame   time.Time // when the frame that is under way began
}

func newMeter() *meter {
	m := &meter{}
	m.mark = canvas.NewRaster(func(w, h int) image.Image {
		m.painted++
		return image.NewUniform(color.Black)
	})
	return m
}

// frames are what a run of steps came to.
type frames struct {
	perSecond float64
	work      []float64 // milliseconds from the event until its picture is on the screen
	cpu       float64   // milliseconds of all threads a frame
}

// run calls step at the beginning of each frame for a while. It must not be called on the goroutine of the window.
func (m *meter) run(d time.Duration, step func()) frames {
	var f frames
	done := make(chan struct{})
	var a *fyne.Animation
	var begin time.Time
	var cpu float64
	var painted int
	a = fyne.NewAnimation(time.Hour, func(float32) {
		now := time.Now()
		m.end(&f, now)
		switch {
		case begin.IsZero():
			begin, cpu, painted = now, figure.CPU(), m.painted
		case now.Sub(begin) >= d:
			a.Stop()
			n := float64(m.painted - painted)
			f.perSecond, f.cpu = n/now.Sub(begin).Seconds(), (figure.CPU()-cpu)/n
			close(done)
			return
		}
		m.frame = now
		step()
		m.mark.Refresh()
		// What is posted now runs after the frame was painted and shown, unless the next frame is due by then.
		fyne.Do(func() {
			if m.frame.Equal(now) {
				m.end(&f, time.Now())
			}
		})
	})
	fyne.Do(a.Start)
	<-done
	fyne.DoAndWait(func() {}) // after what was posted
	return f
}

// end is called when a frame is on the screen: it may have been told before.
func (m *meter) end(f *frames, now time.Time) {
	if !m.frame.IsZero() {
		f.work = append(f.work, figure.Milliseconds(now.Sub(m.frame)))
	}
	m.frame = time.Time{}
}

// once does something and returns the milliseconds until its picture is on the screen.
func (m *meter) once(step func()) float64 {
	shown := make(chan float64, 1)
	var a *fyne.Animation
	a = fyne.NewAnimation(time.Hour, func(float32) {
		now := time.Now()
		a.Stop()
		step()
		m.mark.Refresh()
		fyne.Do(func() { shown <- figure.Milliseconds(time.Since(now)) })
	})
	fyne.Do(a.Start)
	return <-shown
}
