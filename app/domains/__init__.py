"""The domains, one folder each. A new folder with a `feature.py` is a new domain; nothing else is edited."""
