"""Settings and root URLs. No rules."""
