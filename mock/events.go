package mock

import "net/http"

type eventStream struct{}
type socketScript struct{}

func (s *Server) stream(w http.ResponseWriter, r *http.Request, d *Decision) bool { return false }
func (s *Server) talk(w http.ResponseWriter, r *http.Request, d *Decision)        {}
