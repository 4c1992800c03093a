"""What every app stands on: transitions, audit, dated rules, jobs, access, files, paging. No place names."""
