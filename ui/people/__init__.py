"""The pages of persons and organisations: their registers, the card of each, and the merging of doubles."""
