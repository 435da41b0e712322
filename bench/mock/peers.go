package main

func comparePeers(string) error { return nil }
