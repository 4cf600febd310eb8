"""Protocol of a mission: in which order its people stand, why, and the papers that follow from it.

The order itself is computed (`people.precedence`), never kept; kept is what the office decides: the list that counts, as what
somebody takes part, and each place that was given by hand.
"""
