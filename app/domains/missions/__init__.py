"""Missions: delegations that leave, that come, and that meet on a screen; with their people, programme and logistics.

A mission is one place: what other domains know of it hangs on its `Ref`. Its dates move as a matter of course, so every set
of dates it ever had is kept with the reason.
"""
