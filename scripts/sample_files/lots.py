"""The lots that are followed, with their clauses and who acts on them."""
from dataclasses import dataclass

from .organisations import (AGENCY, BUILDERS, CANAL, DEPARTMENT, EARTHWORKS, GARDENERS, HOUSING, PAINTERS, PLIE,
                            URBAN, Organisation)


@dataclass(frozen=True, eq=False)
class FollowedLot:
    slug: str
    buyer: Organisation
    contract_id: str  # as published
    number: str       # "" for the implicit lot of a contract without lots
    office: Organisation
    programme: str
    starts_on: str
    ends_on: str
    clause: dict
    grants: list  # (firm, role)

    @property
    def contract(self) -> str:
        return self.buyer.siret + self.contract_id


def fixed(hours: int, penalty: str, schedule: str = "linear", basis: str = "L2112_2") -> dict:
    return dict(target="fixed_hours", hours=hours, penalty_per_hour=penalty, schedule=schedule, legal_basis=basis)


def formula(amount: str, share: str, rate: str, cost: str, rounding: str, penalty: str, contract_hours="",
            basis: str = "L2112_2") -> dict:
    return dict(target="amount_formula", amount=amount, labour_share_percent=share, insertion_rate_percent=rate,
                hourly_cost=cost, rounding=rounding, contract_hours=contract_hours, penalty_per_hour=penalty,
                schedule="linear", legal_basis=basis)


CSNE_1 = FollowedLot(
    "csne-lot-1", CANAL, "CSNEX25L1", "", DEPARTMENT, "CSNE", "2025-07-01", "2027-05-18",
    formula("24180000.00", "22", "8", "38.00", "floor", "45.00"),
    [(EARTHWORKS, "holder"), (GARDENERS, "subcontractor")])
CSNE_2 = FollowedLot(
    "csne-lot-2", CANAL, "CSNEX25L2", "", DEPARTMENT, "CSNE", "2025-07-01", "2026-12-31",
    fixed(7200, "45.00", basis="L2112_2,L2152_7"),
    [(BUILDERS, "holder"), (PAINTERS, "joint_holder"), (AGENCY, "declarant")])
CSNE_3 = FollowedLot(
    "csne-lot-3", CANAL, "CSNEX25L3", "", DEPARTMENT, "CSNE", "2025-09-01", "2026-11-30",
    formula("1850000.00", "55", "10", "36.00", "nearest", "40.00", contract_hours="2800"),
    [(GARDENERS, "holder")])
NPNRU_1 = FollowedLot(
    "npnru-01", URBAN, "NPEX24-01", "", PLIE, "NPNRU", "2025-07-01", "2025-12-31",
    formula("1100000.00", "40", "6", "33.00", "nearest", "38.00"),
    [(EARTHWORKS, "holder")])
NPNRU_2_1 = FollowedLot(
    "npnru-02-lot-1", URBAN, "NPEX24-02", "1", PLIE, "NPNRU", "2025-07-01", "2026-12-31",
    formula("9350000.00", "45", "7", "32.00", "ceil", "38.00"),
    [(BUILDERS, "holder")])
NPNRU_2_2 = FollowedLot(
    "npnru-02-lot-2", URBAN, "NPEX24-02", "2", PLIE, "NPNRU", "2025-10-01", "2026-12-31",
    formula("3200000.00", "50", "7", "32.00", "ceil", "38.00"),
    [(BUILDERS, "holder"), (PAINTERS, "subcontractor"), (AGENCY, "declarant")])
NPNRU_3 = FollowedLot(
    "npnru-03", URBAN, "NPEX24-03", "", PLIE, "NPNRU", "2025-08-01", "2026-09-30",
    fixed(3600, "38.00", basis="L2113_13"),
    [(GARDENERS, "holder")])
ERBM_11 = FollowedLot(
    "erbm-11", HOUSING, "ERBMEX25-11", "", PLIE, "ERBM", "2025-07-01", "2026-08-31",
    formula("6210000.00", "45", "5", "31.50", "nearest", "35.00"),
    [(BUILDERS, "holder")])
ERBM_12 = FollowedLot(
    "erbm-12", HOUSING, "ERBMEX25-12", "", PLIE, "ERBM", "2026-01-05", "2026-12-31",
    fixed(900, "35.00"),
    [(GARDENERS, "holder")])
ERBM_13 = FollowedLot(
    "erbm-13", HOUSING, "ERBMEX25-13", "", PLIE, "ERBM", "2025-10-01", "2026-06-30",
    formula("890000.00", "70", "5", "30.00", "floor", "35.00"),
    [(PAINTERS, "holder")])
TERRIL = FollowedLot(
    "terril", HOUSING, "2023EXTERRIL01", "", PLIE, "ERBM", "2025-07-01", "2026-03-31",
    fixed(1500, "35.00", schedule="at_end"),
    [(EARTHWORKS, "holder")])

ALL = [CSNE_1, CSNE_2, CSNE_3, NPNRU_1, NPNRU_2_1, NPNRU_2_2, NPNRU_3, ERBM_11, ERBM_12, ERBM_13, TERRIL]

# Lots written inside one contract: (contract, number, label, amount).
REAL_LOTS = [
    (NPNRU_2_1.contract, "1", "Gros œuvre et restructuration", "9350000.00"),
    (NPNRU_2_1.contract, "2", "Façades et isolation par l’extérieur", "3200000.00"),
]
