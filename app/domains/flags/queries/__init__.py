"""What is read about flags: the flag days, the stock, the flags of missions and who brings them."""
