"""Judges the judge: good exchanges, each spoiled in one way that it has to find."""
