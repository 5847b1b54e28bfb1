from datetime import UTC, date, datetime

from django.db import migrations

# The Fund's target group, as several offices' and organisations' projects of the programme
# 2014-2020 published it (the same list in all). What no stored text states whole is not
# confirmed, and the screens say so. Articles are of the Act of 12 December 2013 on Foreigners.
LISTS = ("target group as published by the Fund's projects in Gdańsk, Olsztyn, Poznań (Caritas)"
         " and Szczecin (no. 9438)")
ACT, PROTECTION = date(2014, 5, 1), date(2022, 3, 4)
UNION = ("AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL"
         " PRT ROU SVK SVN ESP SWE").split()
VISA_CODES = ("04 05 05a 05b 06 09 10 11 12 13 15 17 17a 18 19 21 22 22a 23").split()
RULES = (
    # code, group, basis, states, visa codes, support, article, source, confirmed, from
    ("0-union", 0, "", UNION, [], "all",
     "Treaty on the Functioning of the EU, art. 20(1): citizens of the Union are not third-country"
     " nationals", "Regulation (EU) No 516/2014, art. 2", True, ACT),
    ("0-eea-switzerland", 0, "", ["ISL", "LIE", "NOR", "CHE"], [], "all",
     "free movement under the EEA Agreement and the agreement with Switzerland",
     "national practice; not in the published list", False, ACT),
    ("1-national-visa", 1, "national_visa", [], VISA_CODES, "all",
     "visa under art. 60(1)(4-6, 9-13, 17, 18a-21, 23-25)",
     "articles: " + LISTS + "; codes on the sticker: one project (Caritas, Poznań)", False, ACT),
    ("1-schengen-visa", 1, "schengen_visa", [], VISA_CODES, "all",
     "visa under art. 60(1)(4-6, 9-13, 17, 18a-21, 23-25)",
     "articles: " + LISTS + "; codes on the sticker: one project (Caritas, Poznań)", False, ACT),
    ("1-temporary-permit", 1, "temporary_permit", [], [], "all",
     "temporary residence permit", LISTS, True, ACT),
    ("1-permanent", 1, "permanent", [], [], "all",
     "permanent residence, art. 195 except 1(6) and (6a); EU long-term resident, art. 211",
     LISTS, True, ACT),
    ("1-humanitarian", 1, "humanitarian", [], [], "all",
     "tolerated stay document; stay for humanitarian reasons", LISTS, True, ACT),
    ("2-child", 2, "child_born_in_poland", [], [], "all",
     "children born in Poland of persons of group 1", LISTS, True, ACT),
    ("3-stamp", 3, "pending_stamp", [], [], "all",
     "stamp after an application: art. 108, art. 206, EU long-term resident, visa extension,"
     " art. 300(4)", LISTS, True, ACT),
    ("4-visa-free", 4, "visa_free", [], [], "all", "visa-free stay", LISTS, True, ACT),
    ("5-in-course", 5, "in_course", [], [], "legalisation",
     "persons in the course of obtaining a legal stay: help with legalisation only",
     LISTS, True, ACT),
    ("6-family", 6, "family_member", [], [], "all",
     "spouses, ascendants and descendants of groups 1-4",
     LISTS + "; the stored text is cut off here", False, ACT),
    ("7-temporary-protection", 7, "temporary_protection", [], [], "all",
     "temporary protection under Council Implementing Decision (EU) 2022/382", LISTS, True,
     PROTECTION),
)


def lay(apps, schema_editor):
    rule = apps.get_model("advisory", "EligibilityRule")
    at = datetime(2022, 10, 1, tzinfo=UTC)
    rule.objects.bulk_create(
        rule(code=code, version=1, group_number=group, stay_basis=basis, states=states,
             visa_codes=codes, support=support, article=article, source=source,
             is_confirmed=confirmed, valid_from=since, recorded_at=at,
             actor_name="system: migration")
        for code, group, basis, states, codes, support, article, source, confirmed, since in RULES
    )


def lift(apps, schema_editor):
    apps.get_model("advisory", "EligibilityRule").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("advisory", "0005_facts_of_card_signatures")]
    operations = [migrations.RunPython(lay, lift)]
