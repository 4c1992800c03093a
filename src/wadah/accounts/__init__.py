"""People who sign in, their institutions, roles and region scope. Never decides what a role may see of another app."""
