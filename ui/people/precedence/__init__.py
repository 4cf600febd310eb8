"""The page of precedence: the lists with their ranks, two of them side by side, the offices that they name, and who holds which."""
