"""Forms that ask a pack's questionnaire where people already are."""
