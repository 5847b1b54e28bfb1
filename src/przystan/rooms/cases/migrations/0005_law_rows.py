from datetime import UTC, date, datetime

from django.db import migrations

FOREIGNERS = "Ustawa z 12 grudnia 2013 r. o cudzoziemcach"
AMENDED = f"{FOREIGNERS}, zm. Dz.U. 2022 poz. 91"
AID = "Ustawa o pomocy obywatelom Ukrainy"
OPEN = "Do potwierdzenia: "
IN_2014, IN_2022 = date(2014, 5, 1), date(2022, 1, 29)
# code, kind, subject, length, unit, article, source, from, until, confirmed
ROWS = (
    ("temporary", "term", "temporary", 60, "days", "art. 112a", AMENDED, IN_2022, None, True),
    ("permanent_until_2022", "term", "permanent", 3, "months", "art. 210",
     f"{OPEN}pierwszy dzień obowiązywania. {FOREIGNERS}, Dz.U. 2013 poz. 1650", IN_2014,
     date(2022, 1, 28), False),
    ("permanent", "term", "permanent", 6, "months", "art. 210", AMENDED, IN_2022, None, True),
    ("long_term", "term", "long_term", 6, "months", "art. 223, 210", AMENDED, IN_2022, None, True),
    ("opinion", "term", "opinion", 30, "days", "art. 109", AMENDED, IN_2022, None, True),
    ("opinion_longest", "term", "opinion_longest", 60, "days", "art. 109", AMENDED, IN_2022,
     None, True),
    ("appeal", "term", "appeal", 14, "days", "KPA art. 129", f"{OPEN}brzmienie artykułu. KPA",
     IN_2014, None, False),
    ("file_forward", "term", "file_forward", 7, "days", "KPA art. 133",
     f"{OPEN}brzmienie artykułu. KPA", IN_2014, None, False),
    ("appeal_stage", "term", "appeal_stage", 90, "days", "art. 112a, 210", AMENDED, IN_2022, None,
     True),
    ("shift", "shift", "", 0, "days", "KPA art. 57 § 4", f"{OPEN}brzmienie artykułu. KPA",
     IN_2014, None, False),
    ("stop_100c", "stop", "", 0, "days", "art. 100c", f"{OPEN}pierwszy dzień. {AID}",
     date(2022, 4, 15), date(2022, 12, 31), False),
    ("stop_100d", "stop", "", 0, "days", "art. 100d", AID, date(2023, 1, 1), date(2023, 8, 24),
     True),
    ("stop_100d_2025", "stop", "", 0, "days", "art. 100d", f"{AID}, przedłużenie",
     date(2023, 8, 25), date(2025, 9, 30), True),
    ("stop_100d_2026", "stop", "", 0, "days", "art. 100d",
     f"{OPEN}czy wstrzymanie skończyło się tego dnia. {AID}, Dz.U. 2025 poz. 1301",
     date(2025, 10, 1), date(2026, 3, 4), False),
)
NAMES = ("code", "kind", "subject", "length", "unit", "article", "source", "valid_from",
         "valid_until", "is_confirmed")


def lay_rows(apps, _schema):
    rule = apps.get_model("cases", "LawRule")
    for row in ROWS:
        rule.objects.create(**dict(zip(NAMES, row, strict=True)), version=1,
                            recorded_at=datetime(2022, 10, 1, tzinfo=UTC), recorded_by="Przystań")


def take_rows_back(apps, _schema):
    apps.get_model("cases", "LawRule").objects.filter(recorded_by="Przystań", version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_facts")]
    operations = [migrations.RunPython(lay_rows, take_rows_back)]
