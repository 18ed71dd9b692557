"""The assessment engine: a profile and a pack in, an assessment out. No clock, no network, no storage."""
