"""The grammar of records: how they are declared. No engine, no session."""
