"""Recognising a person: laws by Hypothesis, kinds of pairs by table, two lists."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from przystan.rooms.people.rules import matching
from przystan.rooms.people.rules.matching import sounds, words
from przystan.rooms.people.rules.matching.keys import MAX_KEYS_TO_ASK, slips_of
from przystan.rooms.people.types import (
    BirthPrecision,
    MatchReasonKind,
    MatchRecord,
    Sex,
    Verdict,
)

SAME, UNSURE, DIFFERENT = Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT
BORN = date(1990, 5, 17)
WORDS = st.one_of(
    st.sampled_from([
        "Ковальчук", "Олена", "Kovalchuk", "Olena", "Nguyen", "Thi", "Huong", "de", "Beridze",
        "ნინო", "Պետրոսյան", "Łukaszewicz", "Іванівна", "Anna-Maria", "O'Brien", "X", "Əliyeva",
    ]),
    st.text(min_size=1, max_size=12),
)
NAMES = st.tuples(
    st.lists(WORDS, max_size=3).map(" ".join), st.lists(WORDS, max_size=3).map(" ".join))
RECORDS = st.builds(
    MatchRecord,
    names=st.lists(NAMES, max_size=2).map(tuple),
    birth_date=st.one_of(st.none(), st.just(BORN), st.dates(date(1920, 1, 1), date(2020, 1, 1))),
    birth_precision=st.sampled_from(BirthPrecision),
    birth_text=st.sampled_from(["", "", "", "19900231"]),
    sex=st.sampled_from([None, *Sex]),
    citizenship=st.sampled_from(["", "UKR", "VNM"]),
    documents=st.lists(st.sampled_from(["FA123456", "FA123465", "ZZ9"]), max_size=2).map(tuple),
    phones=st.lists(st.sampled_from(["+48280000001", "+48280000002"]), max_size=1).map(tuple),
    pesel=st.sampled_from(["", "44051401458", "44051401459"]),
    address=st.lists(st.sampled_from(["Kolejowa", "12", "Szczecin"]), max_size=2).map(tuple),
)


@given(RECORDS, RECORDS)
@settings(deadline=None)
def test_comparing_is_symmetric(left: MatchRecord, right: MatchRecord) -> None:
    one, other = matching.compare(left, right), matching.compare(right, left)
    assert one.score == pytest.approx(other.score, abs=0.02)
    assert (one.is_link, one.limited_by) == (other.is_link, other.limited_by)


@given(RECORDS, RECORDS)
@settings(deadline=None)
def test_the_reasons_make_the_score(left: MatchRecord, right: MatchRecord) -> None:
    found = matching.compare(left, right, population=1 << 20)
    assert found.score == pytest.approx(sum(r.weight for r in found.reasons) - 20, abs=0.02)


@given(RECORDS)
@settings(deadline=None)
def test_a_record_is_found_by_its_own_keys(record: MatchRecord) -> None:
    stored, asked = matching.keys_of(record), matching.keys_to_ask(record)
    assert all(-(2**63) <= key < 2**63 for key in (*stored, *asked))
    assert len(asked) <= MAX_KEYS_TO_ASK
    assert not stored or set(stored) & set(asked)
    flags = [matching.is_broad(key) for key in asked]
    assert flags == sorted(flags)


@given(RECORDS, st.sampled_from(["sex", "citizenship", "documents", "phones", "pesel"]))
@settings(deadline=None)
def test_a_field_that_agrees_never_lowers_the_score(record: MatchRecord, name: str) -> None:
    value = {"sex": Sex.FEMALE, "citizenship": "UKR", "documents": ("QQ123456",),
             "phones": ("+48280000009",), "pesel": "44051401458"}[name]
    bare = replace(record, **{name: type(value)() if name != "sex" else None})
    full = replace(record, **{name: value})
    assert matching.compare(full, full).score >= matching.compare(bare, bare).score


@given(st.permutations(["Ковальчук", "Олена", "Марія"]), st.permutations(
    ["Kovalchuk", "Olena", "Mariia"]))
def test_the_order_of_words_does_not_matter(one: list[str], other: list[str]) -> None:
    def record(names: list[str]) -> MatchRecord:
        return MatchRecord(names=((" ".join(names), ""),), birth_date=BORN)

    found = matching.compare(record(one), record(other))
    base = matching.compare(
        record(["Ковальчук", "Олена", "Марія"]), record(["Kovalchuk", "Olena", "Mariia"]))
    assert found.score == pytest.approx(base.score, abs=0.02)
    assert found.verdict is SAME


@given(st.text(min_size=1, max_size=30))
def test_any_word_has_sounds_and_codes(text: str) -> None:
    for token in (text, text.casefold()):
        heard = sounds.sounds_of(token)
        assert heard.main
        assert heard.codes
        assert len(heard.codes) <= sounds.MAX_CODES


@given(st.text("aeioubcčdfgklmnprsštvzž", max_size=12))
def test_writing_a_sound_again_changes_nothing(text: str) -> None:
    settled = sounds._settle(text)
    assert sounds._settle(settled) == settled


@given(st.dates(date(1930, 1, 1), date(2020, 1, 1)))
def test_slips_of_a_birth_date_are_other_dates_that_exist(day: date) -> None:
    found = slips_of(f"{day:%Y%m%d}")
    assert f"{day:%Y%m%d}" not in found
    assert len(set(found)) == len(found) < 90
    for slip in found:
        date(int(slip[:4]), int(slip[4:6]), int(slip[6:]))


# Pairs put together from standards and from the office's daily cases, not from the rules.
ONE_NAME = [
    ("Ковальчук Олена", "Kovalchuk Olena"), ("Ковальчук Олена", "Kowalczuk Elena"),
    ("Щербак Юлія", "Shcherbak Yuliia"), ("Щербак Юлія", "Szczerbak Julia"),
    ("Згурський Євген", "Zghurskyi Yevhen"), ("Гнатюк Григорій", "Gnatyuk Grigory"),
    ("Хмельницький Богдан", "Chmielnicki Bogdan"), ("Иванов Дмитрий", "Ivanov Dmitry"),
    ("Щукин Юрий", "Shchukin Iurii"), ("Королёв Артём", "Korolyov Artyom"),
    ("Лукашэвіч Аляксандр", "Łukaszewicz Aleksander"), ("Кавалёў Сяргей", "Kavaliou Siarhei"),
    ("ჯაფარიძე გიორგი", "Japaridze Giorgi"), ("ჯაფარიძე გიორგი", "Джапаридзе Георгий"),
    ("ყიფიანი ლევან", "Kipiani Levan"), ("Հակոբյան Հովհաննես", "Hakobyan Hovhannes"),
    ("Ղազարյան Անահիտ", "Казарян Анаит"),
    ("Məmmədov Rəşad", "Мамедов Рашад"), ("Nguyễn Thị Hương", "HUONG NGUYEN THI"),
    ("Đorđević Željko", "Djordjevic Zeljko"), ("Бойко Володимир", "Bojko Włodzimierz"),
    ("Ковалевська Ганна", "Anna Kowalewska"), ("Іваненко Саша", "Ivanenko Oleksandr"),
    ("Kim Min Jun", "Minjun Kim"), ("Mohammed Abdul Rahman", "Abdulrahman Mohammed"),
    ("Ковальчук Олена Петрівна", "Kovalchuk Olena"), ("Garcia Lopez Juan", "Juan Garcia"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    def record(name: str, born: date) -> MatchRecord:
        return MatchRecord(names=((name, ""),), birth_date=born)

    assert matching.compare(record(one, BORN), record(other, BORN)).verdict is SAME
    far = matching.compare(record(one, BORN), record(other, date(1978, 11, 23)))
    assert far.verdict is not SAME
    keys = set(matching.keys_to_ask(record(one, date(1990, 7, 15))))
    assert keys & set(matching.keys_of(record(other, BORN))), "the year and the names must do"


def test_the_russian_form_of_an_armenian_name_is_recognised_by_the_birth_date() -> None:
    # Its b became p: no key of the names alone is shared, the birth date finds the person.
    one = MatchRecord(names=(("Հակոբյան", "Հովհաննես"),), birth_date=BORN)
    other = MatchRecord(names=(("Акопян", "Ованнес"),), birth_date=BORN)
    assert matching.compare(one, other).verdict is SAME
    assert set(matching.keys_to_ask(one)) & set(matching.keys_of(other))


def person(family: str, given_names: str, born: date | None = BORN, **more: object) -> MatchRecord:
    return MatchRecord(names=((family, given_names),), birth_date=born, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("one", "other"), [
    ("Olena", "Iryna"), ("Олена", "Oksana"), ("Oleksandr", "Oleksandra"), ("Maria", "Marina"),
    ("Nino", "Nana"), ("Rajesh", "Rakesh"), ("Thi Lan", "Thi Hoa"), ("Ніна", "Інна"),
    ("Mykola", "Mykyta"), ("Juan Carlos", "Juan Pablo"),
])
@pytest.mark.parametrize("family", ["Kovalchuk", "Zghurskyi"])
def test_twins_are_never_asked_about_as_one(family: str, one: str, other: str) -> None:
    both = {"citizenship": "UKR", "phones": ("+48280000001",)}
    found = matching.compare(person(family, one, **both), person(family, other, **both))
    assert found.verdict is not SAME
    assert found.limited_by == "given_names_differ"


@pytest.mark.parametrize(("left", "right", "verdicts"), [
    # Father and son; namesakes.
    (person("Kovalenko", "Ivan", date(1960, 3, 4)), person("Kovalenko", "Ivan", date(1988, 11, 2)),
     {DIFFERENT, UNSURE}),
    (person("Zghurskyi", "Orest", date(1962, 6, 6)), person("Zghurskyi", "Orest",
     date(1992, 6, 6)), {DIFFERENT, UNSURE}),
    # Married: given name, birth date, sex and nationality.
    (person("Ковальчук", "Олена", sex=Sex.FEMALE, citizenship="UKR"),
     person("Melnyk", "Olena", sex=Sex.FEMALE, citizenship="UKR"), {UNSURE}),
    (person("Ковальчук", "Андрій", sex=Sex.MALE), person("Melnyk", "Andrii", sex=Sex.MALE),
     {DIFFERENT}),
    # Slips in the birth date.
    (person("Ковальчук", "Олена", date(1990, 5, 12)), person("Kovalchuk", "Olena",
     date(1990, 12, 5)), {UNSURE, SAME}),
    (person("Ковальчук", "Олена", date(1990, 5, 12)), person("Kovalchuk", "Olena",
     date(1990, 5, 13)), {UNSURE}),
    (person("Ковальчук", "Олена", date(1990, 5, 12)), person("Kovalchuk", "Olena",
     date(1890, 5, 12)), {UNSURE, SAME}),
    # Numbers.
    (person("Kovalchuk", "Olena", documents=("FA123456",)),
     person("Melnyk", "Olena", documents=("FA123456",)), {SAME}),
    (person("Kovalchuk", "Olena", documents=("FA123456",)),
     person("Kovalchuk", "Olena", date(1978, 11, 2), documents=("FA123456",)), {UNSURE}),
    (person("Kovalchuk", "Olena", documents=("FA123456",)),
     person("Petrenko", "Ivan", date(1978, 11, 2), documents=("FA123456",)), {UNSURE}),
    # Strangers, spouses; a name alone.
    (person("Kovalenko", "Olena"), person("Singh", "Gurpreet"), {DIFFERENT}),
    (person("Kovalenko", "Olena", phones=("+48280000001",)),
     person("Kovalenko", "Andrii", date(1988, 2, 11), phones=("+48280000001",)), {DIFFERENT}),
    (person("Zghurskyi", "Orest"), person("Zghurskyi", "Orest", None), {UNSURE}),
])
def test_daily_cases(left: MatchRecord, right: MatchRecord, verdicts: set[Verdict]) -> None:
    assert matching.compare(left, right).verdict in verdicts


def test_only_an_equal_number_with_the_birth_date_links() -> None:
    numbered = person("Kovalchuk", "Olena", documents=("FA123456",))
    assert matching.compare(numbered, person("Ковальчук", "Олена", documents=("FA123456",))).is_link
    for other in (
        person("Kovalchuk", "Olena"),
        person("Kovalchuk", "Iryna", documents=("FA123456",)),
        person("Kovalchuk", "Olena", date(1990, 5, 18), documents=("FA123456",)),
    ):
        assert not matching.compare(numbered, other).is_link


def test_a_comparison_says_why() -> None:
    found = matching.compare(person("Ковальчук", "Олена"), person("Kowalczuk", "Elena"))
    kinds = [reason.kind for reason in found.reasons]
    assert kinds == [MatchReasonKind.FAMILY_TRANSLITERATED, MatchReasonKind.GIVEN_EQUIVALENT,
                     MatchReasonKind.BIRTH_EQUAL]
    assert all(reason.left and reason.right for reason in found.reasons)


def test_a_common_name_tells_less() -> None:
    common = matching.compare(person("Nguyen", "Huong"), person("Nguyen", "Huong"))
    rare = matching.compare(person("Zghurskyi", "Orest"), person("Zghurskyi", "Orest"))
    assert common.score < rare.score - 5


def test_patronymics_are_known_in_every_script() -> None:
    for word in ("петрівна", "петрович", "аляксандраўна", "sergeevich", "ivanovna", "іванович"):
        assert words.is_patronymic_like(word), word
    for word in ("олена", "kowalczuk", "giorgi", "anna"):
        assert not words.is_patronymic_like(word), word


def test_two_lists_are_linked_and_one_is_searched_for_duplicates() -> None:
    left = [person("Ковальчук", "Олена"), person("Singh", "Gurpreet", date(1985, 2, 3))]
    right = [person("Beridze", "Nino", date(1970, 1, 9)), person("Kovalchuk", "Olena")]
    (pair,) = matching.link_records(left, right)
    assert (pair.left, pair.right, pair.comparison.verdict) == (0, 1, SAME)
    (twice,) = matching.find_duplicates([*left, right[1]])
    assert (twice.left, twice.right) == (0, 2)


def test_a_question_is_read_as_a_record() -> None:
    asked = matching.record_from_text("Ковальчук Олена 17.05.1990")
    assert asked.birth_date == BORN
    assert asked.names == (("ковальчук олена", ""),)
    assert matching.compare(asked, person("Kovalchuk", "Olena")).verdict is SAME


def _shared_names() -> Path:
    for base in Path(__file__).resolve().parents:
        if (found := base / "shared" / "data" / "names").is_dir():
            return found
    pytest.skip("no shared data beside the checkout")


def test_golden_transliterations_of_one_name_are_one_name() -> None:
    folder = _shared_names()
    written = MatchRecord(names=(("Чаплинський", "Дмитро Олександрович"),), birth_date=BORN)
    forms = json.loads((folder / "golden_chaplinsky.json").read_text(encoding="utf-8"))
    assert len(forms) > 20
    for form in forms:
        other = MatchRecord(names=((form, ""),), birth_date=BORN)
        assert matching.compare(written, other).verdict is SAME, form


def test_ukrainian_and_russian_forms_of_a_surname_share_a_code() -> None:
    lines = (_shared_names() / "legacy_ua2ru.csv").read_text(encoding="utf-8").splitlines()[1::40]
    pairs = [line.split(",")[:2] for line in lines if line.split(",")[0].isalpha()]
    shared = [bool({*sounds.sounds_of(uk.casefold()).codes}
                   & {*sounds.sounds_of(ru.casefold()).codes}) for uk, ru in pairs]
    assert sum(shared) / len(shared) > 0.95


ONE_ENDING = [
    ("Horbarenko", "Hanarenko"), ("Kucherenko", "Zakharenko"), ("Boichyshyn", "Overchyshyn"),
]


@pytest.mark.parametrize(("one", "other"), ONE_ENDING)
def test_an_ending_alone_resembles_nothing(one: str, other: str) -> None:
    found = matching.compare(
        MatchRecord(names=((one, "Olena"),), birth_date=BORN),
        MatchRecord(names=((other, "Olena"),), birth_date=BORN))
    kinds = {reason.kind.value for reason in found.reasons}
    assert "family_similar" not in kinds
    assert found.verdict is not SAME


def test_a_son_is_not_called_by_his_patronymic() -> None:
    found = matching.compare(
        MatchRecord(names=(("Морозець", "Микита Олексійович"),), birth_date=BORN),
        MatchRecord(names=(("Морозець", "Олексій Євгенович"),), birth_date=BORN))
    assert found.verdict is not SAME
    assert "patronymic_equal" not in {reason.kind.value for reason in found.reasons}


def test_a_birth_date_alone_asks_nothing_whatever_else_is_alike() -> None:
    found = matching.compare(
        MatchRecord(names=(("Морозець", "Микита"),), birth_date=BORN, phones=("+48280000001",)),
        MatchRecord(names=(("Beridze", "Nino"),), birth_date=BORN, phones=("+48280000001",)))
    assert found.verdict is not SAME


def crowd(count: int) -> list[MatchRecord]:
    """Persons of whom no two are alike: names of random syllables."""
    rng = random.Random(7)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]

    def word() -> str:
        return "".join(rng.sample(syllables, 4)).title()

    return [
        MatchRecord(names=((word(), word()),), birth_date=date(
            rng.randint(1940, 2000), rng.randint(1, 12), rng.randint(1, 28)))
        for _ in range(count)]


def test_in_one_list_what_is_the_same_as_a_third_is_the_same() -> None:
    people = crowd(600)
    name = people[7].names
    far = replace(people[7], birth_date=date(1999, 1, 9), documents=("AB1234567",))
    middle = replace(people[7], names=name, documents=("AB1234567",))
    plain = replace(people[7], documents=())
    rows = [*people[:7], plain, *people[8:], middle, far]
    verdicts = {(p.left, p.right): p.comparison for p in matching.find_duplicates(rows)}
    assert verdicts[7, 600].verdict is verdicts[600, 601].verdict is SAME
    assert verdicts[7, 601].verdict is SAME


def test_between_two_lists_less_is_enough_for_who_is_left() -> None:
    people = crowd(600)
    others = list(people)
    family, given = people[3].names[0]
    others[3] = replace(people[3], names=(("Qwertadze", given),), birth_date=None)
    alone = matching.compare(people[3], others[3], population=600)
    assert alone.verdict is not SAME
    found = {(p.left, p.right): p.comparison.verdict for p in matching.link_records(people, others)}
    assert sum(v is SAME for (left, right), v in found.items() if left == right) >= 599


def test_the_twins_rule_is_lifted_in_lists_only() -> None:
    twins = [MatchRecord(names=(("Bondarenko", given),), birth_date=BORN, sex=None)
             for given in ("Oleh", "Ihor")]
    found = matching.compare(*twins)
    assert (found.verdict is SAME, found.limited_by) == (False, "given_names_differ")
    # A list where one in a hundred has a twin keeps the rule, one where every tenth has lifts it.
    # One in a hundred with a twin keeps the rule; every tenth is more than twins can be.
    for every, is_lifted in ((100, False), (10, True)):
        people = crowd(600)
        pairs = [replace(p, names=((p.names[0][0], "Oleh"),)) for p in people[::every]]
        rows = [replace(p, names=((p.names[0][0], "Ihor"),)) if not n % every else p
                for n, p in enumerate(people)]
        same = [p for p in matching.find_duplicates([*rows, *pairs])
                if p.right >= 600 and p.comparison.verdict is SAME]
        assert bool(same) is is_lifted
