"""The long work of the registry, chunk by chunk: called by jobs, command line and demo. People ask through services."""
