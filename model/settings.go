package model

import "time"

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
		Proxy: ProxyEnvironment, Theme: ThemeSystem, HistoryEntries: 1000, HistoryBody: 1 << 20,
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
