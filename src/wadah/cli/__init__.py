"""The command `wadah`: each subcommand calls the services that the pages call. No rules."""
