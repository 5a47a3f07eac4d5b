"""The guide as its tests read it, and a place where its commands run.

`reading` takes articles apart, `sandbox` makes a small help centre with all that the commands name,
`outside` answers for the sites, services and hosts that the guide's addresses stand for.
"""
