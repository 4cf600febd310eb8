"""The pages of missions: their register, and the workspace of one mission."""
