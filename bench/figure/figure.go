// Package figure is what the benchmark programs share: the line a figure is printed in, and medians.
package figure

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Print writes a figure that has no goal.
func Print(name string, value float64, unit string) {
	fmt.Printf("FIGURE %s %s %s goal - -\n", name, number(value), unit)
}

// AtMost writes a figure that should be no more than goal.
func AtMost(name string, value float64, unit string, goal float64) {
	judge(name, value, unit, "<=", goal, value <= goal)
}

// AtLeast writes a figure that should be no less than goal.
func AtLeast(name string, value float64, unit string, goal float64) {
	judge(name, value, unit, ">=", goal, value >= goal)
}

func judge(name string, value float64, unit, sign string, goal float64, met bool) {
	word := "met"
	if !met {
		word = "short"
	}
	fmt.Printf("FIGURE %s %s %s goal %s%g %s\n", name, number(value), unit, sign, goal, word)
}

// number shows three digits that count, and never an exponent.
func number(v float64) string {
	if math.Abs(v) >= 100 {
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.3g", v)
}

// Median returns the middle of the values, 0 of none.
func Median(v []float64) float64 { return Percentile(v, 50) }

// Percentile returns the value that p percent of the values do not exceed, 0 of none.
func Percentile(v []float64, p int) float64 {
	if len(v) == 0 {
		return 0
	}
	v = slices.Sorted(slices.Values(v))
	return v[min(len(v)*p/100, len(v)-1)]
}

// Milliseconds converts a duration.
func Milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// Time returns how many milliseconds f takes.
func Time(f func()) float64 {
	begin := time.Now()
	f()
	return Milliseconds(time.Since(begin))
}
