package store

import (
	"go.etcd.io/bbolt"

	"postern/model"
)

const keySettings = "settings"

// Settings returns the workspace's settings: model.DefaultSettings where none were stored, also for
// those that are newer than the file.
func (s *Store) Settings() (settings model.Settings, err error) {
	err = s.view("read the settings", func(tx *bbolt.Tx) error {
		settings, err = settingsOf(tx)
		return err
	})
	return settings, err
}

func settingsOf(tx *bbolt.Tx) (model.Settings, error) {
	return decodeSettings(bucket(tx, bucketSettings).Get([]byte(keySettings)))
}

func decodeSettings(data []byte) (model.Settings, error) {
	settings := model.DefaultSettings()
	if data == nil {
		return settings, nil
	}
	return settings, decode(data, &settings)
}
