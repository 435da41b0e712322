package model

import (
	"slices"
	"time"
)

// Settings are the preferences of a workspace that requests fall back on, and the look of the window.
type Settings struct {
	Timeout         time.Duration `json:"timeout"` // of a whole exchange; 0 means no limit
	FollowRedirects bool          `json:"followRedirects"`
	MaxRedirects    int           `json:"maxRedirects"`
	VerifyTLS       bool          `json:"verifyTLS"`
	// TrustMocks trusts the certificates of the mocks of this machine when requests are sent.
	TrustMocks bool `json:"trustMocks,omitempty"`
	// Proxy is ProxyEnvironment, ProxyNone or the URL of a proxy.
	Proxy string `json:"proxy"`
	// Theme is ThemeSystem, ThemeLight or ThemeDark.
	Theme string `json:"theme"`
	// TextSize is how large the window is shown, in per cent, such as one of [TextSizes].
	TextSize int `json:"textSize"`
	// HistoryEntries bounds the history; HistoryBody is the largest body kept in it, in bytes.
	HistoryEntries int   `json:"historyEntries"`
	HistoryBody    int64 `json:"historyBody"`
	// TrashDays is after how many days what is in the trash goes for good; 0, as it is at first, means never.
	TrashDays int `json:"trashDays,omitempty"`
	// BackupBudget is how much room backups may take, in bytes; 0 means no limit.
	BackupBudget int64 `json:"backupBudget"`
}

// Values of Settings.Proxy and Settings.Theme.
const (
	ProxyEnvironment = "environment" // HTTP_PROXY, HTTPS_PROXY, NO_PROXY
	ProxyNone        = "none"
	ThemeSystem      = "system"
	ThemeLight       = "light"
	ThemeDark        = "dark"
)

// DefaultSettings returns the settings of a new workspace.
func DefaultSettings() Settings {
	return Settings{Timeout: 5 * time.Minute, FollowRedirects: true, MaxRedirects: 10, VerifyTLS: true,
		Proxy: ProxyEnvironment, Theme: ThemeSystem, TextSize: NormalTextSize, HistoryEntries: 1000, HistoryBody: 1 << 20,
		BackupBudget: 2 << 30}
}

// For returns the settings that hold for a request: its own where it has them.
func (s Settings) For(r RequestSettings) Settings {
	if r.Timeout != nil {
		s.Timeout = *r.Timeout
	}
	if r.FollowRedirects != nil {
		s.FollowRedirects = *r.FollowRedirects
	}
	if r.MaxRedirects != nil {
		s.MaxRedirects = *r.MaxRedirects
	}
	if r.VerifyTLS != nil {
		s.VerifyTLS = *r.VerifyTLS
	}
	if r.TrustMocks != nil {
		s.TrustMocks = *r.TrustMocks
	}
	return s
}

// NormalTextSize is the usual size of the window, in per cent.
const NormalTextSize = 100

// TextSizes are the sizes to choose from for the window, in per cent, in order.
var TextSizes = []int{80, 90, NormalTextSize, 110, 125, 150, 175, 200}

// Percent returns how large the window is shown, in per cent: TextSize within the limits of [TextSizes], whatever
// the file holds.
func (s Settings) Percent() int {
	return min(max(s.TextSize, TextSizes[0]), TextSizes[len(TextSizes)-1])
}

// StepTextSize makes the window one of [TextSizes] larger or smaller; at either end it stays as it is.
func (s *Settings) StepTextSize(larger bool) {
	now := s.Percent()
	i, found := slices.BinarySearch(TextSizes, now)
	switch {
	case !larger:
		i--
	case found:
		i++
	}
	s.TextSize = TextSizes[min(max(i, 0), len(TextSizes)-1)]
}
