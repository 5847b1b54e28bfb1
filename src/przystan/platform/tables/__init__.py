"""Tables from outside: CSV and XLSX read row by row, each refusal with its place."""
