"""RFID readers that speak GS1's Low Level Reader Protocol (LLRP 1.0.1 and 1.1)."""
