"""The grammatical subject of a clause, whom it speaks of, and how that goes on from clause to clause."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.chronology import periods
from pipeline.lexicon.attribution import cues
from pipeline.stages.attribute.clauses.grammar import NOBODY, UNREAD, Grammar, Spoken
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.context import Context
from pipeline.stages.attribute.names.entities import inventory
from pipeline.stages.attribute.reading import read
from pipeline.stages.attribute.subject.clausal import grammar
from pipeline.stages.attribute.subject.spoken import spoken
from tests.sentences import paragraph, subjects


def context(sentence: str) -> Context:
    """A sentence read as a document of one paragraph."""
    table = cues("zh")
    assert table is not None
    document = paragraph(sentence, pipeline.figures(sentence, language="zh"))
    reading = read(document, table, periods(sentence, None, "zh"))
    return Context(reading, inventory(reading))


def subject(sentence: str) -> tuple[str, Grammar]:
    """The subject of the first clause as it is written."""
    made = context(sentence)
    found = grammar(made, made.reading.clauses[0])
    return sentence[found.start : found.end] if found.start >= 0 else "", found


def whom(sentence: str) -> Spoken:
    """Whom the first clause speaks of."""
    made = context(sentence)
    return spoken(made, made.reading.clauses[0])


@pytest.mark.parametrize(
    ("sentence", "written", "predicate"),
    [
        ("云江海洋药物制造项目为省重点项目", "云江海洋药物制造项目", "copula"),
        ("南环高速公路总投资21亿元", "南环高速公路总投资", "figure"),
        ("创下全省最快纪录的远方航天随即完成5亿元融资", "远方航天", "verb"),
        ("2025年7月，", "", NOBODY),
        ("实现营业收入12亿元", "", NOBODY),
        ("根据海关数据", "", NOBODY),
        ("与江东集团签署合作协议", "", NOBODY),
        ("家具、灯具及其他耐用品上升近三成", "家具、灯具及其他耐用品", "change"),
        ("水果、蔬菜等生鲜产品出口增长5%", "水果、蔬菜等生鲜产品出口", "change"),
        ("《山海之间》票房达3亿元", "《山海之间》票房", "arrive"),
        ("调查显示", "调查", "report"),
        ("环湖公司宣布完成2亿元融资", "环湖公司", "announce"),
    ],
)
def test_the_subject_is_what_stands_before_the_predicate(sentence: str, written: str, predicate: str) -> None:
    """Whatever the tagger makes of its pieces; a clause that begins with its verb or a preposition has none."""
    found, read_as = subject(sentence)
    assert (found, read_as.predicate) == (written, predicate)


def test_what_stands_between_subject_and_measure() -> None:
    """A time before what is measured of it, or a place in which it is, leaves the subject as it is."""
    found, read_as = subject("滨海市2024年一般公共预算收入达到320亿元")
    assert (found, read_as.measured, read_as.sited) == ("滨海市", True, False)
    found, read_as = subject("滨海市在华东市场的占有率超过20%")
    assert (found, read_as.sited) == ("滨海市", True)
    found, read_as = subject("80%的面包店处于亏损状态")
    assert (found, read_as.shared) == ("面包店", True)


@pytest.mark.parametrize(
    ("sentence", "words", "kind"),
    [
        ("新兴市场客商的成交额为3亿元", "新兴市场客商", "plain"),
        ("净利润为3亿元", "", "none"),
        ("项目建成后将新增产能5万吨", "项目", "bound"),
        ("他们的手机在二季度生产600万部", "他们", "owned"),
        ("其毛利率为21%", "其", "none"),
        ("注册图书馆达1200家", "", "none"),
        ("一台八卡服务器的月租金约为5万元", "八卡服务器", "plain"),
        ("东江地区外贸规模增长8%", "东江地区", "name"),
        ("电影《山海之间》票房达3亿元", "山海之间", "name"),
        ("数据显示", "", "stop"),
    ],
)
def test_whom_a_clause_speaks_of(sentence: str, words: str, kind: str) -> None:
    """The thing without what is measured of it; nobody new where all is measured, counted or owned."""
    found = whom(sentence)
    assert (found.words, found.kind) == (words, kind)


PROJECTS = (
    "12个项目集中开工\n\n开工项目中，柳湖职业学院新校区项目计划总投资9亿元，增设学位3000个；星河轮胎（三期）项目位于东港工业园，"
    "计划总投资4亿元，新建厂房6万平方米；石门岭供水工程，计划总投资1.5亿元，新建管网35公里。"
)


def test_a_part_of_a_sentence_has_its_own_subject() -> None:
    """What opens a part behind a semicolon takes over from the part before, and goes on in its clauses."""
    found = subjects(PROJECTS)
    assert found["4亿元"] == found["6万平方米"] == "星河轮胎项目"
    assert found["1.5亿元"] == found["35公里"] == "石门岭供水工程"


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        (
            "融资周报\n\n月湖科技完成8亿元融资。\n\n最后是街边的炸串，鲁班炸串近日完成新一轮融资，以总融资3亿元居首。",
            "3亿元",
            "鲁班炸串",
        ),
        ("手机出货\n\n北木手机出货量为3000万部，高于石原手机的2700万部，市场份额为7%。", "7%", "北木手机"),
        ("开工\n\n海润制药生物药制造项目为省重点项目，项目建成后将年产900吨鱼油。", "900吨", "海润制药生物药制造项目"),
        ("零售\n\n9月零售增长3%。其中，汽车以外的消费品零售额增长4%。", "4%", None),
    ],
)
def test_what_never_takes_over(text: str, written: str, named: str | None) -> None:
    """A predicate noun, the base of a comparison and what is left out are no subjects of what follows."""
    found = subjects(text)[written]
    assert found == named if named else found != "汽车"


def test_a_piece_of_a_phrase_is_made_whole() -> None:
    """What the dictionary cuts off a list's first thing is the clause's all the same."""
    assert subjects("农业\n\n上半年，猪牛羊禽肉产量3900万吨，同比下降1.3%。")["3900万吨"] == "猪牛羊禽肉"


@pytest.mark.parametrize("piece", ["的", "在的", "公司的", "建的项目", "《", "和", "其他", "从在", "一"])
def test_time_is_linear(piece: str) -> None:
    """Hostile repetition is read in time that grows with the text."""

    def taken(times: int) -> float:
        made = context(piece * times)
        clause = made.reading.clauses[0]
        parsed(made.reading, made.found, clause)
        start = time.process_time()
        spoken(made, clause)
        return time.process_time() - start

    assert taken(1000) < 30 * max(taken(100), 0.002)


@given(st.text("公司的在与中、《》“项目12亿元为达了其他地增长2024年，；"))
def test_places_are_in_the_text(sentence: str) -> None:
    """Whatever the text: a subject has a place in its clause, and nobody has none."""
    made = context(sentence)
    for clause in made.reading.clauses:
        found = grammar(made, clause)
        nobody = found.predicate in {NOBODY, UNREAD}
        assert (found.start, found.end) == (-1, -1) if nobody else 0 <= found.start < found.end <= len(clause.text)
        spoken(made, clause)


def test_a_place_pointed_at_again_and_again_is_read() -> None:
    """However often the word stands, it is looked behind once: nothing recurses."""
    assert set(subjects("园区\n\n" + "全市" * 3000 + "工业园区完成投资67.2亿元。")) == {"67.2亿元"}
