"""Files that come in and go out: pictures, tables, files written whole or not at all."""
