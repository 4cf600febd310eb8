"""Forms of address: how somebody is written to, announced and seated by name, in Dutch, French, English and German.

`forms` works them out from office, gender and language, `speech` greets a whole company; both are pure and never guess. What the office
prefers for a person is kept by the commands beside them and stands in the place of what would be worked out.
"""
