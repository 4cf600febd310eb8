"""The database: engine, unit of work, journal and undo, search index, schema, copies."""
