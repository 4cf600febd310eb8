"""The pages of gifts: their register, the bank, its stock-takings, the balance, the rules; and the choice of a gift for somebody."""
