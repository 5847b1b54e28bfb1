"""What the demo office has published, a proposal that waits, and the texts of a report."""

from __future__ import annotations

from datetime import date, timedelta

from przystan.platform.accounts import public as accounts
from przystan.platform.clock import public as clock
from przystan.reporting import public as reporting

TEXTS = {
    "pl": (
        "Punkt Informacyjno-Doradczy działał w Szczecinie i w Koszalinie. Wsparcie otrzymało"
        " {advisory.persons_assisted:spaced} osób, w tym {advisory.persons_legal:spaced} pomoc"
        " prawną i {advisory.persons_psychological:spaced} psychologiczną.\n\n"
        "Zespół call center odebrał {calls.answered_incoming:spaced} połączeń; w ciągu 20 sekund"
        " {calls.service_level:share}. Czas oczekiwania cudzoziemców w urzędzie skrócono.\n\n"
        "Oznakowano {records.tagged_folders:spaced} akt, po {records.seconds_per_folder:duration}"
        " na teczkę. Praca w repozytorium stała się łatwiejsza i szybsza."),
    "en": (
        "The Information and Advisory Point worked in Szczecin and Koszalin. It assisted"
        " {advisory.persons_assisted:spaced} persons, of whom {advisory.persons_legal:spaced} got"
        " legal advice and {advisory.persons_psychological:spaced} psychological counselling.\n\n"
        "The call centre answered {calls.answered_incoming:spaced} calls;"
        " {calls.service_level:share} of them within 20 seconds. Waiting at the office became"
        " shorter.\n\n"
        "{records.tagged_folders:spaced} case records were labelled, at"
        " {records.seconds_per_folder:duration} a folder. Work in the repository became easier and"
        " faster."),
}
LAST_DAY, NOVEMBER = date(2023, 8, 31), date(2023, 11, 30)
FIRST_SENT = date(2023, 10, 1)


def build() -> None:
    """Publish the figures of the project's last day, and propose those of November.

    Thirty-five persons came to light after the last day, so what was published shows late rows.
    """
    ids = {u.username: u.id for u in accounts.list_users()}
    published_at = clock.day_start(date(2023, 9, 7)) + timedelta(hours=9)
    manager, deputy = (
        accounts.actor_of(user_id=ids[name], at=published_at) for name in ("manager", "deputy"))
    made = reporting.propose_publication(actor=manager, at=published_at, as_of=LAST_DAY)
    reporting.decide_publication(
        actor=deputy, at=published_at + timedelta(days=1), publication_id=made,
        decision=reporting.Decision.APPROVED)
    reporting.propose_publication(
        actor=deputy, at=clock.day_start(date(2023, 12, 6)) + timedelta(hours=10),
        as_of=NOVEMBER)
    # Two sentences claim what no figure shows: the report says so.
    for language, text in TEXTS.items():
        reporting.write_narrative(
            actor=manager, at=published_at, kind="final", language=language, text=text)
    reporting.add_schedule(
        actor=manager, at=published_at, kind="quarterly", language="pl", every="quarter",
        recipient="fundusz@przystan.example", is_outside=True)
    reporting.send_due_reports(at=clock.day_start(FIRST_SENT) + timedelta(hours=7))
