"""The report of a run: what became of every document, and what it took."""

from __future__ import annotations

import heapq
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.batch.fingerprint import fingerprint, version
from pipeline.batch.tally import Tally
from pipeline.containers import plain_name
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.batch.options import Options
    from pipeline.batch.tasks import Failure
    from pipeline.corrections import Missed

__all__ = ["Report", "detailed", "dumped", "readable"]

_SLOWEST = 10
_EXAMPLES = 100
_NAMED = 5


@dataclass(slots=True)
class Report:
    """Counts of all that OUT now holds (`total`), of what this run did (`fresh`), and its times."""

    options: Options
    total: Tally = field(default_factory=Tally)
    fresh: Tally = field(default_factory=Tally)
    unchanged: int = 0
    seconds: Counter[str] = field(default_factory=Counter)
    deleted: list[str] = field(default_factory=list)
    passed: list[dict[str, str]] = field(default_factory=list)
    quarantine: list[dict[str, Any]] = field(default_factory=list)
    uncorrected: list[dict[str, Any]] = field(default_factory=list)
    duplicates: dict[str, Any] | None = None
    shards: list[str] = field(default_factory=list)
    interrupted: str | None = None
    began: float = field(default_factory=time.time)
    _since: float = field(default_factory=time.monotonic)
    _slowest: list[tuple[float, str, str]] = field(default_factory=list)

    def timed(self, path: str, member: str | None, seconds: Mapping[str, float]) -> None:
        """Note what a document took."""
        whole = 0.0
        for stage, took in seconds.items():
            self.seconds[stage] += took  # type: ignore[assignment]  # a Counter adds any number; its stub says int
            whole += took
        heapq.heappush(self._slowest, (whole, path, member or ""))
        if len(self._slowest) > _SLOWEST:
            heapq.heappop(self._slowest)

    def failed(self, path: str, member: str | None, entry: str, failure: Failure) -> None:
        """Note a document that went to quarantine; the first of them are listed by name."""
        if len(self.quarantine) < _EXAMPLES:
            said = {"stage": failure.stage, "error": failure.error, "message": failure.message}
            self.quarantine.append({"path": path, "member": member, "entry": entry, **said})

    def missed(self, path: str, member: str | None, missed: Missed) -> None:
        """Note a decision of a review that fits no figure; the first of them are listed."""
        if len(self.uncorrected) < _EXAMPLES:
            self.uncorrected.append({"path": path, "member": member, **missed._asdict()})

    def plain(self) -> dict[str, Any]:
        """The report as JSON has it."""
        elapsed = max(time.monotonic() - self._since, 1e-9)
        options = self.options
        return {
            "version": version(),
            "fingerprint": fingerprint(),
            "began": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.began)),
            "seconds": round(elapsed, 3),
            "interrupted": self.interrupted,
            "options": {
                "source": plain_name(options.source),
                "out": plain_name(str(options.out)),
                "workers": options.workers,
                "lines": None if options.lines is None else options.lines.fingerprint,
                "deadline": options.limits.deadline,
                "memory": options.limits.memory,
                "format": options.shape,
                "shards": options.shards,
                "dedup": options.dedup,
                "retry_failed": options.retry_failed,
                **options.told,
            },
            **self.total.plain(),
            "unchanged": self.unchanged,
            "fresh": self.fresh.plain(),
            "deleted": self.deleted,
            "passed_over": self.passed,
            "quarantine": self.quarantine,
            "corrections_missed": self.uncorrected,
            "duplicates": self.duplicates,
            "shards_written": self.shards,
            "documents_per_second": round(self.fresh.documents / elapsed, 2),
            "bytes_per_second": round(self.fresh.bytes / elapsed),
            "seconds_by_stage": {stage: round(took, 3) for stage, took in self.seconds.most_common()},
            "slowest": [
                {"path": path, "member": member or None, "seconds": round(took, 3)}
                for took, path, member in sorted(self._slowest, reverse=True)
            ],
        }


def _place(said: Mapping[str, Any]) -> str:
    return f"{said['path']} [{said['member']}]" if said["member"] else str(said["path"])


def readable(report: dict[str, Any]) -> str:
    """The report in a few lines for people."""
    parts = [f"{report['normalised']:,} normalised"]
    for word in ("filtered", "quarantined"):
        if report[word]:
            reasons = ", ".join(f"{count:,} {reason}" for reason, count in sorted(report[word].items()))
            parts.append(f"{sum(report[word].values()):,} {word} ({reasons})")
        else:
            parts.append(f"0 {word}")
    lines = [f"{report['documents']:,} documents = " + " + ".join(parts), f"{report['figures']:,} figures"]
    if report["unchanged"]:
        lines.append(f"{report['unchanged']:,} documents were unchanged and not made again")
    if report["left_out"]:
        lines.append("left out: " + ", ".join(f"{count:,} {reason}" for reason, count in report["left_out"].items()))
    if report["corrections"]:
        lines.append(
            "corrections: {:,} applied, {:,} fit no figure".format(
                *(report["corrections"].get(word, 0) for word in ("applied", "missed"))
            )
        )
    for missed in report["corrections_missed"][:_NAMED]:
        lines.append(f"not corrected: {_place(missed)} at {missed['raw_start']}:{missed['raw_end']}: {missed['message']}")
    if report["deleted"]:
        lines.append(f"{len(report['deleted']):,} inputs are gone; their records stay until --prune")
    for failed in report["quarantine"][:_NAMED]:
        lines.append(f"quarantined: {_place(failed)}: {failed['error']} in {failed['stage']}: {failed['message']}")
    hidden = sum(report["quarantined"].values()) - _NAMED
    if hidden > 0 and report["quarantine"]:
        lines.append(f"quarantined: {hidden:,} more, under _run/quarantine")
    if report["duplicates"]:
        duplicates = report["duplicates"]
        lines.append(f"{duplicates['groups']:,} groups of near-duplicates, {duplicates['copies']:,} copies beside the fullest")
    rates = f"{report['documents_per_second']:,.1f} documents/s, {report['bytes_per_second'] / 1e6:.2f} MB/s"
    lines.append(f"{report['seconds']:.1f} s, {rates}")
    if report["interrupted"]:
        lines.append(f"stopped by {report['interrupted']}; the same command goes on from here")
    return "\n".join(map(visible, lines))


def detailed(report: dict[str, Any]) -> str:
    """The same, and what the run took and was told: for the file beside the records."""
    lines = [f"{report['bytes']:,} bytes of pages"]
    whole = sum(report["seconds_by_stage"].values())
    if whole:
        stages = (f"{stage} {took:,.1f} s ({took / whole:.0%})" for stage, took in report["seconds_by_stage"].items())
        lines.append(f"time in the workers: {', '.join(stages)}")
    lines += [f"slowest: {_place(slow)}: {slow['seconds']:.2f} s" for slow in report["slowest"][:_NAMED]]
    told = ", ".join(f"{name} {value}" for name, value in report["options"].items() if value not in {None, False})
    lines.append(f"zhengshu {report['version']}, rules {report['fingerprint'][:12]}, begun {report['began']}; {told}")
    return "\n".join((readable(report), *map(visible, lines)))


def dumped(report: dict[str, Any]) -> bytes:
    """The report as the bytes of its file."""
    return json.dumps(report, ensure_ascii=False, indent=2).encode() + b"\n"
