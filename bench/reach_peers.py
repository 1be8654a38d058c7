"""The peers of the reach bench, run by a Python of their own: reads a question (npz), prints seconds and result (JSON).

Nothing of the product imports pandana (AGPL) or spopt; nothing here imports the product.
"""

import json
import os
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")


def now() -> tuple[float, ...]:
    """The clock and the computing time, of this process and of those it started (CBC)."""
    started = os.times()
    return time.perf_counter(), time.process_time() + started.children_user + started.children_system


def since(began: tuple[float, ...]) -> float:
    """Seconds since then by the clock or of computing, whichever is less: in favour of the peer."""
    return min(after - before for before, after in zip(began, now(), strict=True))


def nearest(question) -> dict:
    """pandana: every node to its nearest place up to `far` metres; network and places are prepared beforehand."""
    import pandana
    import pandas

    metres = pandas.Series(question["metres"])
    network = pandana.Network(
        pandas.Series(question["lon"]), pandas.Series(question["lat"]),
        pandas.Series(question["a"]), pandas.Series(question["b"]), metres.to_frame("metres"), twoway=False,
    )  # fmt: skip
    best, far = float("inf"), float(question["far"])
    places = question["places"]
    network.set_pois("place", far, 1, pandas.Series(question["lon"][places]), pandas.Series(question["lat"][places]))
    for _ in range(5):
        began = now()
        found = network.nearest_pois(far, "place", num_pois=1)
        best = min(best, since(began))
    return {"seconds": best, "result": float(found[1].sum())}


def choose(question) -> dict:
    """PySAL spopt and CBC: the same maximal covering from the same table of metres."""
    import pulp
    from spopt.locate import MCLP

    began = now()
    model = MCLP.from_cost_matrix(question["table"], question["people"], float(question["radius"]), int(question["k"]))
    model = model.solve(pulp.PULP_CBC_CMD(msg=False, threads=1, gapRel=0), results=False)
    return {"seconds": since(began), "result": float(model.problem.objective.value())}


if __name__ == "__main__":
    with np.load(sys.argv[2]) as parts:
        asked = {name: parts[name] for name in parts.files}
    sys.stdout.write("\n" + json.dumps({"nearest": nearest, "choose": choose}[sys.argv[1]](asked)) + "\n")
