from datetime import UTC, date, datetime

from django.db import migrations

AT, BY = datetime(2022, 10, 1, tzinfo=UTC), "Przystań"
ROWS = (
    ("urgency", "term", "urgency", 7, "KPA art. 37",
     "Do potwierdzenia: brzmienie artykułu. KPA", date(2014, 5, 1), False),
    ("electronic_filing", "regime", "electronic", 0, "ustawa z 21 listopada 2025 r.",
     "Ustawa z 21 listopada 2025 r.: wnioski przez MOS", date(2026, 4, 27), True),
)
TEMPLATES = (
    ("summons", "Wezwanie",
     "Na podstawie {articles} wzywam w sprawie {sign} ({type}), wszczętej wnioskiem z dnia "
     "{received_on}, do usunięcia braków i złożenia dokumentów wymienionych niżej w terminie "
     "{days} dni od dnia doręczenia niniejszego wezwania.\n\n"
     "Nieusunięcie braków formalnych w terminie spowoduje pozostawienie wniosku bez rozpoznania."),
    ("decision", "Decyzja",
     "Po rozpatrzeniu wniosku z dnia {received_on} w sprawie {sign} ({type}), na podstawie "
     "{legal_basis} oraz art. 104 Kodeksu postępowania administracyjnego, {outcome}.\n\n"
     "Uzasadnienie: {grounds}\n\n"
     "Od decyzji służy odwołanie do Szefa Urzędu do Spraw Cudzoziemców za pośrednictwem "
     "wojewody w terminie 14 dni od dnia jej doręczenia."),
)


def lay_rows(apps, _schema):
    rule = apps.get_model("cases", "LawRule")
    for code, kind, subject, length, article, source, since, confirmed in ROWS:
        rule.objects.create(
            code=code, version=1, kind=kind, subject=subject, length=length, unit="days",
            article=article, source=source, valid_from=since, is_confirmed=confirmed,
            recorded_at=AT, recorded_by=BY)
    template = apps.get_model("cases", "LetterTemplate")
    for kind, title, body in TEMPLATES:
        template.objects.create(
            kind=kind, version=1, title=title, body=body, recorded_at=AT, recorded_by=BY)


def take_rows_back(apps, _schema):
    apps.get_model("cases", "LawRule").objects.filter(code__in=[r[0] for r in ROWS]).delete()
    apps.get_model("cases", "LetterTemplate").objects.filter(version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_law_rows")]
    operations = [migrations.RunPython(lay_rows, take_rows_back)]
