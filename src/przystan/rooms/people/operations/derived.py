"""What is derived from a card for finding it: search words and match keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from przystan.platform.transactions import public as transactions
from przystan.rooms.people import models
from przystan.rooms.people.queries.matching import keys_row, records_of
from przystan.rooms.people.rules.scripts import quoted, search_words

BATCH = 2000


def refresh_derived(card_ids: Sequence[int]) -> None:
    """Make the search words and the match keys of cards anew, in the transaction of the change."""
    rows = [
        (n, " ".join(map(quoted, search_words(record.names, record.birth_date))), keys_row(record))
        for n, record in records_of(card_ids).items() if record.names
    ]
    for table in (models.PersonSearch, models.PersonKeys):
        table.objects.filter(person__in=card_ids).delete()
    transactions.copy_rows(
        table="people_personsearch", columns=("person_id", "words"),
        rows=((n, words) for n, words, _ in rows))
    transactions.copy_rows(
        table="people_personkeys", columns=("person_id", "keys"),
        rows=((n, keys) for n, _, keys in rows))


def rebuild_derived() -> Iterator[int]:
    """Make the words and keys of every card anew, a batch at a time; give how many are done.

    For use after a change of the rules that make them; each batch may be a transaction.
    """
    done, last = 0, 0
    while ids := list(models.Person.objects.filter(pk__gt=last).order_by("pk").values_list(
            "pk", flat=True)[:BATCH]):
        with transactions.transaction():
            refresh_derived(ids)
        done, last = done + len(ids), ids[-1]
        yield done
