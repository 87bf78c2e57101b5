"""What only the build of the tables needs."""
