"""The commands of `przystan`. Each module offers register(subparsers)."""
