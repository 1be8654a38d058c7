"""The peers of the reach bench, run by a Python of their own: reads a question (npz), prints seconds and result (JSON).

Nothing of the product imports pandana (AGPL) or spopt; nothing here imports the product.
"""

import json
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")


def nearest(question) -> dict:
    """pandana: every node to its nearest place up to `far` metres; the network is built beforehand, as ours is."""
    import pandana
    import pandas

    metres = pandas.Series(question["metres"])
    network = pandana.Network(
        pandas.Series(question["lon"]), pandas.Series(question["lat"]),
        pandas.Series(question["a"]), pandas.Series(question["b"]), metres.to_frame("metres"), twoway=False,
    )  # fmt: skip
    best, far = float("inf"), float(question["far"])
    places = question["places"]
    for _ in range(5):
        began = time.perf_counter()
        network.set_pois(
            "place", far, 1, pandas.Series(question["lon"][places]), pandas.Series(question["lat"][places])
        )
        found = network.nearest_pois(far, "place", num_pois=1)
        best = min(best, time.perf_counter() - began)
    return {"seconds": best, "result": float(found[1].sum())}


def choose(question) -> dict:
    """PySAL spopt and CBC: the same maximal covering from the same table of metres."""
    import pulp
    from spopt.locate import MCLP

    began = time.perf_counter()
    model = MCLP.from_cost_matrix(question["table"], question["people"], float(question["radius"]), int(question["k"]))
    model = model.solve(pulp.PULP_CBC_CMD(msg=False, threads=1, gapRel=0), results=False)
    return {"seconds": time.perf_counter() - began, "result": float(model.problem.objective.value())}


if __name__ == "__main__":
    with np.load(sys.argv[2]) as parts:
        asked = {name: parts[name] for name in parts.files}
    sys.stdout.write("\n" + json.dumps({"nearest": nearest, "choose": choose}[sys.argv[1]](asked)) + "\n")
