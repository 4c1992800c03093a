"""The Kemendagri tree of regions, and resolving a written place to a code. Never guesses silently."""
