"""What the server owes to who runs it: options, guard, limits, health, measures, log."""
