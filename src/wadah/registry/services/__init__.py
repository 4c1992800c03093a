"""What people ask of the registry: every write that somebody decides goes through here."""
