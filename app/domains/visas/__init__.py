"""Passports and visas: whose passport lies where, who has looked at its number, and which visa a journey needs."""
