"""Wires adapters to ports when the application starts."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The composition root as Django knows it."""

    name = "przystan.config"

    def ready(self) -> None:
        from przystan.config.wiring import connect_adapters

        connect_adapters()
