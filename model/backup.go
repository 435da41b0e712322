package model

import "time"

// BackupKind says why a backup was made.
type BackupKind string

// The kinds of backup. The words stand in the names of the files: never change one.
const (
	BackupHourly  BackupKind = "hourly"
	BackupDaily   BackupKind = "daily"
	BackupWeekly  BackupKind = "weekly"
	BackupUpdate  BackupKind = "update"  // before the file was brought to a newer version
	BackupImport  BackupKind = "import"  // before an import
	BackupRestore BackupKind = "restore" // before another backup was restored
	BackupManual  BackupKind = "manual"
)

// Backup is one complete, consistent copy of a workspace file.
type Backup struct {
	Path string
	Kind BackupKind
	Time time.Time
	Size int64 // in bytes
}

// BackupContent tells what a backup holds, and how that differs from the workspace as it is now.
type BackupContent struct {
	Backup Backup
	// Tree of the backup. It belongs to the caller.
	Tree  *Tree
	Count Counts
	// Added are in the backup but not in the workspace, Missing the other way round, Changed are in
	// both and differ. Each in the order of its tree; what is in the trash counts as not there.
	Added, Missing, Changed []Head
}

// Recovery tells what became of a damaged workspace file when it was opened. The damaged file is never
// written to.
type Recovery struct {
	// Damage says what is wrong with the file; Aside is where it is kept.
	Damage, Aside string
	// Kept counts what could be read and is in the workspace now; Lost lists what could not.
	Kept Counts
	Lost []Loss
	// Backup is the newest backup that is whole, or nil.
	Backup *Backup
}

// Loss is one thing that could not be read from a damaged file.
type Loss struct {
	// What it was: "request", "example", "body", "draft", "history entry", "page" ...
	What string
	// ID and Name as far as they are known.
	ID   ID
	Name string
	// Text says what is wrong with it.
	Text string
}
