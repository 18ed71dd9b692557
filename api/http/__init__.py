"""The HTTP API, version 1: profiles in, results out, nothing kept."""
