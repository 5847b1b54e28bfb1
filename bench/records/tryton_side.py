"""Tryton's part of beside_tryton.py, run by the Python of an environment that has Tryton.

    PYTHON tryton_side.py CONFIG DATABASE FOLDERS SHELVES

Registers so many lots on so many shelves, one hundredth of them then found on a wrong shelf, and
counts them all by Tryton's own documents: an inventory per shelf, completed, counted, confirmed.
Prints the seconds of both and what differed, as JSON.
"""

from __future__ import annotations

import datetime
import json
import random
import sys
import time

from trytond.config import config

config.update_etc(sys.argv[1])
from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction  # noqa: E402

DATABASE, FOLDERS, SHELVES = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
TODAY = datetime.date.today()  # noqa: TID251 - not our clock: another program runs this


def main() -> None:
    Pool.start()
    pool = Pool(DATABASE)
    pool.init()
    with Transaction().start(DATABASE, 0):
        user = pool.get("res.user").search([("login", "=", "admin")])[0].id
    company, product, storage = set_up(pool, user)
    context = {"company": company, "companies": [company], "_skip_warnings": True}

    def work() -> Transaction:
        return Transaction().start(DATABASE, user, context=context)

    with work() as transaction:
        shelves = [s.id for s in pool.get("stock.location").create(
            [{"name": f"S{n}", "type": "storage", "parent": storage} for n in range(SHELVES)])]
        transaction.commit()
    began = time.perf_counter()
    lying = {shelf: register(pool, work, company, product, shelf, range(n, FOLDERS, SHELVES))
             for n, shelf in enumerate(shelves)}
    registered = time.perf_counter() - began
    seen = misplaced(lying)
    began = time.perf_counter()
    differ = set()
    for shelf in shelves:
        differ |= count(pool, work, company, product, shelf, seen[shelf])
    print(json.dumps({"registered": registered, "counted": time.perf_counter() - began,
                      "differ": len(differ)}))


def set_up(pool: Pool, user: int) -> tuple[int, int, int]:
    with Transaction().start(DATABASE, user) as transaction:
        currency, = pool.get("currency.currency").create(
            [{"name": "Zloty", "symbol": "zl", "code": "PLN"}])
        party, = pool.get("party.party").create([{"name": "Office"}])
        company, = pool.get("company.company").create(
            [{"party": party.id, "currency": currency.id}])
        users = pool.get("res.user")
        users.write([users(user)], {"companies": [("add", [company.id])], "company": company.id})
        unit, = pool.get("product.uom").search([("name", "=", "Unit")])
        template, = pool.get("product.template").create([{
            "name": "Folder", "type": "goods", "default_uom": unit.id,
            "products": [("create", [{}])]}])
        warehouse, = pool.get("stock.location").search([("type", "=", "warehouse")], limit=1)
        transaction.commit()
        return company.id, template.products[0].id, warehouse.storage_location.id


def register(pool, work, company, product, shelf, numbers):  # noqa: ANN001, ANN201, PLR0913
    with work() as transaction:
        lots = pool.get("stock.lot").create(
            [{"number": f"{n:024d}", "product": product} for n in numbers])
        inventory, = pool.get("stock.inventory").create([{
            "location": shelf, "date": TODAY, "company": company, "lines": [("create", [
                {"product": product, "lot": lot.id, "quantity": 1} for lot in lots])]}])
        pool.get("stock.inventory").confirm([inventory])
        transaction.commit()
        return [lot.id for lot in lots]


def misplaced(lying: dict[int, list[int]]) -> dict[int, set[int]]:
    rng = random.Random(FOLDERS)
    shelves = list(lying)
    wrong = set(rng.sample(sorted(sum(lying.values(), [])), FOLDERS // 100))
    seen: dict[int, set[int]] = {shelf: set() for shelf in shelves}
    for home, lots in lying.items():
        for lot in lots:
            other = rng.choice([s for s in shelves if s != home]) if lot in wrong else home
            seen[other].add(lot)
    return seen


def count(pool, work, company, product, shelf, seen):  # noqa: ANN001, ANN201, PLR0913
    inventories, lines = pool.get("stock.inventory"), pool.get("stock.inventory.line")
    with work() as transaction:
        made, = inventories.create([{"location": shelf, "date": TODAY, "company": company}])
        inventories.complete_lines([made])
        made = inventories(made.id)
        known = set()
        for line in made.lines:
            known.add(line.lot.id)
            line.quantity = 1 if line.lot.id in seen else 0
        lines.save(list(made.lines))
        lines.create([{"inventory": made.id, "product": product, "lot": lot, "quantity": 1}
                      for lot in seen - known])
        made = inventories(made.id)
        differ = {line.lot.id for line in made.lines if line.expected_quantity != line.quantity}
        inventories.confirm([made])
        transaction.commit()
    return differ


if __name__ == "__main__":
    main()
