"""Make all tables of an app at once: what Django does one by one costs a minute a new office."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model


class CreateTables(Operation):
    """The first tables of an app, told by the operations that Django writes for them.

    Each such operation renders every model that is related to its own anew, in this house nearly
    all. Here the models are rendered once, as they are at the end, and each table is made with all
    its columns, constraints and indexes.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self._new(app_label, from_state, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self._new(app_label, to_state, from_state)):
            schema_editor.delete_model(model)

    @staticmethod
    def _new(app_label: str, before: ProjectState, after: ProjectState) -> list[type[Model]]:
        models = after.apps.all_models[app_label]
        return [models[name] for label, name in after.models
                if label == app_label and (label, name) not in before.models]

    def describe(self) -> str:
        return "Create the tables"
