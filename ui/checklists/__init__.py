"""Readiness: what is missing for all missions, by whom and by when; the templates of checklists; who does what."""
