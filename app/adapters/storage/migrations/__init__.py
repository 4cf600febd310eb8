"""The history of the file's shape: one numbered step after the other, run by `schema.upgrade`, made by `python -m` of this package."""
