"""What touches the world outside: the database, papers, calendars, languages, the machine. Knows no domain."""
