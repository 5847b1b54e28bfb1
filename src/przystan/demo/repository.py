"""The paper repository of the synthetic year: places, 130 sessions, 35,194 folders with custody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from przystan.demo.year import REPORT_DAY, SEED, deal, moment, spread, totals, working_days
from przystan.platform.accounts.types import Actor
from przystan.rooms.records import public as records

KINDS = {
    "Temporary residence": ("temporary", "6151"), "Permanent residence": ("permanent", "6152"),
    "EU long-term resident": ("long_term", "6153"), "Work permit": ("work_permit", "8674"),
    "Residence card exchange / documents": ("card_documents", "6154"),
    "EU citizens and family": ("eu_citizen", "6155"),
    "Invitations / visa extension": ("invitation_visa", "6156"),
    "Polish Card": ("polish_card", "6157"),
}
UNITS = {"SZ": "SOC-S", "KO": "SOC-K"}
RACKS = {"SZ": 50, "KO": 11}
SHELVES_PER_RACK, FOLDERS_PER_SHELF = 10, 60
RETAGGED_SHARE = 0.004
LOAN_DAYS = 30
# What the year leaves to be done: a list that waits for approval, folders that are looked for.
LISTED, HUNTED = 12, 4
# Shorter than any office's: so that the year has something whose time is over.
DEMO_CATEGORY = "B3"
OFFICERS = tuple(f"inspektor {n:02d}" for n in range(1, 41))


def places() -> list[records.NewPlace]:
    """Return two buildings with their rooms, racks and shelves, and the places outside."""
    tree: list[records.NewPlace] = []
    for branch, racks in RACKS.items():
        building = f"{branch}"
        town = "Szczecin" if branch == "SZ" else "Koszalin"
        tree.append(records.NewPlace(building, town, records.PlaceKind.BUILDING, branch))
        room = f"{branch}-R1"
        tree.append(records.NewPlace(
            room, f"Repozytorium {town}", records.PlaceKind.ROOM, branch, building))
        for rack in range(1, racks + 1):
            code = f"{room}-{rack:02d}"
            tree.append(records.NewPlace(
                code, f"Regał {rack}", records.PlaceKind.RACK, branch, room))
            tree += [
                records.NewPlace(
                    f"{code}-{shelf:02d}", f"Półka {rack}/{shelf}", records.PlaceKind.SHELF,
                    branch, code, FOLDERS_PER_SHELF, _mark(branch, rack, shelf))
                for shelf in range(1, SHELVES_PER_RACK + 1)
            ]
    return tree


def _mark(branch: str, rack: int, shelf: int) -> str:
    """Return the tag on a shelf: an asset's number under GS1's documentation prefix."""
    number = f"{list(RACKS).index(branch) + 1}{rack:02d}{shelf:02d}"
    return records.encode_tag(
        records.TagNumber(records.TagScheme.GIAI, "0614141", number, 0))


def tagging_days() -> dict[str, list[date]]:
    """Return the 130 days of labelling by month; twenty person-hours each."""
    first = date.fromisoformat(totals()["tagging"]["first_day"])
    days = [d for d in working_days() if d >= first]
    chosen = {}
    for month, hours in totals()["tag_hours_by_month"].items():
        here = [d for d in days if d.isoformat().startswith(month)]
        wanted = hours // 20
        chosen[month] = here[-wanted:] if month == "2023-02" else here[:wanted]
    return chosen


def build(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Register places, sessions and folders with their tags and custody; return the counts."""
    rng = Random(SEED + 1)
    place_ids = records.add_places(places=places(), actor=actor, at=at)
    days = tagging_days()
    all_days = [d for month in days.values() for d in month]
    sessions = records.record_tagging_sessions(
        sessions=[records.NewTaggingSession(d, "SZ", 5, Decimal(20), moment(d, rng, 15, 16),
                                            errors=rng.randint(0, 3)) for d in all_days],
        actor=actor, at=at,
    )
    session_of = dict(zip(all_days, sessions, strict=True))
    per_day = {
        d: count
        for month, listed in days.items()
        for d, count in zip(listed, spread(totals()["tagged_by_month"][month],
                                           [1 + rng.random() / 5 for _ in listed]), strict=True)
    }
    folders = _folders(per_day, session_of, place_ids, rng)
    ids = records.register_folders_in_bulk(folders=folders, actor=actor, at=at)
    retagged = rng.sample(ids, round(len(ids) * RETAGGED_SHARE))
    records.retag_in_bulk(folder_ids=retagged, reason="tag does not answer", actor=actor,
                          at=moment(REPORT_DAY - timedelta(days=30), rng))
    _leave_work(folders, actor, at)
    return {"folders": len(ids), "sessions": len(sessions), "places": len(place_ids)}


def _leave_work(folders: list[records.NewFolder], actor: Actor, at: datetime) -> None:
    """Leave a disposal list that waits for its approval, and a hunt for missing folders."""
    records.set_retention_rule(
        kind=records.FolderKind.INVITATION_VISA, category=DEMO_CATEGORY,
        valid_from=date(2011, 1, 1), source="demo", is_confirmed=False, actor=actor, at=at)
    due = records.list_due(branch="SZ", kind=records.DisposalKind.DISPOSAL,
                           today=REPORT_DAY, limit=LISTED)
    listed = records.open_disposal(
        kind=records.DisposalKind.DISPOSAL, branch="SZ", actor=actor, at=at)
    records.list_folders_for_disposal(
        list_id=listed, signs=[x.case_sign for x in due], actor=actor, at=at)
    records.step_disposal(
        list_id=listed, state=records.DisposalState.SUBMITTED, actor=actor, at=at)
    missing = [f.case_sign for f in folders
               if f.branch == "SZ" and f.custody[-1].custody is records.Custody.MISSING]
    records.open_hunt(branch="SZ", texts=missing[:HUNTED], actor=actor, at=at)


def _folders(
    per_day: dict[date, int], session_of: dict[date, int], place_ids: dict[str, int], rng: Random
) -> list[records.NewFolder]:
    year = totals()
    kinds = deal(year["records_by_kind"], rng)
    branches = deal({"SZ": year["records_by_branch"]["Szczecin"],
                     "KO": year["records_by_branch"]["Koszalin"]}, rng)
    statuses = deal(year["records_by_status"], rng)
    shelves = {
        b: sorted(c for c in place_ids if c.startswith(f"{b}-R1-") and c.count("-") == 3)
        for b in RACKS
    }
    serials = records.reserve_tag_serials(count=len(kinds))
    filled = dict.fromkeys(RACKS, 0)
    numbers: dict[tuple[str, str, int], int] = {}
    folders = []
    # A source of its own: what was there before keeps its numbers.
    closing = Random(SEED + 2)
    listed = [d for d, count in per_day.items() for _ in range(count)]
    for n, day in enumerate(listed):
        kind, file_class = KINDS[kinds[n]]
        branch = branches[n]
        year_of = rng.choice((2018, 2019, 2020, 2021, 2022))
        key = (branch, file_class, year_of)
        numbers[key] = numbers.get(key, 0) + 1
        sign = f"{UNITS[branch]}.{file_class}.{numbers[key]}.{year_of}"
        labelled_at = moment(day, rng, 8, 15)
        is_closed = statuses[n].startswith("closed")
        shelf = shelves[branch][filled[branch] // FOLDERS_PER_SHELF]
        filled[branch] += 1
        folders.append(records.NewFolder(
            sign, records.FolderKind(kind), branch, labelled_at - timedelta(minutes=2),
            not is_closed, session_of[day], serials[n], labelled_at,
            custody=_custody(statuses[n], labelled_at, place_ids[shelf], rng),
            closed_date=date(year_of, 7, 1) + timedelta(days=closing.randint(0, 180))
            if is_closed else None,
        ))
    return folders


def _custody(
    status: str, labelled_at: datetime, place_id: int, rng: Random
) -> tuple[records.NewCustody, ...]:
    """Return the way of a folder from the shelf to where it is on the report's day."""
    shelved = records.NewCustody(
        records.Custody.SHELVED, labelled_at + timedelta(hours=1), place_id)
    later = labelled_at + timedelta(days=rng.randint(3, 90), minutes=rng.randint(0, 300))
    if "on shelf" in status:
        if rng.random() < 0.1:
            lent = records.NewCustody(
                records.Custody.LENT, later, holder=rng.choice(OFFICERS),
                due_date=later.date() + timedelta(days=LOAN_DAYS))
            back = records.NewCustody(
                records.Custody.SHELVED, later + timedelta(days=5), place_id)
            return shelved, lent, back
        return (shelved,)
    if status == "out with officer":
        return shelved, records.NewCustody(
            records.Custody.LENT, later, holder=rng.choice(OFFICERS),
            due_date=later.date() + timedelta(days=LOAN_DAYS))
    custody = {
        "in transit": records.Custody.IN_TRANSIT,
        "at Head of UdSC (appeal)": records.Custody.AT_SECOND_INSTANCE,
        "at court": records.Custody.AT_COURT,
    }.get(status, records.Custody.MISSING)
    return shelved, records.NewCustody(custody, later)
