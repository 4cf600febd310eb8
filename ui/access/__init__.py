"""Users: their register, the roles of each, passwords."""
