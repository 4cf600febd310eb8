"""Agreements on the screen: the register, and the renewal of the agreement that is chosen."""
