"""Shared systems and administrative procedures."""

from .competence import Competence, FilingRule
from .procedures import Procedure, ProcedureField
from .systems import CooperationAgreement, SharedSystem, SystemCoverage, SystemFact
from .terms import Fee, LegalBasis, ProcessingTime, ServiceLevel

__all__ = [
    "Competence",
    "CooperationAgreement",
    "Fee",
    "FilingRule",
    "LegalBasis",
    "Procedure",
    "ProcedureField",
    "ProcessingTime",
    "ServiceLevel",
    "SharedSystem",
    "SystemCoverage",
    "SystemFact",
]
