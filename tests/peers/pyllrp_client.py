"""Read a simulated reader's tags with pyllrp, in an environment of its own; print them."""

from __future__ import annotations

import sys

from pyllrp.LLRPConnector import LLRPConnector
from pyllrp.TagInventory import TagInventory

LLRPConnector.connect.__defaults__ = (int(sys.argv[1]),)
inventory = TagInventory("127.0.0.1")
inventory.Connect()
found, _others = inventory.GetTagInventory()
inventory.Disconnect()
print("\n".join(sorted(found)))
