"""The live side of the phone: serving callers on the engine, one straight coroutine for each."""
