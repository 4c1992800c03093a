"""The shell: base templates, look, home, sign-in pages, workspace. No rules of its own."""
