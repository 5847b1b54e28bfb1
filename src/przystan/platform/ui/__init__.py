"""The design system: base pages, components, assets."""
