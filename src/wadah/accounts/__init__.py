"""People who sign in, their institutions, roles and regions. Never decides what a role may see elsewhere."""
