"""The demo office: synthetic, on loopback, one click to sign in, and it says so on every page."""

from przystan.config.settings.base import *  # noqa: F403

IS_DEMO = True
SECRET_KEY = SECRET_KEY or "demo-only: this office has no real data and listens on loopback"  # noqa: F405
SECOND_FACTOR_REQUIRED = False
PSEUDONYM_KEY = "synthetic persons only"
# Known to everybody: badges of a demo prove nothing but that they were signed.
BADGE_KEY = "de" * 32
# Known to everybody as well: whoever reaches this machine may play the SMS gateway.
SMS_GATEWAY = "simulated SMS gateway"
SMS_INCOMING_SECRET = SMS_INCOMING_SECRET or "demo-only: the simulated gateway"  # noqa: F405
# GS1's documentation prefix: it belongs to nobody, so no tag of the demo can be a real one.
GS1_PREFIX = GS1_PREFIX or "0614141"  # noqa: F405
