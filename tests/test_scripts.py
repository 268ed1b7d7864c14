"""The script sets and the OpenCC converters."""

from __future__ import annotations

import sys
import types

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon import DATA, DataError
from pipeline.lexicon import scripts as module
from pipeline.lexicon.scripts import Scripts, WrongPackageError, converter, scripts, simplified_only, traditional_only


def test_the_data_file_is_what_the_installed_opencc_says() -> None:
    stored = (DATA / "scripts.toml").read_text("utf-8")
    if f'opencc = "{opencc.__version__}"' not in stored:
        pytest.skip(f"scripts.toml was generated with another OpenCC than {opencc.__version__}")
    assert module.generated() == stored


def test_any_opencc_agrees_nearly_everywhere() -> None:
    derived, stored = module.derive(), scripts()
    for key in Scripts.__slots__:
        assert len(getattr(derived, key) ^ getattr(stored, key)) < 60, key


@pytest.mark.parametrize("character", "國萬億這們說發業當於後讓進")
def test_traditional(character: str) -> None:
    table = scripts()
    assert character in table.traditional_only | table.traditional_leaning
    assert character not in table.simplified_only | table.simplified_leaning


@pytest.mark.parametrize("character", "国亿这们说发业当让进")
def test_simplified(character: str) -> None:
    assert character in simplified_only()
    assert character not in traditional_only()


@pytest.mark.parametrize("character", "高的是一人大不在有我他中來你上下啲嘅".replace("來", ""))
def test_characters_of_both_scripts_tell_nothing(character: str) -> None:
    table = scripts()
    assert not any(character in getattr(table, key) for key in Scripts.__slots__)


@pytest.mark.parametrize("character", "后里干台云万与体")
def test_a_simplified_character_that_traditional_text_also_writes_only_leans(character: str) -> None:
    assert character in scripts().simplified_leaning


@pytest.mark.parametrize("character", "乾夥徵於後")
def test_a_traditional_character_that_simplified_text_also_writes_only_leans(character: str) -> None:
    assert character in scripts().traditional_leaning


@pytest.mark.parametrize("character", "円駅込働営経済圏")
def test_japanese(character: str) -> None:
    assert character in scripts().japanese_only


def test_a_fault_in_the_data_names_the_file_the_key_and_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    good = dict.fromkeys(Scripts.__slots__, "")
    faults: tuple[tuple[dict[str, object], str], ...] = (
        ({**good, "japanese_only": 3}, "japanese_only: is missing, or not a string"),
        (dict.fromkeys(Scripts.__slots__[1:], ""), "traditional_only: is missing"),
        ({**good, "traditional_only": "國\n國"}, "traditional_only: holds a character twice"),
        ({**good, "traditional_only": "國", "simplified_only": "國"}, "sets: share a character"),
    )
    for table, message in faults:
        monkeypatch.setattr(module, "read_toml", lambda _, table=table: table)
        with pytest.raises(DataError, match=r"scripts\.toml: " + message):
            scripts.__wrapped__()


def test_standard_configurations_convert() -> None:
    assert converter("t2s").convert("臺灣的國債") == "台湾的国债"
    assert converter("tw2s").convert("意味著") == "意味着"
    assert converter("hk2s").convert("衞生") == "卫生"


def test_a_converter_is_made_once() -> None:
    assert converter("t2s") is converter("t2s")


@given(st.text(st.sampled_from("國\0\ud800\udfff\n高a𠮷"), max_size=12))
def test_no_length_changes_whatever_the_text(text: str) -> None:
    assert converter("t2s").convert(text) == text.replace("國", "国")


def test_another_package_of_the_same_module_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    other = types.ModuleType("opencc")
    other.OpenCC = type("OpenCC", (), {})  # type: ignore[attr-defined]  # a stand-in for the foreign package
    monkeypatch.setitem(sys.modules, "opencc", other)
    with pytest.raises(WrongPackageError, match="pip uninstall opencc-python-reimplemented"):
        converter.__wrapped__("t2s")
