"""Service trips abroad under the circular: request, decision, journey, settlement.

A trip is a *file* with a number and a state; what is asked stands in its versions, each one a `Request`. What has been submitted is
never altered: it is returned, withdrawn, or amended in a version of its own, and an approval is of exactly one version (its digest).
Every figure of the circular is data of a rule set with a date of effect; the one in force on the day of departure is fixed at the
first submission.
"""
