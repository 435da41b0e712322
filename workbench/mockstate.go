package workbench

import (
	"fmt"

	"postern/mock"
	"postern/model"
)

// mockMemory is what goes on from one run of a mock to the next, and what it has found for the user.
type mockMemory struct {
	state    []byte // a snapshot, nil for none
	scenario *string
	offers   []model.MockPassed // oldest first
	bytes    int                // of the bodies of the offers
}

// memory returns what is kept of a mock. The caller holds the lock.
func (b *Bench) memory(collection model.ID) *mockMemory {
	m := b.memories[collection]
	if m == nil {
		m = &mockMemory{}
		b.memories[collection] = m
	}
	return m
}

// keepState remembers how far a mock has come before its server ends.
func (b *Bench) keepState(collection model.ID, s *mock.Server) {
	b.mu.Lock()
	defer b.mu.Unlock()
	m := b.memory(collection)
	m.state, m.scenario = s.Snapshot(), nil
	if name, switched := s.Scenario(); switched {
		m.scenario = &name
	}
}

// resumeScenario switches a started mock to the scenario of its last run, if there still is one of the name.
func (b *Bench) resumeScenario(collection model.ID, s *mock.Server) {
	b.mu.Lock()
	name := b.memory(collection).scenario
	b.mu.Unlock()
	if name == nil {
		return
	}
	if err := s.SwitchScenario(*name); err != nil {
		b.logger.Info("the scenario of the last run is not in force", "why", err)
	}
}

// resumed returns the snapshot that the next run begins with.
func (b *Bench) resumed(collection model.ID) []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	if run := b.mocks[collection]; run != nil { // it is being moved to another port
		return run.server.Snapshot()
	}
	return b.memory(collection).state
}

// ResetMock takes the state of a mock back to the start: sequences, state machines and resources. A mock
// that does not run begins anew the next time.
func (b *Bench) ResetMock(collection model.ID) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.memory(collection).state = nil
	if run := b.mocks[collection]; run != nil {
		run.server.Reset()
	}
}

// SnapshotMock returns the state of a running mock as JSON that [Bench.RestoreMock] takes.
func (b *Bench) SnapshotMock(collection model.ID) ([]byte, error) {
	run := b.run(collection)
	if run == nil {
		return nil, fmt.Errorf("snapshot of the mock: %w", errNotRunning)
	}
	return run.server.Snapshot(), nil
}

// RestoreMock takes the state of a running mock back to a snapshot. An error leaves it as it is.
func (b *Bench) RestoreMock(collection model.ID, snapshot []byte) error {
	run := b.run(collection)
	if run == nil {
		return fmt.Errorf("restore the mock: %w", errNotRunning)
	}
	return run.server.Restore(snapshot)
}

var errNotRunning = fmt.Errorf("it does not run; start it first: %w", model.ErrInvalid)

// SwitchScenario puts a scenario of a running mock in force until the settings choose another one, "" for
// none. The file does not change.
func (b *Bench) SwitchScenario(collection model.ID, name string) error {
	run := b.run(collection)
	if run == nil {
		return fmt.Errorf("switch the scenario: %w", errNotRunning)
	}
	return run.server.SwitchScenario(name)
}

// MockLatencies returns how long the answers of a route of a running mock took.
func (b *Bench) MockLatencies(collection model.ID, route string) model.MockLatencies {
	if run := b.run(collection); run != nil {
		return run.server.Latencies(route)
	}
	return model.MockLatencies{}
}

// VerifyMock checks assertions against the journal of a running mock.
func (b *Bench) VerifyMock(collection model.ID, assertions []model.MockAssertion) ([]model.MockVerified, error) {
	run := b.run(collection)
	if run == nil {
		return nil, fmt.Errorf("check what the mock got: %w", errNotRunning)
	}
	return run.server.Verify(assertions), nil
}
