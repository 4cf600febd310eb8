"""Appointments as iCalendar files (RFC 5545): what leaves the office for other people's calendars."""
