"""The components: frozen dataclasses that render themselves, so `{{ table }}` is enough."""
