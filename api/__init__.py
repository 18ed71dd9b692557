"""Every way in: the command line, and the web service that builds on the same calls."""
