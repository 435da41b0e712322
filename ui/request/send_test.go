package request

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"postern/model"
)

func containsSecret(text string) bool { return strings.Contains(text, "s3cret") }

func TestSendShowsSendingAndTheAnswer(t *testing.T) {
	r := newRig(t)
	r.typing(r.bar.address, "http://h/new") // a draft is sent as it is
	test.Tap(r.bar.send)
	tab := r.session.Active()
	if !tab.Sending || r.bar.send.Text != "Cancel" {
		t.Errorf("sending %v, the button says %q", tab.Sending, r.bar.send.Text)
	}
	r.queue.Drain()
	if tab.Sending || tab.Exchange == nil || r.bar.send.Text != "Send" {
		t.Errorf("sending %v, exchange %v, the button says %q", tab.Sending, tab.Exchange, r.bar.send.Text)
	}
	if j := r.sender.jobs[0]; j.Request.URL != "http://h/new" || j.Parent != "f" || j.Mock {
		t.Errorf("job %+v", j)
	}
	if !tab.Dirty {
		t.Error("sending saved the draft")
	}
}

func TestSubmittingTheAddressSends(t *testing.T) {
	r := newRig(t)
	r.window.Canvas().Focus(r.bar.address)
	r.bar.address.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.queue.Drain()
	if len(r.sender.jobs) != 1 {
		t.Errorf("%d requests were sent", len(r.sender.jobs))
	}
}

func TestProgressReachesTheTabWhileItSends(t *testing.T) {
	r := newRig(t)
	tab := r.session.Active()
	var old func(received, total int64)
	r.sender.answer = func(_ context.Context, j Job) model.Exchange {
		old = j.Progress
		j.Progress(10, 100)
		r.queue.Step() // what it posted, before the answer is there
		if tab.Received != 10 || tab.Expected != 100 {
			t.Errorf("received %d of %d", tab.Received, tab.Expected)
		}
		j.Progress(99, 100)
		return model.Exchange{}
	}
	r.Send()
	r.queue.Drain()
	if tab.Received != 10 {
		t.Errorf("progress after the answer was shown: %d", tab.Received)
	}
	r.sender.answer = nil
	r.Send()
	old(55, 100)
	r.queue.Drain()
	if tab.Received != 0 {
		t.Errorf("progress of an old turn was shown: %d", tab.Received)
	}
}

func TestCancelAndSendAgain(t *testing.T) {
	r := newRig(t)
	r.sender.answer = func(ctx context.Context, j Job) model.Exchange {
		if ctx.Err() != nil {
			return model.Exchange{ID: "canceled", Failure: &model.Failure{Kind: model.FailCanceled, Text: "Canceled"}}
		}
		return model.Exchange{ID: model.ID(j.Request.URL), Response: &model.WireResponse{Status: 200}}
	}
	test.Tap(r.bar.send)
	test.Tap(r.bar.send) // the same button cancels
	r.queue.Drain()
	tab := r.session.Active()
	if tab.Exchange == nil || tab.Exchange.ID != "canceled" || tab.Sending {
		t.Fatalf("after cancel: %+v", tab.Exchange)
	}
	r.Send()
	r.typing(r.bar.address, "http://second")
	r.Send() // the first is canceled, its answer dropped
	r.queue.Step()
	if tab.Exchange.ID != "canceled" || !tab.Sending {
		t.Errorf("the answer of an old turn was shown: %+v", tab.Exchange)
	}
	r.queue.Drain()
	if tab.Exchange.ID != "http://second" || tab.Sending {
		t.Errorf("after sending again: %+v", tab.Exchange)
	}
}

func TestClosingATabDropsTheAnswer(t *testing.T) {
	r := newRig(t)
	path := filepath.Join(t.TempDir(), "body")
	if err := os.WriteFile(path, []byte("large"), 0o600); err != nil {
		t.Fatal(err)
	}
	var canceled bool
	r.sender.answer = func(ctx context.Context, j Job) model.Exchange {
		canceled = ctx.Err() != nil
		return model.Exchange{Response: &model.WireResponse{Body: model.Content{Path: path, Size: 5}}}
	}
	r.Send()
	r.session.CloseTab("a")
	r.queue.Drain()
	if !canceled {
		t.Error("the send was not canceled")
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file of the answer was left behind")
	}
	if r.session.Tab("a") != nil {
		t.Error("the tab came back")
	}
}

func TestTheAnswerBelongsToItsTab(t *testing.T) {
	r := newRig(t)
	r.Send()
	r.open("b")
	if r.bar.send.Text != "Send" {
		t.Errorf("the button of another tab says %q", r.bar.send.Text)
	}
	r.queue.Drain()
	if r.session.Tab("a").Exchange == nil || r.session.Tab("b").Exchange != nil {
		t.Error("the answer went to the wrong tab")
	}
}

func TestMockSwitch(t *testing.T) {
	r := newRig(t)
	r.status = model.MockStatus{Running: true, URL: "http://127.0.0.1:4010"}
	r.ToggleMock()
	r.queue.Drain()
	if r.bar.target.Selected() != 1 {
		t.Error("the bar does not say mock")
	}
	r.Send()
	r.queue.Drain()
	if !r.sender.jobs[0].Mock {
		t.Error("not sent to the mock")
	}
	r.open("b")
	if r.bar.target.Selected() != 0 {
		t.Error("the choice of one request holds for another")
	}
	r.session.OpenNew(model.Request{URL: "http://n"})
	if possible, _, _ := r.presenter.mockState(); possible {
		t.Error("a request without collection has a mock")
	}
}
