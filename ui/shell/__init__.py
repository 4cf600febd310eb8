"""The frame around the pages: window, Today, search, history, settings."""
