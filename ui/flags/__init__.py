"""Flags: which fly on a day and in a year, plans that are drawn, the table of flag days, and the stock."""
