"""Template tags of the shell: icons and form controls. No queries, no rules."""
