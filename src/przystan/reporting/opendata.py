"""Published figures as open data: CSV, JSON, definitions, and a DCAT-AP record of them.

Addresses are stable: one that names a day gives the publication in force for it; one that names a
publication never changes. Shapes: W3C DCAT 3 and DCAT-AP 3.0 (mandatory and recommended terms).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from przystan.platform.tables import public as tables
from przystan.reporting.catalogue import PUBLISHED
from przystan.reporting.queries.published import published_values
from przystan.reporting.types import Definition, Publication

COLUMNS = ("as_of", "publication", "code", "label", "value", "unit", "definition_version", "rows",
           "rows_hash")
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
LANGUAGE_CODES = {"pl": "POL", "en": "ENG", "uk": "UKR", "ru": "RUS"}


def address(route: str, *values: object) -> str:
    """Return the full address of a public page."""
    return settings.PUBLIC_ADDRESS + reverse(f"statistics:{route}", args=values)


def value_rows(publication: Publication) -> list[dict[str, Any]]:
    """Return a publication's values, one a figure, labels in the active language."""
    return [
        {"as_of": publication.as_of.isoformat(), "publication": publication.id, "code": v.code,
         "label": _(v.label), "value": str(v.value), "unit": v.unit.value,
         "definition_version": v.definition_version, "rows": v.rows, "rows_hash": v.rows_hash}
        for v in published_values(publication_id=publication.id)]


def as_csv(publication: Publication) -> str:
    """Return a publication as CSV (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(
        {k: tables.harmless(v) if isinstance(v, str) and k == "label" else v
         for k, v in row.items()} for row in value_rows(publication))
    return text.getvalue()


def as_json(publication: Publication) -> dict[str, Any]:
    """Return a publication with its revision note and its values."""
    return {
        "publication": publication.id, "as_of": publication.as_of.isoformat(),
        "public_from": publication.public_from.isoformat(), "revises": publication.revises,
        "revised_by": publication.revised_by, "revision_note": publication.reason,
        "values": value_rows(publication)}


def definition(d: Definition) -> dict[str, Any]:
    """Return a published figure's definition, its words in every language."""
    return {
        "code": d.code, "version": d.version, "in_force_from": d.in_force_from.isoformat(),
        "unit": d.unit.value, "row_kind": d.row_kind, "sql": d.sql.strip(),
        **{field: _in_every_language(getattr(d, field))
           for field in ("label", "meaning", "includes", "excludes", "source")}}


def _in_every_language(text: str) -> dict[str, str]:
    found = {}
    for language in LANGUAGE_CODES:
        with translation.override(language):
            found[language] = _(text)
    return found


def definitions() -> list[dict[str, Any]]:
    """Return the definitions of everything that is published."""
    return [definition(d) for d in PUBLISHED]


def dcat(publications: tuple[Publication, ...]) -> dict[str, Any]:
    """Return the catalogue's record: one dataset for each publication that everybody may see."""
    home = address("data")
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/", "adms": "http://www.w3.org/ns/adms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#", "owl": "http://www.w3.org/2002/07/owl#"},
        "@id": home, "@type": "dcat:Catalog",
        "dct:title": _texts(TITLE), "dct:description": _texts(DESCRIPTION),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": str(settings.OFFICE_NAME)},
        "foaf:homepage": {"@id": home}, "dct:license": {"@id": settings.DATA_LICENCE},
        "dct:language": [{"@id": _language(code)} for code in LANGUAGE_CODES],
        "dcat:dataset": [_dataset(p) for p in publications]}


TITLE = {"pl": "Opublikowane liczby urzędu", "en": "Published figures of the office"}
DESCRIPTION = {
    "pl": "Liczby z definicją, wersją, dniem stanu i skrótem wierszy. Wartość raz opublikowana się"
          " nie zmienia; korekta jest nową wersją z powodem.",
    "en": "Figures with their definition, version, as-of day and the hash of their rows. A value"
          " that was published never changes; a correction is a new version with its reason."}


def _texts(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@language": code, "@value": text} for code, text in words.items()]


def _language(code: str) -> str:
    return ("http://publications.europa.eu/resource/authority/language/"
            f"{LANGUAGE_CODES[code]}")


def _dataset(p: Publication) -> dict[str, Any]:
    record: dict[str, Any] = {
        "@id": address("publication", p.id), "@type": "dcat:Dataset",
        "dct:identifier": f"figures-{p.as_of.isoformat()}-{p.id}",
        "dct:title": _texts({
            "pl": f"Liczby na dzień {p.as_of.isoformat()}",
            "en": f"Figures as of {p.as_of.isoformat()}"}),
        "dct:description": _texts(DESCRIPTION),
        "dct:issued": {"@type": "xsd:dateTime", "@value": p.public_from.isoformat()},
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:endDate": {
            "@type": "xsd:date", "@value": p.as_of.isoformat()}},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/SOCI"},
        "dct:conformsTo": {"@id": address("definitions")},
        "owl:versionInfo": str(p.id),
        "dcat:distribution": [_distribution(p, "csv", "text/csv"),
                              _distribution(p, "json", "application/json")]}
    if p.reason:
        record["adms:versionNotes"] = p.reason
    if p.revises is not None:
        record["dct:replaces"] = {"@id": address("publication", p.revises)}
    if p.revised_by is not None:
        record["dct:isReplacedBy"] = {"@id": address("publication", p.revised_by)}
    return record


def _distribution(p: Publication, ending: str, media: str) -> dict[str, Any]:
    file = address("publication_file", p.id, ending)
    return {
        "@id": file, "@type": "dcat:Distribution", "dcat:accessURL": {"@id": file},
        "dcat:downloadURL": {"@id": file}, "dct:license": {"@id": settings.DATA_LICENCE},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:format": {"@id": FILE_TYPES + ending.upper()}}


def dumped(content: object) -> bytes:
    """Return JSON as people and programs read it."""
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()
