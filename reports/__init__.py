"""Every way out: an assessment rendered for a terminal, a browser, a repository or a machine. Reads nothing else."""
