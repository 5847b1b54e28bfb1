from datetime import UTC, date, datetime

from django.db import migrations

# The Fund's target group, as several offices' and organisations' projects of the programme
# 2014-2020 published it (the same list in all). What no stored text states whole is not
# confirmed, and the screens say so. Articles are of the Act of 12 December 2013 on Foreigners.
LISTS = ("grupa docelowa ogłoszona przez projekty Funduszu w Gdańsku, Olsztynie, Poznaniu"
         " (Caritas) i Szczecinie (nr 9438)")
ACT, PROTECTION = date(2014, 5, 1), date(2022, 3, 4)
UNION = ("AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL"
         " PRT ROU SVK SVN ESP SWE").split()
VISA_CODES = ("04 05 05a 05b 06 09 10 11 12 13 15 17 17a 18 19 21 22 22a 23").split()
# What "help with legalisation only" (group 5) leaves: the published list names no services, so
# these topics are the office's reading. Not confirmed; a new version of the rule changes them.
LEGALISATION = ["residence_and_work", "temporary_protection", "appeal", "permanent"]
RULES = (
    # code, group, basis, states, visa codes, support, article, source, confirmed, from
    ("0-union", 0, "", UNION, [], "all",
     "art. 20 ust. 1 TFUE: obywatele Unii nie są obywatelami państw trzecich",
     "grupa docelowa to obywatele państw trzecich: " + LISTS, True, ACT),
    ("0-eea-switzerland", 0, "", ["ISL", "LIE", "NOR", "CHE"], [], "all",
     "swoboda przepływu osób: Porozumienie o EOG, umowa ze Szwajcarią",
     "praktyka krajowa; nie ma tego na ogłoszonej liście", False, ACT),
    ("1-national-visa", 1, "national_visa", [], VISA_CODES, "all",
     "wiza na podstawie art. 60 ust. 1 pkt 4-6, 9-13, 17, 18a-21, 23-25",
     "przepisy: " + LISTS + "; oznaczenia na naklejce: jeden projekt (Caritas)", False, ACT),
    ("1-schengen-visa", 1, "schengen_visa", [], VISA_CODES, "all",
     "wiza na podstawie art. 60 ust. 1 pkt 4-6, 9-13, 17, 18a-21, 23-25",
     "przepisy: " + LISTS + "; oznaczenia na naklejce: jeden projekt (Caritas)", False, ACT),
    ("1-temporary-permit", 1, "temporary_permit", [], [], "all",
     "zezwolenie na pobyt czasowy", LISTS, True, ACT),
    ("1-permanent", 1, "permanent", [], [], "all",
     "pobyt stały, art. 195 oprócz ust. 1 pkt 6 i 6a; rezydent długoterminowy UE, art. 211",
     LISTS, True, ACT),
    ("1-humanitarian", 1, "humanitarian", [], [], "all",
     "dokument „zgoda na pobyt tolerowany”; pobyt ze względów humanitarnych", LISTS, True, ACT),
    ("2-child", 2, "child_born_in_poland", [], [], "all",
     "dzieci osób z grupy 1 urodzone w Polsce", LISTS, True, ACT),
    ("3-stamp", 3, "pending_stamp", [], [], "all",
     "odcisk stempla po złożeniu wniosku: art. 108, art. 206, rezydent długoterminowy UE,"
     " przedłużenie wizy, art. 300 ust. 4", LISTS, True, ACT),
    ("4-visa-free", 4, "visa_free", [], [], "all", "pobyt bezwizowy", LISTS, True, ACT),
    ("5-in-course", 5, "in_course", [], [], "legalisation",
     "osoby w trakcie uzyskiwania legalnego pobytu: tylko pomoc w legalizacji",
     LISTS, True, ACT),
    ("6-family", 6, "family_member", [], [], "all",
     "małżonkowie, wstępni i zstępni osób z grup 1-4",
     LISTS + "; zachowany tekst urywa się w tym miejscu", False, ACT),
    ("7-temporary-protection", 7, "temporary_protection", [], [], "all",
     "ochrona czasowa na podstawie decyzji wykonawczej Rady (UE) 2022/382", LISTS, True,
     PROTECTION),
)


def lay(apps, schema_editor):
    rule = apps.get_model("advisory", "EligibilityRule")
    at = datetime(2022, 10, 1, tzinfo=UTC)
    rule.objects.bulk_create(
        rule(code=code, version=1, group_number=group, stay_basis=basis, states=states,
             visa_codes=codes, support=support,
             topics=LEGALISATION if support == "legalisation" else [], article=article, source=source,
             is_confirmed=confirmed, valid_from=since, recorded_at=at,
             actor_name="system: migration")
        for code, group, basis, states, codes, support, article, source, confirmed, since in RULES
    )


def lift(apps, schema_editor):
    apps.get_model("advisory", "EligibilityRule").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("advisory", "0002_facts")]
    operations = [migrations.RunPython(lay, lift)]
