"""Times ours against the peers in one run, in turn, and prints a table of ratios; started by Tools/bench-peers.

A case is a name that `Benchmarks sgp4` answers to, and a function that makes the peer ready and returns one run of it.
Add a case by writing such a function and a line in CASES.
"""
import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

START_JD = 2460497.5  # 2024-07-06T00:00:00 UTC
TIMES, OBJECTS = 1000, 12_000


def read_catalogue(path):
    """Pairs of lines of a TLE or 3LE file."""
    lines = Path(path).read_text(errors="replace").splitlines()
    return [(a, b) for a, b in zip(lines, lines[1:]) if a.startswith("1 ") and b.startswith("2 ")]


def propagation(sets):
    """astroz into memory that is there before: near-earth and deep space by its own calls for each, no error codes.

    Its `SatrecArray.sgp4` does both, but allocates and gathers, and is slower.
    """
    import numpy as np
    from astroz import Constellation
    from astroz._astroz import sdp4_batch_propagate_into

    constellation = Constellation("\n".join(line for pair in sets for line in pair) + "\n")
    near, deep = constellation._zig, constellation._sdp4_satrecs
    fractions, days = np.linspace(0, 1, TIMES), np.full(TIMES, START_JD)
    made = {n: [np.zeros((n, TIMES, 3)) for _ in range(2)] for n in {constellation._n_sgp4, len(deep)} if n}
    minutes = fractions * 1440
    offsets = (START_JD - np.array(near.epochs)) * 1440 if near else None

    def run():
        if near:
            near.propagate_into(minutes, *made[constellation._n_sgp4], epoch_offsets=offsets, output="teme")
        if deep:
            sdp4_batch_propagate_into(deep, days, fractions, *made[len(deep)])

    return run


def near_earth(catalogue):
    from sgp4.api import Satrec

    return propagation([pair for pair in catalogue if Satrec.twoline2rv(*pair).method == "n"][:OBJECTS])


def mixed(catalogue):
    return propagation(catalogue[::2][:OBJECTS])


def frame(matrix):
    """pyerfa's matrices for a hundred thousand times, and a position turned by each."""
    import numpy as np

    days, fractions = np.full(100_000, START_JD), np.arange(100_000) * 6 / 86_400
    position = np.array([6778.0, 10.0, -20.0])
    return lambda: np.einsum("nij,j->ni", matrix(days, fractions), position)


def gcrf_to_itrf(_):
    import erfa

    tt = 69.184 / 86_400
    return frame(lambda day, fraction: erfa.c2t06a(day, fraction + tt, day, fraction, 0.0, 0.0))


def teme_to_itrf(_):
    import erfa
    import numpy as np

    def matrix(day, fraction):
        return erfa.rz(erfa.gmst82(day, fraction), np.eye(3))

    return frame(matrix)


# Name of our case; the peer; what makes it ready; on how many threads.
CASES = [
    ("sgp4.nearEarth", "astroz 0.17.0", near_earth, (1, 2)),
    ("sgp4.mixed", "astroz 0.17.0", mixed, (1, 2)),
    ("frames.gcrfToItrf", "pyerfa 2.0.1.5", gcrf_to_itrf, (1,)),
    ("frames.temeToItrf", "pyerfa 2.0.1.5", teme_to_itrf, (1,)),
]


class Ours:
    """The Benchmarks executable, which runs a case for each line it reads."""

    def __init__(self, catalogue):
        self.process = subprocess.Popen(
            [".build/release/Benchmarks", "sgp4", "--catalogue", catalogue],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().split()
        if not line or line[0] != "ready":
            sys.exit("error: Benchmarks did not start")
        self.answers = {name: int(count) for name, count in (word.split("=") for word in line[1:])}

    def seconds(self, name, threads):
        self.process.stdin.write(f"{name} {threads}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def measure(case, threads, options):
    """One case on a number of threads, ours and the peer's runs in turn; prints its row."""
    name, peer, prepare, _ = case
    ours = Ours(options.catalogue)
    theirs = prepare(read_catalogue(options.catalogue))
    pairs = []
    for _ in range(options.rounds):
        start = time.perf_counter()
        theirs()
        pairs.append((time.perf_counter() - start, ours.seconds(name, threads)))
    pairs = pairs[1:]  # the first touches the memory
    best = [min(column) for column in zip(*pairs)]
    middle = sorted(a / b for a, b in pairs)[len(pairs) // 2]
    count = ours.answers[name] / 1e6
    print(f"| {name} | {threads} | {peer} | {count / best[0]:.2f} | {count / best[1]:.2f} "
          f"| {best[0] / best[1]:.2f} | {middle:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("catalogue", nargs="?", default="../shared/data/tle/satcat_20240705.3le")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--case", action="append", help="only this one; may be repeated")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "THREADS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        case = next(case for case in CASES if case[0] == options.one[0])
        return measure(case, int(options.one[1]), options)
    print("| case | threads | peer | peer M/s | ours M/s | ratio of minima | median of pairs |\n" + "|---" * 7 + "|")
    sys.stdout.flush()
    for name, _, _, threads in CASES:
        # A process a row: the peer reads its number of threads once.
        for number in threads if not options.case or name in options.case else ():
            subprocess.run(
                [sys.executable, __file__, options.catalogue, "--rounds", str(options.rounds), "--one", name,
                 str(number)],
                env={**os.environ, "ASTROZ_THREADS": str(number), "OMP_NUM_THREADS": str(number)}, check=True)


main()
