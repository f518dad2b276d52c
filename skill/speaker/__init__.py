"""Plays Amazon's part on your desk: hears words, picks an intent, sends an envelope, speaks the answer. Never deployed."""
