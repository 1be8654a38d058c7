"""Stories written by hand. People and worries are invented; the way of speaking is that of a salon, a kitchen, a counter."""

from demo.stories import elders, families, livelihood, wishes

LONG = (*elders.STORIES, *families.STORIES, *livelihood.STORIES, *wishes.STORIES)
