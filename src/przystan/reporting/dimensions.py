"""By what a figure can be broken down: for each kind of row, a value of each row.

A statement gives row_id and value, with the values that a figure's own statement takes. What a
person was is taken at the first service that counts: later changes move nobody between cells.
Age bands: Regulation (EU) 2021/1147, annex VIII.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

PERSON_SQL = """
SELECT DISTINCT ON (i.survivor_id) i.survivor_id AS row_id, s.{column} AS value
FROM advisory_fact_service s
JOIN people_survivor_as_of(%(as_of)s) i ON i.person_id = s.person_id
WHERE s.project_code = %(project)s AND s.provided_on BETWEEN %(starts_on)s AND %(ends_on)s
  AND s.recorded_at < %(as_of)s AND (s.removed_at IS NULL OR s.removed_at >= %(as_of)s)
ORDER BY i.survivor_id, s.provided_on, s.service_id
"""
CONTACT_SQL = "SELECT contact_id AS row_id, {column} AS value FROM calls_fact_contact"
FOLDER_SQL = "SELECT folder_id AS row_id, {column} AS value FROM records_fact_folder"
SESSION_SQL = "SELECT session_id AS row_id, {column} AS value FROM records_fact_tagging_session"

DIMENSIONS: dict[str, dict[str, str]] = {
    "person": {name: PERSON_SQL.format(column=column) for name, column in (
        ("sex", "sex"), ("age", "age_band"), ("citizenship", "citizenship"),
        ("branch", "branch"), ("stay_basis", "stay_basis"))},
    "contact": {name: CONTACT_SQL.format(column=name) for name in ("language", "branch", "topic")},
    "folder": {name: FOLDER_SQL.format(column=name) for name in ("kind", "branch")},
    "session": {"branch": SESSION_SQL.format(column="branch")},
}
# How a dimension is called; written here, the catalogues know the words.
NAMES = {
    "sex": _("Sex"), "age": _("Age"), "citizenship": _("Citizenship"), "branch": _("Branch"),
    "stay_basis": _("Basis of stay"), "language": _("Language"), "topic": _("Topic"),
    "kind": _("Kind"),
}
UNKNOWN = "unknown"
UNKNOWN_NAME = _("not known")
"""Where a row has no value."""
