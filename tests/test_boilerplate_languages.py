"""What stands around articles in seven more languages of Europe, in Hong Kong and Taiwan, and what is an article's own."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.lexicon.boilerplate import LANGUAGES, boilerplate, shape


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wir verwenden Cookies, um Inhalte zu personalisieren und Zugriffe zu messen.", "consent"),
        ("Das könnte Sie auch interessieren", "recommendation"),
        ("Alle Rechte vorbehalten", "disclaimer"),
        ("3 Min. Lesezeit", "counter"),
        ("La suite après cette publicité", "advert"),
        ("Lire aussi", "reference"),
        ("Partager sur Facebook", "share"),
        ("Il vous reste 70 % de cet article à lire.", "advert"),
        ("Te recomendamos", "recommendation"),
        ("Compartir en Facebook", "share"),
        ("Prohibida la reproducción total o parcial", "disclaimer"),
        ("Continua após a publicidade", "advert"),
        ("Deixe um comentário", "recommendation"),
        ("Etiquetas: bancos, inflação", "keywords"),
        ("Potrebbe interessarti anche", "recommendation"),
        ("Riproduzione riservata © Copyright", "disclaimer"),
        ("Tempo di lettura: 4 minuti", "counter"),
        ("Dalsza część artykułu pod reklamą", "advert"),
        ("Najczęściej czytane", "recommendation"),
        ("Ta strona używa plików cookie w celach statystycznych.", "consent"),
        ("Читайте также", "reference"),
        ("Все права защищены", "disclaimer"),
        ("Подписывайтесь на наш канал", "share"),
        ("字級設定： 小 中 大 特", "share"),
        ("▲點我看更多", "share"),
        ("訂閱《晨間》電子報 每天3分鐘看天下事", "advert"),
        ("不用抽 不用搶 現在用APP看新聞 保證天天中獎", "advert"),
        ("點我訂閱江州財經頻道", "advert"),
        ("更多 TVBS 報導", "recommendation"),
        ("人氣點閱榜", "recommendation"),
        ("相關內容屬作者個人意見，並不代表《江州日報》立場。", "disclaimer"),
        ("登入後即可閱讀全文", "login"),
        ("回上一頁", "navigation"),
    ],
)
def test_what_stands_around(text: str, name: str) -> None:
    rule = boilerplate().judge(text)
    assert rule is not None
    assert rule.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Mehr Ausgaben für die Verteidigung sind geplant.",
        "Der Umsatz stieg um 4,2 Prozent auf 3,1 Milliarden Euro.",
        "Le chiffre d'affaires a progressé de 4,2 % au premier semestre.",
        "Sigue abierta la negociación con los proveedores.",
        "Mais sobreviventes foram encontrados na segunda-feira.",
        "Partita IVA e fisco, che cosa cambia nel 2026",
        "Otrzymujemy coraz więcej zamówień z Azji.",
        "Jesteśmy gotowi na rozmowy z bankami.",
        "Мы видели рост спроса во втором квартале.",
        "Главный редактор газеты объявил об уходе.",
        "18+ компаний отчитались за квартал.",
        "免費訂閱用戶達1,200萬，付費訂閱用戶則有300萬。",
        "訂閱電子報的讀者去年增加三成。",
        "加入會員的客戶已經超過一百萬人。",
        "更多東森集團的員工選擇提早退休。",
        "展開全文檢索系統的採購，預算2億元。",
    ],
)
def test_what_an_article_says(text: str) -> None:
    assert boilerplate().judge(text) is None


def test_words_are_shapes_that_can_be_met() -> None:
    table = boilerplate()
    assert len(set(LANGUAGES)) == len(LANGUAGES)
    words = [*table.equal, *(word for entries in (*table.start.values(), *table.hold.values()) for word, _ in entries)]
    assert [word for word in words if shape(word) != word] == []
    assert [word for entries in table.start.values() for word, _ in entries if len(word) < 3 and word.isascii()] == []


def test_a_page_keeps_its_article_and_leaves_the_rest() -> None:
    story = [
        "Il gruppo ha chiuso il semestre con ricavi pari a 412 milioni di euro, in crescita del 6,3 per cento.",
        "L'utile netto è salito a 38 milioni, mentre l'indebitamento è sceso di un quinto rispetto a giugno.",
        "Il consiglio ha confermato gli obiettivi per l'anno e proporrà un dividendo di 0,24 euro per azione.",
    ]
    around = ["Condividi su Facebook", "Leggi anche", "Iscriviti alla nostra newsletter per ricevere ogni mattina le notizie."]
    end = [
        "Riproduzione riservata",
        "I più letti",
        "Questo sito utilizza cookie tecnici e di profilazione, anche di terze parti.",
    ]
    lines = ["Ricavi in crescita per il gruppo", around[0], story[0], around[1], story[1], around[2], story[2], *end]
    for raw in (
        "\n".join(lines),
        "<html><body><h1>" + lines[0] + "</h1>" + "".join(f"<p>{x}</p>" for x in lines[1:]) + "</body></html>",
    ):
        record = pipeline.normalize(raw.encode())
        assert all(line in record.text for line in story)
        assert [line for line in (*around, *end) if line in record.text] == []
