"""What leaves the registry as a table: values as cells that are read back to the same values, and the layouts. Pure."""
