package ui

import (
	"context"

	"postern/model"
)

func (idle) MockPreview(model.ID) (st model.MockStatus)                        { return st }
func (idle) SwitchScenario(model.ID, string) error                             { return nil }
func (idle) ResetMock(model.ID)                                                {}
func (idle) SnapshotMock(model.ID) ([]byte, error)                             { return nil, nil }
func (idle) RestoreMock(model.ID, []byte) error                                { return nil }
func (idle) MockLatencies(model.ID, string) (l model.MockLatencies)            { return l }
func (idle) MockOffers(model.ID) []model.MockPassed                            { return nil }
func (idle) ForgetOffer(_, _ model.ID)                                         {}
func (idle) PassedChange(model.ID, model.MockPassed) (c model.Change, _ error) { return c, nil }

func (idle) VerifyMock(model.ID, []model.MockAssertion) ([]model.MockVerified, error) {
	return nil, nil
}

func (idle) Replay(context.Context, model.ID, model.MockEntry, bool) (x model.Exchange, _ error) {
	return x, nil
}

func (idle) EntryExample(model.ID, model.MockEntry) (p model.MockPassed, _ error) { return p, nil }
