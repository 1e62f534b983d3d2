"""Sender proof: who vouches for the address in From.

A pure judgement on raw bytes; the name system comes in as a port and the time as an argument. See
docs/decisions/0010-sender-proof.md for what is believed and why.
"""

from __future__ import annotations

from beistand.channels.email.proof.claims import Believed
from beistand.channels.email.proof.judge import Judgement, claimed_results, judge, judge_in_detail, speaks_for

__all__ = ["Believed", "Judgement", "claimed_results", "judge", "judge_in_detail", "speaks_for"]
