"""The next places: as good as trying every combination, never worse than one after the other, and it says how sure."""

import itertools
import json
import os
import signal
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otagai.kernel.reach import solving
from otagai.kernel.reach.answers import covered
from otagai.kernel.reach.choosing import Choice, choice_of, first_answer, valued
from otagai.kernel.reach.proving import packed, prove, unpacked
from otagai.kernel.reach.solving import Search, search
from otagai.kernel.reach.straight import straight_ways
from otagai.kernel.reach.tests.conftest import a_town, towns

METRES = 700
ks = st.integers(1, 9)
few = settings(max_examples=40, deadline=None)


def a_choice(town, k, *, have=None, fair=False) -> Choice:
    demand, sites = town
    ways = straight_ways(demand, sites, limit=METRES)
    return choice_of(demand.people["all"], ways, METRES, k=k, have=have, areas=demand.areas, fair=fair)


def gained(town, places, have=None) -> float:
    """People who gain a place, counted straight from the town."""
    demand, sites = town
    chosen = np.isin(np.arange(len(sites)), places)
    reach = covered(demand, straight_ways(demand, sites, limit=METRES), METRES, among=chosen)
    new = reach.points if have is None else reach.points & ~have
    return float(demand.people["all"][new].sum())


def worst_share(town, places) -> float:
    """The smallest share of an area that any place could help, counted straight from the town."""
    demand, sites = town
    ways = straight_ways(demand, sites, limit=METRES)
    chosen = np.isin(np.arange(len(sites)), places)
    every, now = (covered(demand, ways, METRES, among=among).areas for among in (None, chosen))
    return min((now[area]["all"].share for area in every if every[area]["all"].covered), default=1.0)


def combinations(town, k):
    return itertools.chain.from_iterable(
        itertools.combinations(range(len(town[1])), n) for n in range(min(k, len(town[1])) + 1)
    )


@few
@given(towns, ks)
def test_no_combination_serves_more_people(town, k):
    found = prove(a_choice(town, k), seconds=20)
    assert found.people == max(gained(town, places) for places in combinations(town, k))
    assert found.people == gained(town, found.places)
    assert (found.proven, found.gap, len(found.places) <= k) == (True, 0, True)
    assert found.bound >= found.people - 1e-6


@few
@given(towns, ks)
def test_the_worst_district_comes_first_then_the_people(town, k):
    found = prove(a_choice(town, k, fair=True), seconds=20)
    best = max((round(worst_share(town, places), 9), gained(town, places)) for places in combinations(town, k))
    assert (round(found.worst, 9), found.people) == best
    assert (found.worst, found.people) == (worst_share(town, found.places), gained(town, found.places))
    assert found.proven


@few
@given(towns, ks, st.booleans())
def test_the_first_answer_is_honest_and_the_proven_one_never_worse(town, k, fair):
    choice = a_choice(town, k, fair=fair)
    first, best = first_answer(choice), prove(choice, seconds=20)
    assert first.people == gained(town, first.places)
    assert (best.worst, best.people) >= (first.worst - 1e-9, first.people if best.worst <= first.worst else 0)
    assert fair or first.bound >= best.people - 1e-6
    assert list(first.adds) == sorted(first.adds, reverse=True)


@given(towns)
def test_as_many_places_as_candidates_serve_everybody_who_can_be_served(town):
    everybody = gained(town, range(len(town[1])))
    assert prove(a_choice(town, len(town[1])), seconds=20).people == everybody
    assert first_answer(a_choice(town, len(town[1]))).people == everybody


@given(towns, ks, st.booleans())
def test_bundling_homes_changes_nothing(town, k, fair):
    demand, sites = town
    twice = replace(
        demand,
        lat=np.tile(demand.lat, 2), lon=np.tile(demand.lon, 2), areas=demand.areas * 2,
        people={"all": np.tile(demand.people["all"] / 2, 2)},
    )  # fmt: skip
    one, two = a_choice(town, k, fair=fair), a_choice((twice, sites), k, fair=fair)
    assert len(one.weight) == len(two.weight)
    assert one.weight == pytest.approx(two.weight)
    for places in combinations(town, min(k, 2)):
        assert valued(one, places).people == pytest.approx(gained(town, places))


@given(towns, ks, st.data())
def test_who_has_a_place_already_gains_nothing(town, k, data):
    have = np.array(data.draw(st.lists(st.booleans(), min_size=len(town[0]), max_size=len(town[0]))))
    found = first_answer(a_choice(town, k, have=have))
    assert found.people == gained(town, found.places, have)


def test_questions_that_cannot_be_asked():
    town = a_town(5, 3, 1)
    with pytest.raises(ValueError, match="1か所"):
        a_choice(town, 0)
    with pytest.raises(ValueError, match="地区"):
        a_choice((replace(town[0], areas=()), town[1]), 1, fair=True)


def test_a_question_travels_unchanged():
    choice = a_choice(a_town(20, 6, 3), 2, fair=True)
    other, until = unpacked(packed(choice, 7.5))
    assert (until, other.k, other.fair, other.candidates) == (7.5, 2, True, 6)
    assert all(
        np.array_equal(getattr(choice, name), getattr(other, name)) for name in ("weight", "district", "start", "place")
    )


@pytest.mark.parametrize("fair", [False, True])
def test_a_process_of_its_own_proves_what_was_found(fair):
    town = a_town(400, 40, 5)
    choice = a_choice(town, 6, fair=fair)
    found = list(Search(choice, seconds=60))
    here = prove(choice, seconds=60)
    assert found[0] == first_answer(choice)
    assert found[-1].proven
    assert found[-1].label == "いちばんよい選び方だと 証明されています"
    assert (round(found[-1].worst, 9), found[-1].people) == (round(here.worst, 9), here.people)
    assert [answer.gap for answer in found if not fair] == sorted(
        (answer.gap for answer in found if not fair), reverse=True
    )


def sleeping(self):
    """A solver that never answers."""
    return real_popen(
        [sys.executable, "-c", "import time; time.sleep(600)"],
        stdin=solving.subprocess.PIPE,
        stdout=solving.subprocess.PIPE,
    )


real_popen = solving.subprocess.Popen


def not_obvious() -> Choice:
    """Where one place after the other is not the best, so that the first answer is not proven."""
    return next(choice for seed in range(99) if first_answer(choice := a_choice(a_town(300, 30, seed), 5)).gap > 0)


def test_a_search_that_takes_too_long_is_ended_and_the_first_answer_stands(monkeypatch):
    monkeypatch.setattr(Search, "_started", sleeping)
    choice = not_obvious()
    looking, began = Search(choice, seconds=1), time.monotonic()
    found = list(looking)
    assert time.monotonic() - began < 30
    assert found == [first_answer(choice)]
    assert (found[0].proven, looking.solver.poll()) == (False, -signal.SIGKILL)
    assert found[0].label.startswith("最善との差は 多くて")


def test_a_search_can_be_killed_from_outside(monkeypatch):
    monkeypatch.setattr(Search, "_started", sleeping)
    choice = not_obvious()
    looking = Search(choice, seconds=300)

    def kill():
        while looking.solver is None:
            time.sleep(0.01)
        os.kill(looking.solver.pid, signal.SIGKILL)

    threading.Thread(target=kill).start()
    assert list(looking)[-1] == first_answer(choice)
    assert looking.solver.poll() == -signal.SIGKILL


def telling(self):
    """A solver that finds a little and then works on for ever."""
    line = json.dumps({"places": self.best.places, "bound": self.best.bound - 1e-3, "worst_bound": 1, "proven": False})
    program = f"import time; print({line!r}, flush=True); time.sleep(600)"
    return real_popen([sys.executable, "-c", program], stdin=solving.subprocess.PIPE, stdout=solving.subprocess.PIPE)


def test_who_stops_listening_leaves_no_process_behind(monkeypatch):
    monkeypatch.setattr(Search, "_started", telling)
    looking, began = Search(not_obvious(), seconds=300), time.monotonic()
    answers = iter(looking)
    first, second = next(answers), next(answers)
    answers.close()
    assert second.bound < first.bound
    assert looking.solver.poll() == -signal.SIGKILL
    assert time.monotonic() - began < 60


def test_the_progress_of_the_solver_tightens_the_gap():
    looking = Search(not_obvious(), seconds=1)
    best = looking.best
    line = " R       0       0         0   0.00%   -{:.0f}      -{:.0f}        0.01%      0      0      0     500     0.2s\n"
    tighter = looking._understood(line.format(best.people + 1, best.people))
    assert (tighter.bound, tighter.places) == (best.people + 1, best.places)
    assert looking._understood(line.format(best.bound * 2, best.people)) is None
    assert looking._understood("Presolving model\n") is None


def test_nobody_to_serve_needs_no_search():
    town = a_town(5, 3, 1)
    found = search(a_choice(town, 2, have=np.ones(5, dtype=bool)), seconds=5)
    assert (found.places, found.people, found.proven) == ((), 0, True)
