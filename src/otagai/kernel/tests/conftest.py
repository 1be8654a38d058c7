"""Laws are tried on busy machines too: Hypothesis sets no time limit for one example."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
