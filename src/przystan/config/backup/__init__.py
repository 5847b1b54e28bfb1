"""Backups of the whole office: taken while it works, encrypted, restored and rehearsed.

A *store* is a folder. Each backup in it is a folder named by its second, with the encrypted base of
the cluster, the encrypted write-ahead log up to a named restore point, and a manifest whose witness
says what every table held at that point. `wal/` holds what is followed continuously between
backups. What a backup needs to be read, the identity, is kept elsewhere.
"""
