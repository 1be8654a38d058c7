"""Who has a place within walking distance, what each place serves, and where the next ones should open.

Demand points and places go in, ways between them are measured once (`straight`, `walking`), every answer is computed
from those ways (`answers`), and `next_places` · `solving` look for the best new places.
"""
