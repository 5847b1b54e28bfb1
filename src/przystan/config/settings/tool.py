"""A command that touches no database: nothing is configured, nothing secret is needed."""

from przystan.config.settings.base import *  # noqa: F403
