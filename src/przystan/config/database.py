"""What the office's login may do in the database: all but rewrite the audit."""

from __future__ import annotations

import os

from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

APPEND_ONLY = (
    "audit_entry", "reporting_publication", "reporting_publishedvalue",
    "reporting_publicationdecision", "reception_ticketevent", "reception_ticketpriority",
    "reception_bookingevent", "calls_agentstate", "calls_queueentry", "calls_calloffer",
    "calls_recordingpolicy", "calls_recordingchoice", "calls_recordingread",
    "calls_recordingtrouble", "calls_incomingsms",
    "documents_evidence", "documents_verdict", "documents_deviceevent", "documents_assetevent",
    "reporting_indicator", "reporting_objectiverule", "reporting_narrative", "reporting_schedule",
    "reporting_schedulestop", "finance_agreement", "finance_budgetline", "finance_expenditure",
    "finance_fundpayment", "finance_settlement", "finance_target", "finance_costrule",
    "cases_lawrule", "cases_clockevent", "cases_clockstrike", "knowledge_feerate",
    "cases_casetypeversion", "cases_receipt", "cases_receiptconfirmation", "cases_party",
    "cases_partyend", "cases_caselink", "cases_letter", "cases_lettertemplate",
    "cases_letterdelivery", "cases_summons", "cases_summonsitem", "cases_checklisttick",
    "cases_decisiondraft", "cases_draftreview", "cases_signeddecision", "cases_cardevent",
    "cases_partyaddress", "cases_opinionreply", "cases_hearing", "cases_hearingoutcome",
    "cases_casenote", "cases_casenotestrike",
    "cases_feeentry",
    "cases_assignment", "cases_substitution", "cases_stageevent",
    "knowledge_synonym", "knowledge_settledsearch",
    "training_signature", "training_enrolmentevent", "training_sitting", "training_certificate",
    "training_revocation", "training_opinion", "training_practice",
    "knowledge_outreach",
    "knowledge_lawchange", "knowledge_withdrawal", "knowledge_lawreview", "retention_rule",
    "retention_portion", "outbox_attachment",
)
READ_ONLY = ("audit_head",)
# Counts of the repository point at these rows without a key that the database would check.
NEVER_DELETED = ("records_folder", "records_place", "records_inventory")

# What runs with the owner's rights: each says itself how little it does.
FUNCTIONS = ("retention_forget(text, timestamptz, integer)",)


def office_login() -> str:
    """Return the login of DATABASE_OFFICE_URL, or the connection's own where there is one."""
    address = os.environ.get("DATABASE_OFFICE_URL")
    if address:
        return str(conninfo_to_dict(address)["user"])
    return str(connection.settings_dict["USER"])


def grant_office_rights(login: str | None = None) -> None:
    """Grant the office's login its rights; run as the owner after every migration."""
    name = sql.Identifier(login or office_login())
    statements = [
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}")
        .format(name),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
    ]
    for table in APPEND_ONLY:
        statements.append(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(
            sql.Identifier(table), name))
    for table in NEVER_DELETED:
        statements.append(sql.SQL("REVOKE DELETE, TRUNCATE ON {} FROM {}").format(
            sql.Identifier(table), name))
    for table in READ_ONLY:
        statements.append(sql.SQL("REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(
            sql.Identifier(table), name))
    statements += [
        sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(f), name) for f in FUNCTIONS]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
