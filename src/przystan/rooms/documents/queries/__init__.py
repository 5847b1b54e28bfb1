"""Reads of documents."""

from przystan.rooms.documents.queries.access import OpenChip, open_chip
from przystan.rooms.documents.queries.chip import (
    list_trust_files,
    list_trusted_countries,
    read_trust_folder,
    step_label,
    step_reason_label,
    trust_kind_label,
    trust_of,
    verify_chip,
)
from przystan.rooms.documents.queries.codes import asset_problem_text, code_picture, code_svg
from przystan.rooms.documents.queries.evidence import (
    evidence_text,
    limits,
    source_text,
    verdict_problem_text,
)
from przystan.rooms.documents.queries.examinations import (
    ExaminationNotFound,
    connect_examining_device,
    evidence_kind_label,
    examination_state_label,
    examinations_of,
    examining_device,
    get_examination,
    is_lost,
    judgement_label,
    light_label,
    list_examinations,
    list_features,
    list_lost_lists,
    not_done_label,
)
from przystan.rooms.documents.queries.letters import (
    NoStackReader,
    StackNotFound,
    connect_stack_reader,
    get_stack,
    letter_problem_label,
    letters_of_case,
    list_stacks,
    quality_label,
    stack_reader,
    stack_state_label,
)
from przystan.rooms.documents.queries.mail import (
    MailNotFound,
    connect_mailbox,
    connected_mailbox,
    get_mail,
    list_mails,
    part_problem_label,
)
from przystan.rooms.documents.queries.pictures import (
    NoPictureReader,
    connect_picture_reader,
    picture_reader,
    read_file,
)
from przystan.rooms.documents.queries.readings import (
    field_label,
    list_readings,
    outcome_label,
    readings_of,
    reason_label,
    registration_fields,
    state_of,
    timeline_of,
)
from przystan.rooms.documents.queries.sheets import separator_pdf
from przystan.rooms.documents.queries.specimens import specimen_chip
from przystan.rooms.documents.queries.stations import (
    asset_kind_label,
    device_kind_label,
    device_state_label,
    list_assets,
    list_devices,
    list_durability,
)
from przystan.rooms.documents.queries.words import (
    correction_text,
    doubt_text,
    page_state_label,
    print_match_label,
)

__all__ = [
    "ExaminationNotFound", "MailNotFound", "NoPictureReader", "NoStackReader", "OpenChip",
    "StackNotFound", "asset_kind_label", "asset_problem_text", "code_picture", "code_svg",
    "connect_examining_device", "connect_mailbox", "connect_picture_reader", "connect_stack_reader",
    "connected_mailbox", "correction_text", "device_kind_label", "device_state_label", "doubt_text",
    "evidence_kind_label", "evidence_text", "examination_state_label", "examinations_of",
    "examining_device", "field_label", "get_examination", "get_mail", "get_stack", "is_lost",
    "judgement_label", "letter_problem_label", "letters_of_case", "light_label", "limits",
    "list_assets", "list_devices", "list_durability", "list_examinations", "list_features",
    "list_lost_lists", "list_mails", "list_readings", "list_stacks", "list_trust_files",
    "list_trusted_countries", "not_done_label", "open_chip", "outcome_label", "page_state_label",
    "part_problem_label", "picture_reader", "print_match_label", "quality_label", "read_file",
    "read_trust_folder", "readings_of", "reason_label", "registration_fields", "separator_pdf",
    "source_text", "specimen_chip", "stack_reader", "stack_state_label", "state_of", "step_label",
    "step_reason_label", "timeline_of", "trust_kind_label", "trust_of", "verdict_problem_text",
    "verify_chip",
]
