"""wadah: a registry of businesses that a province runs, and everything that stands on it."""
