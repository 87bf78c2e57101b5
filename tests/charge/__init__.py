"""Load on a server of this machine: real sessions, gestures of a written mix, times and refusals."""
