"""The bench of reach measures what it says, and a missed bar or a missing peer is told."""

from pathlib import Path

from bench.reach import Peers, Verdicts, grid, town


def test_the_streets_hang_together_and_are_as_many_as_asked():
    streets = grid(5_000)
    assert len(streets) >= 4_900
    assert streets.left_out > 0


def test_a_missed_bar_fails_the_run(capsys):
    verdicts = Verdicts()
    verdicts.judge("はやい", 1, 2)
    verdicts.judge("おそい", 3, 2)
    assert verdicts.missed == ["おそい: 3 > 2 秒"]
    assert [line[0] for line in capsys.readouterr().out.splitlines()] == ["○", "×"]


def test_a_peer_that_is_not_there_gives_no_figure():
    demand, sites = town(10, 3, 1000, 1)
    assert Peers(None, "ない").ask("choose", people=demand.people["all"]) is None
    assert Peers(Path("/bin/false")).ask("choose", people=demand.people["all"]) is None
    assert sites.open.shape == (3, 28)
