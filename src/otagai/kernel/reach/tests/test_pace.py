"""How fast and how far people walk."""

from otagai.kernel.reach.pace import metres_in, pace_at


def test_older_people_walk_slower():
    assert [pace_at(age) for age in (0, 64, 65, 74, 75, 110)] == [80, 80, 60, 60, 50, 50]
    assert metres_in(10, age=80) == 500
