"""The rows that documents gives to reporting: the view documents_fact_asset.

One row per asset bought: asset_id, kind (equipment, consumable), project_code, bought_on, price
(of one piece, PLN), quantity, recorded_at. No places, no serial numbers.
"""

ASSETS = "documents_fact_asset"
