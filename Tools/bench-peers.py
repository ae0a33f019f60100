"""Times ours against the peers in one run, in turn, and prints a table of ratios; started by Tools/bench-peers.

A case is a name that `Benchmarks peers` answers to, and a function that makes the peer ready and returns one run of it;
the run returns how many answers it gave where that may differ from ours. Add a case by writing such a function and a
line in CASES.
"""
import argparse
import json
import os
import subprocess
import sys
import time
from collections import namedtuple
from datetime import datetime, timedelta, timezone
from pathlib import Path

START = datetime(2024, 7, 6, tzinfo=timezone.utc)
START_JD = 2460497.5
TIMES, OBJECTS = 1000, 12_000


def read_catalogue(given):
    """Pairs of lines of a TLE or 3LE file."""
    lines = Path(given["catalogue"]).read_text(errors="replace").splitlines()
    return [(a, b) for a, b in zip(lines, lines[1:]) if a.startswith("1 ") and b.startswith("2 ")]


def text_of(sets):
    return "\n".join(line for pair in sets for line in pair) + "\n"


def propagation(sets):
    """astroz into memory that is there before: near-earth and deep space by its own calls for each, no error codes.

    Its `SatrecArray.sgp4` does both, but allocates and gathers, and is slower.
    """
    import numpy as np
    from astroz import Constellation
    from astroz._astroz import sdp4_batch_propagate_into

    constellation = Constellation(text_of(sets))
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


def near_earth(given):
    from sgp4.api import Satrec

    return propagation([pair for pair in read_catalogue(given) if Satrec.twoline2rv(*pair).method == "n"][:OBJECTS])


def mixed(given):
    return propagation(read_catalogue(given)[::2][:OBJECTS])


def frame(given, celestial):
    """pyerfa's matrices for a hundred thousand times with our Earth orientation, and a position turned by each.

    The orientation's values at the times are worked out before.
    """
    import erfa
    import numpy as np

    arcsecond = np.pi / 648_000
    fractions = np.arange(100_000) * 6 / 86_400
    rows = np.array(given["orientation"]).T
    ut1, x_pole, y_pole, dx, dy = (np.interp(START_JD - 2_400_000.5 + fractions, rows[0], row) for row in rows[1:])
    terrestrial, universal = fractions + 69.184 / 86_400, fractions + ut1 / 86_400
    x_pole, y_pole, dx, dy = x_pole * arcsecond, y_pole * arcsecond, dx * arcsecond / 1e3, dy * arcsecond / 1e3
    position = np.array([6778.0, 10.0, -20.0])

    def run():
        pole = erfa.pom00(x_pole, y_pole, erfa.sp00(START_JD, terrestrial))
        np.einsum("nij,j->ni", celestial(terrestrial, universal, pole, dx, dy), position)

    return run


def gcrf_to_itrf(given):
    import erfa

    def matrices(terrestrial, universal, pole, dx, dy):
        x, y, locator = erfa.xys06a(START_JD, terrestrial)
        return erfa.c2tcio(erfa.c2ixys(x + dx, y + dy, locator), erfa.era00(START_JD, universal), pole)

    return frame(given, matrices)


def teme_to_itrf(given):
    import erfa
    import numpy as np

    return frame(given, lambda _, universal, pole, *__: pole @ erfa.rz(erfa.gmst82(START_JD, universal), np.eye(3)))


def passes_sgp4_predict(given):
    from sgp4_predict import GeodeticPoint, Interval, Predictor, Tle

    predictor = Predictor.from_tle(Tle("ISS", *given["elementSet"]))
    sites = [GeodeticPoint(*site) for site in given["sites"]]
    window = Interval(START, START + timedelta(days=7))
    return lambda: sum(sum(1 for _ in predictor.transits_iter(site, window, 10.0)) for site in sites)


def passes_skyfield(given):
    from skyfield.api import EarthSatellite, load, wgs84

    scale = load.timescale(builtin=True)
    satellite = EarthSatellite(*given["elementSet"], "ISS", scale)
    sites = [wgs84.latlon(*site) for site in given["sites"]]
    window = scale.from_datetime(START), scale.from_datetime(START + timedelta(days=7))

    def run():
        events = (satellite.find_events(site, *window, altitude_degrees=10.0)[1] for site in sites)
        return sum(int((kinds == 1).sum()) for kinds in events)

    return run


def read_astroz(given):
    """Its reader alone; the pairs are cut from the text before."""
    from astroz import Tle

    texts = ["\n".join(pair) for pair in read_catalogue(given)]
    return lambda: len([Tle(text) for text in texts])


def read_sgp4(given):
    """python-sgp4 reads and prepares at once; the pairs are cut from the text before."""
    from sgp4.api import Satrec

    pairs = read_catalogue(given)
    return lambda: len([Satrec.twoline2rv(*pair) for pair in pairs])


def prepare_astroz(given):
    """From one text to what propagates, as ours."""
    from astroz import Constellation

    text = text_of(read_catalogue(given))
    return lambda: len(Constellation(text)._satrecs)


def screening(minutes, within_km, number=None):
    """astroz.screen; making the constellation counted, as ours is; against one object where its number is given."""

    def prepare(given):
        import astroz

        text = text_of(read_catalogue(given))

        def run():
            constellation = astroz.Constellation(text)
            target = next((i for i, s in enumerate(constellation._satrecs) if s.satnum == number), None)
            return len(astroz.screen(constellation, minutes, threshold=within_km, target=target, start_time=START).i)

        return run

    return prepare


# Name of our case; the peer; what makes it ready; on how many threads; at most how many rounds; the figure's unit.
Case = namedtuple("Case", "name peer prepare threads rounds unit", defaults=((1,), 12, "M/s"))
CASES = [
    Case("sgp4.nearEarth", "astroz 0.17.0", near_earth, (1, 2)),
    Case("sgp4.mixed", "astroz 0.17.0", mixed, (1, 2)),
    Case("frames.gcrfToItrf", "pyerfa 2.0.1.5", gcrf_to_itrf, rounds=5),
    Case("frames.temeToItrf", "pyerfa 2.0.1.5", teme_to_itrf),
    Case("passes.iss20x7d", "sgp4-predict 0.3.1", passes_sgp4_predict, unit="s"),
    Case("passes.iss20x7d", "skyfield 1.55", passes_skyfield, unit="s"),
    Case("tle.read", "astroz 0.17.0", read_astroz),
    Case("tle.read", "sgp4 2.27", read_sgp4),
    Case("tle.readAndPrepare", "astroz 0.17.0", prepare_astroz),
    Case("screen.one7d", "astroz 0.17.0", screening(7 * 1440, 10.0, 25_544), (2,), 1, "s"),
    Case("screen.all1d", "astroz 0.17.0", screening(1440, 5.0), (2,), 3, "s"),
]
HEADINGS = ["case", "threads", "peer", "peer's fastest", "our fastest", "ratio of fastest", "median ratio",
            "peer's answers", "our answers"]


class Ours:
    """The Benchmarks executable, which runs its case for each number of threads it reads."""

    def __init__(self, name, catalogue):
        program = os.environ.get("COMITY_BENCHMARKS", ".build/release/Benchmarks")
        chosen = ["--catalogue", catalogue] if catalogue else []
        self.process = subprocess.Popen(
            [program, "peers", "--case", name, *chosen], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("error: Benchmarks did not start")
        self.given = json.loads(line)

    def run(self, threads):
        """Seconds and the number of answers."""
        self.process.stdin.write(f"{threads}\n")
        self.process.stdin.flush()
        seconds, count = self.process.stdout.readline().split()
        return float(seconds), int(count)


def measure(case, threads, options):
    """One case on a number of threads, ours and the peer's runs in turn; prints its row."""
    ours = Ours(case.name, options.catalogue)
    theirs = case.prepare(ours.given)
    rounds = min(case.rounds, options.rounds)
    pairs, count, found = [], 0, 0
    for _ in range(rounds):
        start = time.perf_counter()
        found = theirs()
        elapsed = time.perf_counter() - start
        seconds, count = ours.run(threads)
        pairs.append((elapsed, seconds))
    if rounds > 3:
        pairs = pairs[1:]  # the first touches the memory, which matters where runs are short
    peer, our = (min(column) for column in zip(*pairs))
    ratios = sorted(a / b for a, b in pairs)
    figure = (lambda s: f"{s:.4g} s") if case.unit == "s" else (lambda s: f"{count / 1e6 / s:.4g} {case.unit}")
    cells = [case.name, threads, case.peer, figure(peer), figure(our), f"{peer / our:.2f}",
             f"{ratios[len(ratios) // 2]:.2f}", count if found is None else found, count]
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("catalogue", nargs="?", help="element sets; shared/data/tle/satcat_20240705.3le where not given")
    parser.add_argument("--rounds", type=int, default=12, help="at most so many; long cases take fewer")
    parser.add_argument("--case", action="append", help="only this one; may be repeated")
    parser.add_argument("--one", nargs=2, type=int, metavar=("PLACE", "THREADS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        return measure(CASES[options.one[0]], options.one[1], options)
    unknown = set(options.case or ()) - {case.name for case in CASES}
    if unknown or options.rounds < 1:
        parser.error(f"no case {sorted(unknown)}" if unknown else "at least one round")
    print(f"| {' | '.join(HEADINGS)} |\n" + "|---" * len(HEADINGS) + "|", flush=True)
    for place, case in enumerate(CASES):
        # A process a row: the peer reads its number of threads once.
        for threads in case.threads if not options.case or case.name in options.case else ():
            chosen = [options.catalogue] if options.catalogue else []
            subprocess.run(
                [sys.executable, __file__, *chosen, "--rounds", str(options.rounds), "--one", str(place), str(threads)],
                env={**os.environ, "ASTROZ_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}, check=True)


main()
