"""The same small office as the journeys'."""

from tests.journeys.conftest import office, sign_in

__all__ = ["office", "sign_in"]
