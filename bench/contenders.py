"""The contenders of the benchmarks, each run in a process of its own by the Python that has it installed.

    python bench/contenders.py NAME

The process reads requests from its standard input, a JSON object a line, and answers each with one: ``{"names": …}`` says
hello with versions, ``{"pages": [[file, url], …]}`` gives the text of each page, ``{"amounts": [[file, url], …]}`` its money and
percentages, ``{"texts": […], "budget": s}`` reads texts
until so many CPU seconds are spent, ``{"cases": [[kind, text], …]}`` gives places and values. Times are CPU seconds of the
process (`time.process_time`) around the contender's own work: reading files and answering is not counted. The garbage collector
is set for every contender as a worker of our own sets it for itself (`settle`).
"""

from __future__ import annotations

import contextlib
import gc
import gzip
import importlib
import importlib.metadata
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Extract = Callable[[bytes, "str | None"], str]
    Read = Callable[[str, str], "list[tuple[int, int, str | None]]"]

T = TypeVar("T")
EXTRACTORS = {
    "trafilatura fast": "trafilatura",
    "trafilatura": "trafilatura",
    "trafilatura precision": "trafilatura",
    "magic-html": "magic_html",
    "readability-lxml": "readability",
    "resiliparse": "resiliparse",
    "zhengshu": "pipeline",
    "zhengshu, whole road": "pipeline",
    "zhengshu compiled": "pipeline",
    "zhengshu compiled, whole road": "pipeline",
}
"""Extractors of article text, with the module each needs."""
SCRIPTS = {"today's script": "jionlp", "zhengshu, whole road": "pipeline", "zhengshu compiled, whole road": "pipeline"}
"""From a page's bytes to its figures, likewise."""
READERS = {"JioNLP": "jionlp", "Recognizers-Text": "recognizers_number", "quantulum3": "quantulum3", "zhengshu": "pipeline"}
"""Readers of figures, likewise."""
PACKAGES = {"readability": "readability-lxml", "recognizers_number": "recognizers-text-number", "magic_html": "magic-html"}
YOUNG = 10_000
"""New objects between two looks for garbage, as in `pipeline.batch.worker`."""
CHARSET = re.compile(rb"""(?i)charset\s*=\s*["']?([\w-]+)""")
KINDS = {"money": "currency", "measure": "dimension", "percent": "percentage", "number": "number"}
"""Our kinds as Recognizers-Text names its models."""


def page_text(raw: bytes) -> bytes:
    """The bytes of a page, unpacked where they are gzipped."""
    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


def extractor(name: str) -> Extract:
    """The function that gives a page's article as text."""
    if name.startswith("trafilatura"):
        from trafilatura import extract  # noqa: PLC0415 - only the process of this contender has it

        options: dict[str, Any] = {"fast": name.endswith("fast"), "favor_precision": name.endswith("precision")}
        return lambda raw, url: extract(decoded(raw), url=url, include_comments=False, **options) or ""
    if name == "readability-lxml":
        from lxml.html import fromstring  # noqa: PLC0415
        from readability import Document  # noqa: PLC0415

        return lambda raw, _: "\n".join(fromstring(Document(raw).summary(html_partial=True) or "<p>").itertext())
    if name == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415
        from resiliparse.parse.encoding import detect_encoding  # noqa: PLC0415
        from resiliparse.parse.html import HTMLTree  # noqa: PLC0415

        return lambda raw, _: extract_plain_text(HTMLTree.parse_from_bytes(raw, detect_encoding(raw)), main_content=True)
    if name == "magic-html":
        from lxml.html import fromstring  # noqa: PLC0415
        from magic_html import GeneralExtractor  # noqa: PLC0415

        magic = GeneralExtractor()
        return lambda raw, url: "\n".join(fromstring(magic.extract(decoded(raw), base_url=url or "")["html"] or "<p>").itertext())
    return _own_road if name.endswith("road") else _own_article


def decoded(raw: bytes) -> str:
    """A page as the charset it names has it, for contenders that guess encodings badly or take text alone."""
    named = CHARSET.search(raw, 0, 4096)
    with contextlib.suppress(UnicodeDecodeError, LookupError):
        name = named[1].decode() if named else "utf-8"
        return raw.decode("gb18030" if name.lower() in {"gb2312", "gbk"} else name)
    with contextlib.suppress(UnicodeDecodeError):
        return raw.decode()
    return raw.decode("gb18030", "replace")


def _own_article(raw: bytes, url: str | None) -> str:
    """Our text of the article, titles left out as the others do; nothing behind `strip` is run."""
    from pipeline.document import Document  # noqa: PLC0415
    from pipeline.road import ROAD  # noqa: PLC0415

    document = Document(raw=raw, url=url)
    for stage in ROAD[:4]:
        document = stage(document)
        if document.reason is not None:
            return ""
    value = document.text.value
    return "\n".join(value[block.start : block.end] for block in document.blocks if block.kind != "title")


def _own_road(raw: bytes, url: str | None) -> str:
    """The whole road, to the bytes of the record as `zhengshu normalize` writes it; its text is not scored."""
    import pipeline  # noqa: PLC0415
    from pipeline.record import page  # noqa: PLC0415

    page(pipeline.normalize(raw, url=url))
    return ""


def reader(name: str) -> Read:
    """The function that finds figures of one kind: places and values, None where a value is a range or a vague one."""
    if name == "JioNLP":
        import jionlp  # noqa: PLC0415

        return lambda _, text: [
            (*found["offset"], _single(found["detail"].get("num")))
            for found in jionlp.ner.extract_money(text, with_parsing=True) or ()
        ]
    if name == "quantulum3":
        from quantulum3 import parser  # noqa: PLC0415

        return lambda _, text: [(*found.span, str(found.value)) for found in parser.parse(text)]
    if name == "Recognizers-Text":
        return _recognizers()
    return _own_figures


def _single(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _recognizers() -> Read:
    from recognizers_number import Culture, recognize_number, recognize_percentage  # noqa: PLC0415
    from recognizers_number_with_unit import recognize_currency, recognize_dimension  # noqa: PLC0415

    models = {
        "number": recognize_number,
        "percentage": recognize_percentage,
        "currency": recognize_currency,
        "dimension": recognize_dimension,
    }

    def read(kind: str, text: str) -> list[tuple[int, int, str | None]]:
        asked = [models[KINDS[kind]]] if kind in KINDS else list(models.values())
        found = [one for model in asked for one in model(text, Culture.Chinese)]
        return [(one.start, one.end + 1, _single((one.resolution or {}).get("value"))) for one in found]

    return read


def _own_figures(kind: str, text: str) -> list[tuple[int, int, str | None]]:
    import pipeline  # noqa: PLC0415

    if kind in {"number", "percent"}:
        wanted = {"number", "fraction"} if kind == "number" else {kind}
        return [
            (n.start, n.end, None if n.value is None else str(n.value))
            for n in pipeline.numbers(text, language="zh")
            if n.kind in wanted
        ]
    figures = pipeline.figures(text, language="zh")
    return [(f.start, f.end, None if f.value is None else str(f.value)) for f in figures if kind in {"any", f.kind}]


def script(name: str) -> Callable[[bytes, str | None], list[tuple[str, str]]]:
    """The function that gives the amounts of money and the percentages of a page: kind and value, that of a range or a vague one
    as its ends, a slash between.
    """
    if name == "today's script":
        return _todays_script()
    import pipeline  # noqa: PLC0415
    from pipeline.record import page  # noqa: PLC0415

    def ours(raw: bytes, url: str | None) -> list[tuple[str, str]]:
        record = pipeline.normalize(raw, url=url)
        page(record)
        return [(f.kind, f.value or f"{f.low}/{f.high}") for f in record.figures if f.kind in {"money", "percent"}]

    return ours


def _todays_script() -> Callable[[bytes, str | None], list[tuple[str, str]]]:
    """What a user would put together: trafilatura (fast), OpenCC, JioNLP for money, Recognizers-Text for percentages."""
    import jionlp  # noqa: PLC0415
    import opencc  # noqa: PLC0415
    from recognizers_number import Culture, recognize_percentage  # noqa: PLC0415
    from trafilatura import extract  # noqa: PLC0415

    simplify = opencc.OpenCC("t2s").convert

    def run(raw: bytes, url: str | None) -> list[tuple[str, str]]:
        text = simplify(extract(decoded(raw), url=url, include_comments=False, fast=True) or "")
        found = []
        for one in jionlp.ner.extract_money(text, with_parsing=True) or ():
            value = one["detail"].get("num")
            found.append(("money", "/".join(value) if isinstance(value, list) else str(value)))
        for one in recognize_percentage(text, Culture.Chinese):
            found.append(("percent", str((one.resolution or {}).get("value", "")).rstrip("%")))
        json.dumps({"text": text, "figures": found}, ensure_ascii=False)
        return found

    return run


def settle() -> None:
    """What a contender has loaded is looked through for garbage no more, and what it makes more seldom: a worker's settings."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


def timed(run: Callable[[bytes, str | None], T], files: list[tuple[str, str | None]], nothing: T) -> tuple[list[T], float, int]:
    """What is made of each page (`nothing` where the contender fails), the CPU seconds, and how many failed."""
    cpu, failed = 0.0, 0
    made: list[T] = []
    with contextlib.suppress(Exception):  # tables are loaded outside the measure
        run(page_text(Path(files[0][0]).read_bytes()), files[0][1])
    settle()
    for file, url in files:
        raw = page_text(Path(file).read_bytes())
        begin = time.process_time()
        try:
            made.append(run(raw, url))
        except Exception:  # noqa: BLE001 - a contender that fails on a page has nothing there
            made.append(nothing)
            failed += 1
        cpu += time.process_time() - begin
    return made, cpu, failed


def amounts(name: str, files: list[tuple[str, str | None]]) -> dict[str, Any]:
    """The amounts of pages, the CPU seconds, and how many pages failed."""
    found, cpu, failed = timed(script(name), files, [])
    return {"found": found, "cpu": cpu, "failed": failed}


def pages(name: str, files: list[tuple[str, str | None]]) -> dict[str, Any]:
    """The texts of pages, the CPU seconds, and how many failed."""
    texts, cpu, failed = timed(extractor(name), files, "")
    return {"texts": texts, "cpu": cpu, "failed": failed}


def paced(name: str, texts: list[str], budget: float) -> dict[str, Any]:
    """How many bytes of UTF-8 were read within so many CPU seconds."""
    read = reader(name)
    read("any", texts[0])
    settle()
    begin = time.process_time()
    size = found = 0
    while time.process_time() - begin < budget:
        for text in texts:
            found += len(read("any", text))
            size += len(text.encode())
            if time.process_time() - begin > budget:
                break
    return {"cpu": time.process_time() - begin, "bytes": size, "found": found}


def answers(name: str, cases: list[tuple[str, str]]) -> dict[str, Any]:
    """What is found in each case; None where the contender failed."""
    read = reader(name)
    found: list[list[tuple[int, int, str | None]] | None] = []
    for kind, text in cases:
        try:
            found.append(read(kind, text))
        except Exception:  # noqa: BLE001
            found.append(None)
    return {"found": found}


def main() -> None:
    """Answer requests until the input ends. What a library prints goes to standard error."""
    name = sys.argv[1]
    answer_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.path.append(str(Path(__file__).resolve().parent.parent))  # behind an installed, compiled zhengshu
    for line in sys.stdin:
        asked = json.loads(line)
        answer: dict[str, Any]
        if "names" in asked:
            module = {**EXTRACTORS, **READERS, **SCRIPTS}[name]
            try:
                importlib.import_module(module)
                package = "zhengshu" if module == "pipeline" else PACKAGES.get(module, module)
                answer = {"version": importlib.metadata.version(package)}
            except (ImportError, OSError) as error:
                answer = {"missing": f"{type(error).__name__}: {error}"}
        elif "pages" in asked:
            answer = pages(name, asked["pages"])
        elif "amounts" in asked:
            answer = amounts(name, asked["amounts"])
        elif "cases" in asked:
            answer = answers(name, asked["cases"])
        else:
            answer = paced(name, asked["texts"], asked["budget"])
        print(json.dumps(answer, ensure_ascii=False), file=answer_to, flush=True)


if __name__ == "__main__":
    main()
